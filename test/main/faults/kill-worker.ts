import { writeSync } from 'node:fs'
import { diskAt } from '../../../main/store/disk.ts'
import { recording } from '../../support/recording.ts'

// A station's disk under load, until it is killed: each booking is said on stdout once it has been acknowledged.
const [folder = ''] = process.argv.slice(2)
const { bookings, escrow, jobs } = diskAt(folder).openStores({
  newEpoch: () => '0c7f4d1e-0000-4000-8000-000000000000',
  onCacheRebuilt: () => undefined,
})
for (;;) {
  const one = recording()
  const blockId = crypto.randomUUID()
  await escrow.rows.keep([{ blockId, officeId: 'o', counterGroupId: 'g', startsAt: one.booking.startsAt, ticks: 12 }])
  const sales = [{ bookingId: one.booking.bookingId, blockId, fromTick: 0, ticks: 2 }]
  const recorded = await bookings.record({ ...one, sales })
  if (recorded.outcome !== 'recorded') throw new Error(recorded.outcome)
  writeSync(1, `${one.booking.bookingId}\n`)
  await jobs.mark(one.job.jobId, 'printing')
}
