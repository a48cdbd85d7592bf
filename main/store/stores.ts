import { join } from 'node:path'
import type { HeldBlock } from '../../sync/kiosk/escrow.ts'
import type { Afar } from './afar.ts'
import { type Bookings, openBookings } from './bookings.ts'
import { openCache, type StationCache } from './cache.ts'
import { type Device, openDevice } from './device.ts'
import type { EscrowRows } from './escrow.ts'
import type { Jobs } from './jobs.ts'
import { type Beginning, beginningOf, type LedgerAfar, ledgerOver, nearLedger } from './ledger.ts'
import { openLedgerThread } from './ledger-thread.ts'
import { type Connection, openDatabase, refusalOf } from './open.ts'
import { BOOKINGS_MIGRATIONS } from './schema.ts'

export type StoreNews = { readonly newEpoch: () => string; readonly onCacheRebuilt: (reason: string) => void }
export type Stores = {
  readonly bookings: Bookings
  readonly jobs: Jobs
  readonly device: Device
  readonly escrow: {
    readonly rows: Afar<EscrowRows>
    /** As it was at the start. */
    readonly held: readonly HeldBlock[]
    readonly returning: readonly string[]
  }
  readonly cache: StationCache
  /** An image of bookings.db as of now in another file, made while work goes on. */
  readonly backup: (file: string) => Promise<{ readonly sealed: boolean }>
  readonly close: () => Promise<void>
}

/**
 * The station's two databases: `bookings.db`, never rebuilt, written by a thread of its own, and `cache.db`, rebuilt when
 * it cannot be used. Throws StoreRefused; a damaged bookings.db is left as it is for an operator.
 */
export function openStores(folder: string, { newEpoch, onCacheRebuilt }: StoreNews): Stores {
  const file = join(folder, 'bookings.db')
  const beginning = readBeginning(file, newEpoch)
  const { ledger, close } = openLedgerThread(file)
  try {
    const cache = openCache(join(folder, 'cache.db'), onCacheRebuilt)
    return assemble({ ledger, beginning, cache, newEpoch, close })
  } catch (error) {
    void close()
    throw error
  }
}

function readBeginning(file: string, newEpoch: () => string): Beginning {
  const database = openDatabase(file, BOOKINGS_MIGRATIONS)
  try {
    return beginningOf(ledgerOver(database), newEpoch)
  } catch (error) {
    throw refusalOf(error, file)
  } finally {
    database.close()
  }
}

/** The same over databases that are open already, in this thread. */
export function storesOver(database: Connection, cache: StationCache, newEpoch: () => string): Stores {
  const ledger = ledgerOver(database)
  const beginning = beginningOf(ledger, newEpoch)
  return assemble({ ledger: nearLedger(ledger), beginning, cache, newEpoch, close: async () => void database.close() })
}

function assemble(parts: {
  ledger: LedgerAfar
  beginning: Beginning
  cache: StationCache
  newEpoch: () => string
  close: () => Promise<void>
}): Stores {
  const { ledger, beginning, cache } = parts
  return {
    bookings: openBookings(ledger.bookings, beginning.unanswered),
    jobs: ledger.jobs,
    device: openDevice(ledger.device, beginning.device, parts.newEpoch),
    escrow: { rows: ledger.escrow, held: beginning.blocks, returning: beginning.returning },
    cache,
    backup: ledger.upkeep.backup,
    close: async () => {
      cache.close()
      await parts.close()
    },
  }
}
