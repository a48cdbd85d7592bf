import { join } from 'node:path'
import { readConfig } from '../config.ts'
import { configReport } from '../config-report.ts'
import { centralFaults } from '../central/embedded-central.ts'
import type { OperatorCommand } from './command.ts'

/** Says what the configuration comes to, or all that is wrong with it, also with what the embedded central would read of it. */
export const checkConfig: OperatorCommand = async (args, { environment, write }) => {
  const answer = readConfig(args, environment)
  const { code, text } = configReport(args, environment)
  const faults =
    answer.outcome === 'valid' && answer.config.central === null
      ? await centralFaults(join(import.meta.dirname, '../..'), { ...environment, FOYER_CONFIG: answer.config.file ?? '' })
      : []
  if (faults.length === 0) write(text)
  for (const fault of faults) write(fault)
  return faults.length === 0 ? code : 2
}
