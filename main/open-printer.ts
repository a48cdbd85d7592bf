import { join } from 'node:path'
import type { Config } from './config.ts'
import type { Printer } from './printing/transport.ts'
import { createVirtualPrinter } from './printing/virtual.ts'

/** The printer that the configuration names. */
export function openPrinter({ data, printer }: Pick<Config, 'data' | 'printer'>): Printer {
  return createVirtualPrinter({ folder: join(data, 'receipts'), columns: printer.columns })
}
