import Database from 'better-sqlite3'
import { cacheOver } from '../../main/store/cache.ts'
import type { Disk } from '../../main/store/disk.ts'
import { prepareDatabase } from '../../main/store/open.ts'
import { BOOKINGS_MIGRATIONS, CACHE_MIGRATIONS } from '../../main/store/schema.ts'
import { storesOver } from '../../main/store/stores.ts'
import { failing, type Faulty } from './faulty-disk.ts'
import { simulatedDeviceKey } from './signing.ts'

/** What a kiosk's disk holds while it is off. `null`: nothing yet. */
export type Image = {
  readonly bookings: Buffer | null
  readonly cache: Buffer | null
  /** Lies beside the databases. */
  readonly generation: number
}

/** A disk in use, from one start to its end. */
export type MountedDisk = {
  readonly disk: Disk
  readonly faults: Faulty
  /** What would be found after the process had died now. */
  readonly afterKill: () => Image
  /** What would be found after a power cut now: commits that were not synchronised are gone. */
  readonly afterPowerCut: () => Image
  /** SQLite copies its log into the database now and then, and synchronises it. */
  readonly checkpoint: () => void
  /** For looking, not for writing. */
  readonly bookings: () => Database.Database | null
  readonly cache: () => Database.Database | null
  readonly unmount: () => void
}

const FULL = 2

export const EMPTY: Image = { bookings: null, cache: null, generation: 0 }

export function mount(image: Image, keySeed: Uint8Array, onCommit: (which: 'bookings' | 'cache') => void): MountedDisk {
  const generation = image.generation + 1
  const files = { bookings: openFile(image.bookings), cache: openFile(image.cache) }
  const bookingsFaults = failing(() => onCommit('bookings'))
  const cacheFaults = failing(() => onCommit('cache'))
  let synchronised: Image = { ...image, generation }
  const now = (): Image => ({ bookings: files.bookings.look(), cache: files.cache.look(), generation })
  const isSafe = () =>
    files.bookings.database.open && Number(files.bookings.database.pragma('synchronous', { simple: true })) >= FULL
  const disk: Disk = {
    openStores: ({ newEpoch }) => {
      const { bookings, cache } = files
      prepareDatabase(bookings.database, 'bookings.db', BOOKINGS_MIGRATIONS)
      prepareDatabase(cache.database, 'cache.db', CACHE_MIGRATIONS)
      bookingsFaults.watch(bookings.database)
      cacheFaults.watch(cache.database)
      const stores = storesOver(bookings.database, cacheOver(cache.database), newEpoch)
      // Making the files is synchronised in any case.
      if (image.bookings === null) synchronised = now()
      return stores
    },
    deviceKey: () => simulatedDeviceKey(keySeed),
    nextGeneration: () => generation,
  }
  return {
    disk,
    faults: both(bookingsFaults, cacheFaults),
    afterKill: now,
    afterPowerCut: () => (isSafe() ? now() : synchronised),
    checkpoint: () => {
      if (!isSafe() && files.bookings.database.open) synchronised = now()
    },
    bookings: () => (files.bookings.database.open ? files.bookings.database : null),
    cache: () => (files.cache.database.open ? files.cache.database : null),
    unmount: () => {
      files.bookings.database.close()
      files.cache.database.close()
    },
  }
}

const both = (one: Faulty, other: Faulty): Faulty => ({
  watch: () => undefined,
  struck: one.struck,
  strike: (fault) => {
    one.strike(fault)
    other.strike(fault)
  },
  heal: () => {
    one.heal()
    other.heal()
  },
})

/** A database in memory that leaves its bytes behind when the program closes it. */
function openFile(content: Buffer | null): { database: Database.Database; look: () => Buffer } {
  const database = content === null ? new Database(':memory:') : new Database(content)
  const close = database.close.bind(database)
  let left: Buffer | null = null
  database.close = () => {
    if (database.open) left = database.serialize()
    return close()
  }
  return { database, look: () => (database.open ? database.serialize() : (left ?? Buffer.alloc(0))) }
}
