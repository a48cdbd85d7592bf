import { appendFileSync, writeSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { join } from 'node:path'
import { createClient } from '../../sync/contract/rpc.ts'
import { bridge } from '../../main/bridge/contract.ts'
import { systemClock, systemMonotonic } from '../../main/clock.ts'
import { readConfig } from '../../main/config.ts'
import type { Clock } from '../../main/ports.ts'
import type { Printer } from '../../main/printing/transport.ts'
import { systemRandom } from '../../main/random.ts'
import { createStation } from '../../main/station.ts'
import { ADA } from './kiosk-device.ts'
import { draftFor, OFFICE, PASSPORT } from './station-kit.ts'

// A whole station in a process of its own, to be killed: it loads its code, waits for its orders, and then serves visitors
// at two pages until it is killed. On stdout: the id of each booking that a visitor has been told of.

export type StationOrders = {
  readonly folder: string
  readonly central: string
  readonly code: string
  readonly nowMs: number
  /** No network in this life. */
  readonly cut: boolean
}

// Compiled code is kept for the processes that follow: a killed one has no end at which it could do so.
flushCompileCache()
process.once('message', (orders) => void serve(orders as StationOrders))
// It never outlives the test that has started it.
process.once('disconnect', () => process.exit(1))

async function serve({ folder, central, code, nowMs, cut }: StationOrders): Promise<void> {
  const answer = readConfig(['--data', folder], { FOYER_ENROLMENT_CODE: code })
  if (answer.outcome === 'fault') throw new Error(answer.message)
  const [begun, receipts] = [systemMonotonic(), join(folder, 'receipts.bin')]
  const printer: Printer = {
    status: async () => ({ trouble: null, nearEnd: false }),
    print: async ({ bytes }) => {
      // Paper takes its time: some are killed with it half-way.
      await new Promise((resolve) => setTimeout(resolve, 15))
      appendFileSync(receipts, Buffer.concat([bytes, Buffer.from(SLIP_END)]))
      return { outcome: 'printed' }
    },
  }
  // Where nobody answers, a visitor waits a tenth of the real time.
  const clock: Clock = {
    now: () => nowMs + systemMonotonic() - begun,
    after: (milliseconds, call) => systemClock.after(milliseconds / (cut ? 10 : 1), call),
  }
  const fetchUnlessCut: typeof fetch = (...request) => (cut ? Promise.reject(new TypeError('fetch failed')) : fetch(...request))
  const station = createStation(
    { config: answer.config, central, addressParameters: true, version: 'test' },
    { clock, monotonic: systemMonotonic, random: systemRandom, log: () => undefined, fetch: fetchUnlessCut, printer },
  )
  await station.ready
  const visitor = async () => {
    const { client } = createPage()
    for (;;) {
      const { days } = await client.listSlots({ officeId: OFFICE, services: PASSPORT })
      const free = days.flatMap(({ slots }) => slots)
      const slot = free[Math.floor(Math.random() * free.length)]
      // The catalogue of a first start is still on its way.
      if (slot === undefined) {
        await new Promise((resolve) => setTimeout(resolve, 20))
        continue
      }
      const somebody = { ...ADA, email: `${systemRandom.uuid()}@example.org` }
      const draft = draftFor(slot.startsAt, { person: somebody })
      await client.holdSlot(draft)
      const { outcome } = await client.confirmBooking(draft)
      if (outcome === 'booked') writeSync(1, `${draft.bookingId}\n`)
      await client.endSession({})
    }
  }
  const createPage = () => ({ client: createClient(bridge, station.openPage().call) })
  process.send?.('serving')
  await Promise.all([visitor(), visitor()])
}

/** Between two slips in the file of receipts. */
export const SLIP_END = '\n-- slip --\n'
