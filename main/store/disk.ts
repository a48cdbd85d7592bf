import { join } from 'node:path'
import { type DeviceKey, openDeviceKey } from '../device-key.ts'
import { nextGeneration } from './generation.ts'
import { openStores, type StoreNews, type Stores } from './stores.ts'

/** What a station keeps across its starts. */
export type Disk = {
  /** Throws StoreRefused. */
  readonly openStores: (news: StoreNews) => Stores
  readonly deviceKey: () => DeviceKey
  /** Counts this start, outside the databases. */
  readonly nextGeneration: () => number
}

/** The disk in a folder. */
export const diskAt = (folder: string): Disk => ({
  openStores: (news) => openStores(folder, news),
  deviceKey: () => openDeviceKey(join(folder, 'device-key')),
  nextGeneration: () => nextGeneration(join(folder, 'generation')),
})
