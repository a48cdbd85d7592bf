import type { Bridge } from '../../main/bridge/contract.ts'
import type { DeviceSettings } from '../../sync/contract/device.ts'
import type { Client } from '../../sync/contract/rpc.ts'
import type { ServiceTexts } from '../text/service-menu.ts'

/** What the service menu needs of the page and its station. */
export type ServicePorts = Pick<
  Client<Bridge>,
  'serviceUnlock' | 'serviceOverview' | 'serviceCheck' | 'serviceAct' | 'synthesize'
> & {
  readonly chime: () => void
  readonly play: (wav: Uint8Array) => Promise<void>
}

export type PanelProps = { readonly t: ServiceTexts; readonly ports: ServicePorts; readonly device: DeviceSettings }
