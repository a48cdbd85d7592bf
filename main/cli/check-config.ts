import { join } from 'node:path'
import { readConfig } from '../config.ts'
import { configReport } from '../config-report.ts'
import { centralFault } from '../central/embedded-central.ts'
import type { OperatorCommand } from './command.ts'

/** Says what the configuration comes to, or what is wrong with it, also with what the embedded central would read of it. */
export const checkConfig: OperatorCommand = async (args, { environment, write }) => {
  const answer = readConfig(args, environment)
  if (answer.outcome === 'valid' && answer.config.central === null) {
    const fault = await centralFault(join(import.meta.dirname, '../..'), {
      ...environment,
      FOYER_CONFIG: answer.config.file ?? '',
    })
    if (fault !== null) {
      write(fault)
      return 2
    }
  }
  const { code, text } = configReport(args, environment)
  write(text)
  return code
}
