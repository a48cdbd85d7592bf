import { join } from 'node:path'
import type { ServiceCheck } from '../../sync/contract/service-menu.ts'
import { readConfig } from '../config.ts'
import { selfChecks } from '../health/self-checks.ts'
import { createPrinter } from '../printing/create-printer.ts'
import type { OperatorCommand } from './command.ts'

const FILES: Readonly<Partial<Record<ServiceCheck['name'], string>>> = {
  dataFolder: 'data folder',
  bookings: 'bookings.db',
  cache: 'cache.db',
}

/** Tries everything that a terminal needs and names what is wrong, a line each. Safe beside a running station. */
export const selfTest: OperatorCommand = async (args, { environment, clock, fetch, write }) => {
  const answer = readConfig(args, environment)
  if (answer.outcome === 'fault') {
    write(`fail config: ${answer.message}`)
    return 2
  }
  const { config } = answer
  const printer = createPrinter(clock, { ...config.printer, leftover: false, receipts: join(config.data, 'receipts') })
  let failed = 0
  for await (const { name, well, detail } of selfChecks(config, {
    clock,
    fetch,
    printer,
    central: config.central,
    platform: process.platform,
  })) {
    if (!well) failed += 1
    write(`${well ? 'ok  ' : 'fail'} ${FILES[name] ?? name}: ${detail}`)
  }
  return failed === 0 ? 0 : 1
}
