import type Database from 'better-sqlite3'
import { cacheOver } from '../../main/store/cache.ts'
import type { Disk } from '../../main/store/disk.ts'
import { prepareDatabase } from '../../main/store/open.ts'
import { BOOKINGS_MIGRATIONS, CACHE_MIGRATIONS } from '../../main/store/schema.ts'
import { storesOver } from '../../main/store/stores.ts'
import { failing, type Faulty } from './faulty-disk.ts'
import { bytesOf, type Content, openFile, scrap } from './sim-file.ts'
import { simulatedDeviceKey } from './signing.ts'

/** What a kiosk's disk holds while it is off. */
export type Image = {
  readonly bookings: Content
  readonly cache: Content
  /** Lies beside the databases. */
  readonly generation: number
}

/** A disk in use, from one start to its end. */
export type MountedDisk = {
  readonly disk: Disk
  readonly faults: Faulty
  /** A copy of what would be found after the process had died now. */
  readonly afterKill: () => Image
  /** A copy of what would be found after a power cut now: commits that were not synchronised are gone. */
  readonly afterPowerCut: () => Image
  /** For looking, not for writing. */
  readonly bookings: () => Database.Database | null
  readonly cache: () => Database.Database | null
  /** Ends this use of it: what the next start finds after a kill, or after a power cut. */
  readonly unmount: (how: 'process' | 'power') => Image
  /** Ends this use of it; the next start is from another image. */
  readonly discard: () => void
}

const FULL = 2

export const EMPTY: Image = { bookings: null, cache: null, generation: 0 }

/** The same content for another device, or to be put back later. */
export const copyOf = ({ bookings, cache, generation }: Image): Image => ({
  bookings: bytesOf(bookings),
  cache: bytesOf(cache),
  generation,
})

/** The device is gone. */
export function scrapImage({ bookings, cache }: Image): void {
  scrap(bookings)
  scrap(cache)
}

export function mount(image: Image, keySeed: Uint8Array, onCommit: (which: 'bookings' | 'cache') => void): MountedDisk {
  const generation = image.generation + 1
  const files = { bookings: openFile(image.bookings), cache: openFile(image.cache) }
  const bookingsFaults = failing(() => onCommit('bookings'))
  const cacheFaults = failing(() => onCommit('cache'))
  /** What a power cut leaves of a database whose commits nobody synchronises. */
  let synchronised: Image | null = null
  const now = (): Image => ({ bookings: files.bookings.copy(), cache: files.cache.copy(), generation })
  const isSafe = () =>
    files.bookings.database.open && Number(files.bookings.database.pragma('synchronous', { simple: true })) >= FULL
  const discard = () => {
    files.bookings.close()
    files.cache.close()
  }
  const disk: Disk = {
    openStores: ({ newEpoch }) => {
      const { bookings, cache } = files
      prepareDatabase(bookings.database, 'bookings.db', BOOKINGS_MIGRATIONS)
      prepareDatabase(cache.database, 'cache.db', CACHE_MIGRATIONS)
      // Making the files is synchronised in any case.
      if (!isSafe()) synchronised = now()
      bookingsFaults.watch(bookings.database, bookings.compile)
      cacheFaults.watch(cache.database, cache.compile)
      return storesOver(bookings.database, cacheOver(cache.database), newEpoch)
    },
    deviceKey: () => simulatedDeviceKey(keySeed),
    nextGeneration: () => generation,
  }
  return {
    disk,
    faults: both(bookingsFaults, cacheFaults),
    afterKill: now,
    afterPowerCut: () => synchronised ?? now(),
    bookings: () => (files.bookings.database.open ? files.bookings.database : null),
    cache: () => (files.cache.database.open ? files.cache.database : null),
    unmount: (how) => {
      if (how === 'process' || synchronised === null)
        return { bookings: files.bookings.park(), cache: files.cache.park(), generation }
      discard()
      return synchronised
    },
    discard,
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
