import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { readConfig } from '../config.ts'
import { diagnosticsOf } from '../health/diagnostics.ts'
import { tarOf } from '../health/tar.ts'
import type { OperatorCommand } from './command.ts'

/** Writes a bundle for support into the data folder: no personal data, see main/health/diagnostics.ts. */
export const diagnostics: OperatorCommand = async (args, { environment, clock, write }) => {
  const answer = readConfig(args, environment)
  if (answer.outcome === 'fault') {
    write(answer.message)
    return 2
  }
  const nowMs = clock.now()
  const stamp = new Date(nowMs).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')
  const file = join(answer.config.data, `foyer-diagnostics-${stamp}.tar.gz`)
  if (!existsSync(answer.config.data)) {
    write(`data: there is no ${answer.config.data}; the terminal has not run here`)
    return 2
  }
  writeFileSync(file, gzipSync(tarOf(diagnosticsOf(answer.config), nowMs)), { mode: 0o600, flag: 'wx' })
  write(file)
  return 0
}
