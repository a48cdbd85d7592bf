import { readConfig } from './config.ts'
import { pinsSet } from './service/pin.ts'

/** What the configuration comes to, exit 0, or what is wrong with it, a line for each fault, exit 2. The enrolment code is a secret and stays out. */
export function configReport(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  { packaged = false } = {},
): { readonly code: 0 | 2; readonly text: string } {
  const answer = readConfig(
    args.filter((arg) => arg !== '--check-config'),
    environment,
    { packaged },
  )
  if (answer.outcome === 'fault') return { code: 2, text: [answer.message, ...answer.more].join('\n') }
  const { enrolmentCode, servicePins, ...shown } = answer.config
  const secrets = { enrolmentCode: enrolmentCode === null ? null : 'set', servicePins: pinsSet(servicePins) }
  return { code: 0, text: JSON.stringify({ ...shown, ...secrets }, null, 2) }
}
