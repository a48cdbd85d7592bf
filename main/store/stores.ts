import { join } from 'node:path'
import { type Bookings, openBookings } from './bookings.ts'
import { openCache, type StationCache } from './cache.ts'
import { type Device, openDevice } from './device.ts'
import { type Jobs, openJobs } from './jobs.ts'
import { type Connection, openDatabase } from './open.ts'
import { BOOKINGS_MIGRATIONS } from './schema.ts'

export type StoreNews = { readonly newEpoch: () => string; readonly onCacheRebuilt: (reason: string) => void }
export type Stores = {
  readonly bookings: Bookings
  readonly jobs: Jobs
  readonly device: Device
  readonly cache: StationCache
  readonly close: () => void
}

/**
 * The station's two databases: `bookings.db`, never rebuilt, and `cache.db`, rebuilt when it cannot be used.
 * Throws StoreRefused; a damaged bookings.db is left as it is for an operator.
 */
export function openStores(folder: string, { newEpoch, onCacheRebuilt }: StoreNews): Stores {
  const database = openDatabase(join(folder, 'bookings.db'), BOOKINGS_MIGRATIONS)
  return storesOver(database, openCache(join(folder, 'cache.db'), onCacheRebuilt), newEpoch)
}

/** The same over databases that are open already. */
export function storesOver(database: Connection, cache: StationCache, newEpoch: () => string): Stores {
  return {
    bookings: openBookings(database),
    jobs: openJobs(database),
    device: openDevice(database, newEpoch),
    cache,
    close: () => {
      cache.close()
      database.close()
    },
  }
}
