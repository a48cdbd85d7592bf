import assert from 'node:assert/strict'
import { type ChildProcess, fork } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { bookingNumber } from '../../../sync/contract/booking.ts'
import { issueEnrolmentCode } from '../../../sync/central/fleet/kiosks.ts'
import { openDatabase } from '../../../main/store/open.ts'
import { BOOKINGS_MIGRATIONS } from '../../../main/store/schema.ts'
import { type CentralKit, startCentralKit } from '../../support/central-kit.ts'
import { howMuch } from '../../support/how-much.ts'
import { smallTown } from '../../support/small-town.ts'
import type { StationOrders } from '../../support/station-child.ts'
import { startStationKit } from '../../support/station-kit.ts'

/** Whole lives of a station; a sample at every change. */
const ROUNDS = howMuch({ sample: 20, whole: 100 })
const CHILD = join(import.meta.dirname, '../../support/station-child.ts')
const LANES = 2
const SLIP_END = '\n-- slip --\n'

const scratch = mkdtempSync(join(tmpdir(), 'foyer-kill-'))
let central: CentralKit
const spare: ChildProcess[] = []
const started: ChildProcess[] = []
before(async () => {
  const town = smallTown({ seats: 250, horizonDays: 60 })
  central = await startCentralKit({ town, settings: { escrowPercent: 2 } })
})
after(async () => {
  // Where one lane has failed, the other is still in the middle of a life.
  for (const child of started) child.kill('SIGKILL')
  await central.stop()
  rmSync(scratch, { recursive: true, force: true })
})

/** A process that has loaded its code: starting one takes longer than its life. */
function nextChild(): ChildProcess {
  const env = { ...process.env, NODE_COMPILE_CACHE: join(scratch, 'compiled') }
  while (spare.length < LANES + 1) {
    const next = fork(CHILD, [], { stdio: ['ignore', 'pipe', 'ignore', 'ipc'], env })
    spare.push(next)
    started.push(next)
  }
  const child = spare.shift()
  if (!child) throw new Error('no process')
  return child
}

/** Lets a station serve until a random moment, kills it, and answers the bookings that visitors had been told of. */
async function life(orders: StationOrders): Promise<string[]> {
  const child = nextChild()
  let said = ''
  // Most lives end in the middle of the work, some while it begins.
  const enough = randomInt(5)
  const worked = Promise.withResolvers<void>()
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    said += text
    if (said.split('\n').length > enough) worked.resolve()
  })
  const closed = once(child, 'close')
  child.send(orders)
  const early = closed.then(() => Promise.reject(new Error('the station ended by itself')))
  early.catch(() => undefined)
  await Promise.race([once(child, 'message'), early])
  if (enough > 0) await Promise.race([worked.promise, early])
  await new Promise((resolve) => setTimeout(resolve, randomInt(0, 60)))
  child.kill('SIGKILL')
  await closed
  // A line that is not whole was not said.
  return said.split('\n').slice(0, -1)
}

/** The disk as the last kill has left it; answers the bookings whose receipts it says have been printed. */
function judgeDisk(folder: string): string[] {
  const database = openDatabase(join(folder, 'station/bookings.db'), BOOKINGS_MIGRATIONS)
  const all = (sql: string) => database.prepare(sql).pluck().all()
  assert.deepEqual(all('pragma integrity_check'), ['ok'])
  const booked = new Set(all('select booking_id from booking'))
  const jobs = all('select booking_id from print_job')
  assert.deepEqual(new Set(jobs), booked, 'a print job for each booking and none besides')
  assert.ok(all('select booking_id from outbox').every((bookingId) => booked.has(bookingId)))
  const printed = all("select booking_id from print_job where state = 'printed'")
  database.close()
  return printed as string[]
}

/** How often the receipt of a booking has come out. */
function slipsOf(folder: string, bookingIds: readonly string[]): number[] {
  const file = join(folder, 'receipts.bin')
  const slips = existsSync(file) ? readFileSync(file, 'latin1').split(SLIP_END) : []
  return bookingIds.map((bookingId) => slips.filter((slip) => slip.includes(bookingNumber(bookingId))).length)
}

test('a station killed at random points loses no booking, books none twice and prints none twice', async (t) => {
  const begun = performance.now()
  let [count, slips] = [0, 0]
  const lane = async (number: number) => {
    const folder = join(scratch, `lane-${number}`)
    const { code } = await issueEnrolmentCode(central.context, { officeId: null, name: null, profile: 'lobby' })
    const orders = { folder, central: central.address, code, nowMs: central.clock.nowMs() }
    const told: string[] = []
    for (let round = 0; round < ROUNDS / LANES; round += 1) {
      // Every third life is spent without a network: what it books waits in the outbox for the next.
      told.push(...(await life({ ...orders, cut: round % 3 === 2 })))
    }
    const saidPrinted = judgeDisk(folder)
    assert.ok(
      slipsOf(folder, saidPrinted).every((times) => times === 1),
      'what counts as printed has come out',
    )
    // A last life ends by itself: everything is uploaded.
    const kit = await startStationKit(central, { folder })
    await kit.page.until(({ waiting, network }) => waiting === 0 && network === 'online')
    await kit.stop()
    const rows = await central.context.store.read((tx) =>
      tx.all<{ booking_id: string; standing: string }>('select booking_id, standing from booking'),
    )
    const standing = new Map(rows.map((row) => [row.booking_id, row.standing]))
    assert.deepEqual(
      told.filter((bookingId) => standing.get(bookingId) !== 'requested'),
      [],
      'every booking that a visitor was told of has reached central',
    )
    const printed = slipsOf(folder, told)
    assert.ok(
      printed.every((times) => times <= 1),
      'no receipt has come out twice',
    )
    count += told.length
    slips += printed.filter((times) => times === 1).length
  }
  await Promise.all(Array.from({ length: LANES }, (_, number) => lane(number)))
  assert.ok(count >= ROUNDS / 2, `only ${count} bookings in ${ROUNDS} lives: they were too short`)
  t.diagnostic(`${ROUNDS} kills, ${count} bookings told, ${slips} receipts, ${Math.round((performance.now() - begun) / 1_000)} s`)
})
