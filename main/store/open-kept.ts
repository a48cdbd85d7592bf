import type { DeviceKey } from '../central/device-key.ts'
import type { Disk } from './disk.ts'
import type { StoreNews, Stores } from './stores.ts'

/** What a station keeps across its starts, opened for this one. */
export type Kept = { readonly stores: Stores; readonly key: DeviceKey; readonly generation: number }

/**
 * Opens what the disk keeps and has `start` begin with it. Where either fails nothing stays open behind it: the thread of the
 * bookings would hold the process, and the database for whoever tries again. Throws StoreRefused and what `start` throws.
 */
export function withKept<Started>(disk: Disk, news: StoreNews, start: (kept: Kept) => Started): Started {
  const stores = disk.openStores(news)
  try {
    return start({ stores, key: disk.deviceKey(), generation: disk.nextGeneration() })
  } catch (error) {
    void stores.close()
    throw error
  }
}
