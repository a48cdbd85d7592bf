import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { startCentralKit } from '../../support/central-kit.ts'
import { smallTown } from '../../support/small-town.ts'
import { draftFor, OFFICE, PASSPORT, startStationKit } from '../../support/station-kit.ts'

const POINTS = 20
const PAGE = 4_096

/** A disk of a few megabytes of its own; null where this user may not mount one. */
function smallDisk(): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-small-disk-'))
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', folder]).status === 0) return folder
  rmSync(folder, { recursive: true })
  return null
}

test('a disk that is full at any point books wholly or not at all, says which, and goes on when there is room', async (t) => {
  const disk = smallDisk()
  if (disk === null) return t.skip('SKIPPED: mounting a small disk needs root on Linux')
  const central = await startCentralKit({ town: smallTown({ seats: 30 }), settings: { openBookingsPerEmail: 100 } })
  const kit = await startStationKit(central, { folder: join(disk, 'data'), pace: 8, officeId: OFFICE })
  t.after(async () => {
    await kit.stop()
    await central.stop()
    spawnSync('umount', ['-l', disk])
    rmSync(disk, { recursive: true })
  })
  mkdirSync(join(kit.folder, 'receipts'), { recursive: true })
  const { client, until } = kit.page
  const ballast = join(disk, 'ballast')
  /** Leaves this many pages of the disk. */
  const fill = (pages: number) => {
    const { bavail, bsize } = statfsSync(disk)
    writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - pages * PAGE), 1))
  }
  const outcomes: string[] = []
  const booked: string[] = []
  for (let point = 0; point < POINTS; point += 1) {
    const { first } = await client.listSlots({ officeId: OFFICE, services: PASSPORT })
    const draft = draftFor(first?.startsAt ?? '')
    await client.holdSlot(draft)
    fill(point)
    // Full only behind the booking, when its receipt was to be written down: the page hears nothing and asks again.
    const full = await client.confirmBooking(draft).catch(() => ({ outcome: 'silent' as const }))
    outcomes.push(full.outcome === 'notBooked' ? full.reason : full.outcome)
    assert.ok(['booked', 'diskFull', 'silent'].includes(outcomes.at(-1) ?? ''), `with ${point} pages left: ${outcomes.at(-1)}`)
    rmSync(ballast)
    // The visitor presses again: the same booking, whether it was written or not.
    assert.equal((await client.confirmBooking(draft)).outcome, 'booked')
    await until(({ waiting, network }) => waiting === 0 && network === 'online')
    await client.endSession({})
    booked.push(draft.bookingId)
  }
  const rows = await central.context.store.read((tx) =>
    tx.all<{ booking_id: string; standing: string }>('select booking_id, standing from booking'),
  )
  assert.deepEqual(rows.map((row) => row.booking_id).toSorted(), booked.toSorted(), 'each once, and none besides')
  assert.ok(rows.every(({ standing }) => standing === 'requested'))
  const full = outcomes.filter((outcome) => outcome === 'diskFull').length
  assert.ok(full > 0, 'the disk was never full')
  t.diagnostic(`${POINTS} points, at ${full} of them nothing was booked and the screen was told`)
})
