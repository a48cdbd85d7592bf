import { fileURLToPath } from 'node:url'
import type { Clock } from '../ports.ts'
import { createDevicePrinter } from './device.ts'
import type { Columns } from './layout.ts'
import { createNetworkPrinter } from './network.ts'
import { createSpoolerPrinter } from './spooler.ts'
import { createMutePrinter } from './mute.ts'
import type { Printer } from './transport.ts'
import { createVirtualPrinter } from './virtual.ts'

export type PrinterSetting = {
  /** `virtual:`, `tcp://host:9100`, `file:/dev/usb/lp0` or `spooler:QUEUE`. */
  readonly uri: string
  readonly columns: Columns
  /** Whether a network printer can be asked how it is. */
  readonly answers: boolean
  /**
   * Whether a process before this one may have ended in the middle of a slip: what the printer has taken of that is forgotten
   * before anything else. False for a tool that runs beside a station, whose slip it would spoil.
   */
  readonly leftover: boolean
  /** Where the virtual printer leaves its paper. */
  readonly receipts: string
}

const RAW_PORT = 9100

/** The printer that a device's configuration names. Throws RangeError for an address of no known kind. */
export function createPrinter(clock: Clock, { uri, columns, answers, leftover, receipts }: PrinterSetting): Printer {
  const [, scheme = '', rest = ''] = /^([a-z]+):(.*)$/s.exec(uri) ?? []
  switch (scheme) {
    case 'virtual':
      return createVirtualPrinter({ folder: receipts, columns })
    case 'tcp': {
      const { hostname, port } = new URL(uri)
      const address = { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? RAW_PORT : Number(port) }
      return answers ? createNetworkPrinter(clock, address, { leftover }) : createMutePrinter(clock, address, { leftover })
    }
    case 'file':
      return createDevicePrinter(clock, rest.startsWith('//') ? fileURLToPath(uri) : rest, { leftover })
    case 'spooler':
      return createSpoolerPrinter(clock, rest, { leftover })
    default:
      throw new RangeError(`no printer is reached by ${uri}`)
  }
}
