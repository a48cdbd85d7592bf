import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { type Disk, diskAt } from '../../../main/store/disk.ts'
import type { Stores } from '../../../main/store/stores.ts'
import { bridge } from '../../../main/bridge/contract.ts'
import { createClient } from '../../../sync/contract/rpc.ts'
import { type CentralKit, startCentralKit } from '../../support/central-kit.ts'
import { idleTimers } from '../../support/idle-clock.ts'
import { smallTown } from '../../support/small-town.ts'
import { draftFor, OFFICE, PASSPORT, removeFolder, startStationKit, type StationKit } from '../../support/station-kit.ts'

// SQLite's own method (sqlite.org/testing.html): let the first call fail, then the second, and so on, until a run has none
// left to fail. After each, the screen has a way on and nothing is lost, double or printed twice.

let central: CentralKit
before(async () => {
  central = await startCentralKit({
    town: smallTown({ seats: 3 }),
    settings: { openBookingsPerEmail: 100, escrowPercent: 10, holdMinutes: 1 },
  })
})
after(() => central.stop())

/** Lets the n-th of all counted calls fail, or the first of a name: before it does anything, or after it has done it all. */
type Saboteur = { readonly count: (name: string) => 'well' | 'before' | 'after'; readonly failed: () => string | null }
function saboteur(which: number | string, how: 'before' | 'after'): Saboteur {
  let calls = 0
  let failed: string | null = null
  return {
    failed: () => failed,
    count: (name) => {
      calls += 1
      if (failed !== null || (calls !== which && name !== which)) return 'well'
      failed = name
      return how
    },
  }
}

/** Whatever is asked: it fails before the work, or the work is done and its answer lost. */
async function spoiled<T>(
  how: ReturnType<Saboteur['count']>,
  work: () => T,
  fault: (said: string) => Error,
): Promise<Awaited<T>> {
  if (how === 'before') throw fault('before')
  const result = await work()
  if (how === 'after') throw fault('after')
  return result
}
function spoiledNow<T>(how: ReturnType<Saboteur['count']>, work: () => T): T {
  if (how === 'before') throw new DiskFailed('before')
  const result = work()
  if (how === 'after') throw new DiskFailed('after')
  return result
}

class DiskFailed extends Error {
  override readonly name = 'DiskFailed'
  readonly code = 'SQLITE_IOERR_FSYNC'
}

const PROMISES: readonly string[] = [
  ...['find', 'record', 'pending', 'lastSequence', 'settle', 'forgetPast'],
  ...['add', 'mark', 'drop', 'latest', 'leaveBehind'],
  ...['keep', 'setCentral', 'renewEpoch', 'setContact'],
  ...['giveBack', 'forgetReturns', 'setCatalogue', 'applyDays'],
]
function failing<Part extends object>(part: Part, label: string, { count }: Saboteur): Part {
  const entries = Object.entries(part).map(([name, call]: [string, unknown]) => {
    if (typeof call !== 'function' || !PROMISES.includes(name)) return [name, call]
    const work = call as (...args: unknown[]) => Promise<unknown>
    const wrapped = (...args: unknown[]) =>
      spoiled(
        count(`${label}.${name}`),
        () => work(...args),
        (said) => new DiskFailed(said),
      )
    return [name, wrapped]
  })
  return Object.fromEntries(entries) as Part
}
function failingDisk(folder: string, by: Saboteur): Disk {
  const disk = diskAt(join(folder, 'station'))
  const over = (stores: Stores): Stores => ({
    ...stores,
    bookings: failing(stores.bookings, 'bookings', by),
    jobs: failing(stores.jobs, 'jobs', by),
    device: failing(stores.device, 'device', by),
    cache: failing(stores.cache, 'cache', by),
    escrow: { ...stores.escrow, rows: failing(stores.escrow.rows, 'escrow', by) },
  })
  const { begun, backups } = disk
  let opened: Stores | null = null
  return {
    ...disk,
    openStores: (news) => {
      opened = over(disk.openStores(news))
      return opened
    },
    nextGeneration: () => {
      try {
        return spoiledNow(by.count('generation.next'), disk.nextGeneration)
      } catch (error) {
        // The start is over, and its process with it.
        void opened?.close()
        throw error
      }
    },
    ...(begun && { begun: { ...begun, note: (start) => spoiledNow(by.count('generation.begun'), () => begun.note(start)) } }),
    ...(backups && {
      backups: {
        keep: (...how) =>
          spoiled(
            by.count('backups.keep'),
            () => backups.keep(...how),
            (said) => new DiskFailed(said),
          ),
        dropAnswered: () => spoiledNow(by.count('backups.dropAnswered'), backups.dropAnswered),
      },
    }),
  }
}

/** What the page does with an answer that does not come: it asks again, with the same words. */
async function persist<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await ask()
    } catch (error) {
      if (tries === 3) throw error
    }
  }
}

/** The page over a wire to its station that may fail or lose an answer. */
const pageOver = ({ page }: StationKit, by: Saboteur) =>
  createClient(bridge, (method, input) =>
    spoiled(
      by.count(`page.${method}`),
      () => page.call(method, input),
      (said) => new Error(`the station cannot be reached: ${said}`),
    ),
  )

async function visit(kit: StationKit, by: Saboteur): Promise<string> {
  const { until } = kit.page
  const client = pageOver(kit, by)
  await persist(() => client.openSession({}))
  const listSlots = () => persist(() => client.listSlots({ officeId: OFFICE, services: PASSPORT }))
  let { first } = await listSlots()
  // A first start whose first contact fails shows that it is starting, until the catalogue is there.
  for (let looks = 0; looks < 100 && first === null; looks += 1) {
    await wait(50)
    first = (await listSlots()).first
  }
  assert.ok(first, 'slots are shown')
  let draft = draftFor(first.startsAt)
  const hold = await persist(() => client.holdSlot(draft))
  if (hold.outcome === 'slotTaken') draft = draftFor(hold.alternatives[0]?.startsAt ?? '', { bookingId: draft.bookingId })
  let outcome = await persist(() => client.confirmBooking(draft))
  // „Nothing was booked“: the visitor presses again.
  if (outcome.outcome === 'notBooked') outcome = await persist(() => client.confirmBooking(draft))
  assert.equal(outcome.outcome, 'booked')
  const paper = until((report) => report.paper !== null && !['queued', 'printing'].includes(report.paper.state))
  // Nothing is under way any more, on however busy a machine.
  const stuck = new Promise<null>((resolve) => idleTimers(1)(1_500, () => resolve(null)))
  const told = await Promise.race([paper, stuck])
  if (told === null) {
    // No paper and no word of it: the screen's own way on is to print again.
    await persist(() => client.printReceipt({ bookingId: draft.bookingId }))
    await until((report) => report.paper !== null && !['queued', 'printing'].includes(report.paper.state))
  }
  await persist(() => client.endSession({}))
  await until(({ waiting, network }) => waiting === 0 && network === 'online')
  return draft.bookingId
}

const receiptsIn = (folder: string) => readdirSync(join(folder, 'receipts')).filter((name) => name.endsWith('.bin')).length

async function run(folder: string, which: number | string, how: 'before' | 'after'): Promise<string | null> {
  const before = receiptsIn(folder)
  const by = saboteur(which, how)
  const meddle = (address: string) => {
    const done = by.count(new URL(address).pathname)
    const fail = () => {
      throw new TypeError('fetch failed')
    }
    if (done === 'before') fail()
    return done === 'after' ? fail : undefined
  }
  const start = () => startStationKit(central, { folder, disk: failingDisk(folder, by), meddle, officeId: OFFICE, pace: 4 })
  // A start that fails is tried again by whoever watches over the process.
  const kit = await persist(start)
  try {
    const bookingId = await visit(kit, by)
    const rows = await central.context.store.read((tx) =>
      tx.all<{ standing: string }>('select standing from booking where booking_id = $1', [bookingId]),
    )
    assert.deepEqual(rows, [{ standing: 'requested' }], 'booked once, and not lost')
    assert.equal(receiptsIn(folder) - before, 1, 'printed once')
    return by.failed()
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    throw new Error(`call ${which} (${by.failed() ?? 'none'}, ${how}): ${said}; log: ${kit.logged.join(' | ')}`, { cause: error })
  } finally {
    await kit.stop()
  }
}

const KINDS: readonly string[] = [
  ...['bookings.record', 'jobs.mark', 'bookings.settle', 'cache.applyDays', '/v1/holds', '/v1/sync'],
  ...['page.holdSlot', 'page.confirmBooking', 'page.endSession'],
  ...['generation.next', 'generation.begun', 'backups.keep', 'backups.dropAnswered'],
]
for (const how of ['after', 'before'] as const) {
  test(`whichever call fails ${how} its work, a visit ends with one booking, one receipt and a screen that goes on`, async (t) => {
    // One terminal, started anew for each failure: its first start is another test's.
    const folder = mkdtempSync(join(tmpdir(), 'foyer-nth-'))
    t.after(() => removeFolder(folder))
    mkdirSync(join(folder, 'receipts'))
    await run(folder, 0, how)
    const seen = new Set<string>()
    let nth = 1
    for (; nth < 200; nth += 1) {
      const failed = await run(folder, nth, how)
      if (failed === null) break
      seen.add(failed)
    }
    t.diagnostic(`${nth - 1} failures, of ${seen.size} kinds: ${[...seen].toSorted().join(' ')}`)
    assert.ok(nth < 200)
    // The station works beside the visit: a number does not always meet the same call.
    for (const kind of KINDS) {
      if (!seen.has(kind)) assert.equal(await run(folder, kind, how), kind)
    }
  })
}
