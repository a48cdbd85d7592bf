import { join } from 'node:path'
import { readConfig } from '../config.ts'
import { centralFault } from '../central/embedded-central.ts'
import { pinsSet } from '../service/pin.ts'
import type { OperatorCommand } from './command.ts'

/** Says what the configuration comes to, or what is wrong with it. The enrolment code is a secret and stays out. */
export const checkConfig: OperatorCommand = async (args, { environment, write }) => {
  const answer = readConfig(args, environment)
  if (answer.outcome === 'fault') {
    write(answer.message)
    return 2
  }
  const { file, central } = answer.config
  const environmentOfCentral = { ...environment, FOYER_CONFIG: file ?? '' }
  const fault = central === null ? await centralFault(join(import.meta.dirname, '../..'), environmentOfCentral) : null
  if (fault !== null) {
    write(fault)
    return 2
  }
  const { enrolmentCode, servicePins, ...shown } = answer.config
  const secrets = { enrolmentCode: enrolmentCode === null ? null : 'set', servicePins: pinsSet(servicePins) }
  write(JSON.stringify({ ...shown, ...secrets }, null, 2))
  return 0
}
