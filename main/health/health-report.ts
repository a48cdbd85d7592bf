import { join } from 'node:path'
import { readConfig } from '../config.ts'
import { HEALTH_FILE, readHealthFile } from './health-file.ts'
import { type Judged, judgeHealth } from './judge-health.ts'

/** The health of the terminal whose flags these are; opens nothing that it has open. A wrong configuration is UNKNOWN. */
export function healthReport(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  nowMs: number,
): Judged {
  const answer = readConfig(
    args.filter((arg) => arg !== '--health'),
    environment,
  )
  if (answer.outcome === 'fault') return { code: 3, line: `FOYER UNKNOWN - ${answer.message}` }
  return judgeHealth(readHealthFile(join(answer.config.data, HEALTH_FILE)), nowMs)
}
