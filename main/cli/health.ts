import { healthReport } from '../health/health-report.ts'
import type { OperatorCommand } from './command.ts'

/** For monitoring: one line with performance data; exit 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN. */
export const health: OperatorCommand = async (args, { environment, clock, write }) => {
  const { code, line } = healthReport(args, environment, clock.now())
  write(line)
  return code
}
