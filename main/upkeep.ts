import type { Cancel, Clock, Log } from './ports.ts'
import type { Disk } from './store/disk.ts'
import type { Stores } from './store/stores.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/** What a station does for its disk: once at the start, then every hour. */
export type Upkeep = { readonly begin: (first: () => Promise<void>) => Promise<void>; readonly stop: Cancel }

export function createUpkeep({ stores, disk, clock, log }: { stores: Stores; disk: Disk; clock: Clock; log: Log }): Upkeep {
  const { bookings, jobs } = stores
  let cancel: Cancel = () => undefined
  let stopped = false
  const upkeep = async () => {
    await bookings.forgetPast(new Date(clock.now() - DAY_MS).toISOString())
    await disk.backups?.keep(stores.backup, clock.now())
  }
  const failed = (error: unknown) => log('error', 'housekeeping', { code: error instanceof Error ? error.name : 'unknown' })
  const again = () => {
    // Stopped while it was under way.
    if (stopped) return
    cancel = clock.after(HOUR_MS, () => void upkeep().catch(failed).then(again))
  }
  return {
    begin: async (first) => {
      try {
        const count = await jobs.leaveBehind()
        if (count > 0) log('warning', 'receipts of an earlier visitor left behind', { count })
        await first()
        await upkeep()
      } catch (error) {
        failed(error)
      }
      again()
    },
    stop: () => {
      stopped = true
      cancel()
    },
  }
}
