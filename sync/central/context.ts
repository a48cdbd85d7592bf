import type { IsSignedBy } from './fleet/signature.ts'
import type { Keys } from './keys/keys.ts'
import type { Ports } from './ports.ts'
import type { Provider } from './provider/provider.ts'
import type { Settings } from './settings.ts'
import type { Store } from './store/store.ts'
import type { TownSource } from './town/town-source.ts'

/** What every room of central is given. */
export type CentralContext = Ports & {
  readonly store: Store
  readonly keys: Keys
  readonly isSignedBy: IsSignedBy
  readonly settings: Settings
  readonly town: TownSource
  /** The town's existing booking server; absent where central itself keeps all slots. */
  readonly provider?: Provider
}

/** Who makes a change, for the history. `id` is a kiosk's or a staff member's id, or the name of a job. */
export type Actor = {
  readonly kind: 'visitor' | 'kiosk' | 'staff' | 'central' | 'operator'
  readonly id: string | null
}
