import { statfsSync } from 'node:fs'
import { join } from 'node:path'
import { type DeviceKey, openDeviceKey } from '../central/device-key.ts'
import { dropAnswered, keepBackup } from './backups.ts'
import { type OutOfOrder, outOfOrderAt } from '../service/out-of-order.ts'
import { countTries, type Tries } from '../service/tries.ts'
import { lastBegun, nextGeneration, noteBegun } from './generation.ts'
import { openStores, type StoreNews, type Stores } from './stores.ts'

/** What a station keeps across its starts. */
export type Disk = {
  /** Throws StoreRefused. */
  readonly openStores: (news: StoreNews) => Stores
  readonly deviceKey: () => DeviceKey
  /** Counts this start, outside the databases. */
  readonly nextGeneration: () => number
  /** Which start the database was told of last, outside the databases too; absent where every start is. */
  readonly begun?: { readonly before: (generation: number) => number; readonly note: (generation: number) => void }
  /** Images of the bookings; absent where none are kept. */
  readonly backups?: {
    readonly keep: (backup: Stores['backup'], nowMs: number) => Promise<void>
    /** Central has answered every op: images with sealed persons go. Answers those that could not be deleted. */
    readonly dropAnswered: () => readonly string[]
  }
  /** Where the terminal's own service menu remembers wrong PINs and that it was closed; absent where there is no such menu. */
  readonly service?: { readonly tries: (now: () => number) => Tries; readonly outOfOrder: OutOfOrder }
  /** What a user may still write; null where it is not known. */
  readonly freeBytes?: () => number | null
}

/** The disk in a folder. */
export const diskAt = (folder: string): Disk => ({
  openStores: (news) => openStores(folder, news),
  deviceKey: () => openDeviceKey(join(folder, 'device-key')),
  nextGeneration: () => nextGeneration(join(folder, 'generation')),
  begun: {
    before: (generation) => lastBegun(join(folder, 'generation-begun'), generation),
    note: (generation) => noteBegun(join(folder, 'generation-begun'), generation),
  },
  backups: {
    keep: (backup, nowMs) => keepBackup(join(folder, 'backups'), backup, nowMs),
    dropAnswered: () => dropAnswered(join(folder, 'backups')),
  },
  service: {
    tries: (now) => countTries(join(folder, 'service-tries.json'), now),
    outOfOrder: outOfOrderAt(join(folder, 'out-of-order')),
  },
  freeBytes: () => {
    try {
      const { bavail, bsize } = statfsSync(folder)
      return bavail * bsize
    } catch {
      return null
    }
  },
})
