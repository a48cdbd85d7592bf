import { join } from 'node:path'
import { readConfig } from '../config.ts'
import { codePage } from '../printing/code-page.ts'
import { createPrinter } from '../printing/create-printer.ts'
import { testSlip } from '../printing/print-test.ts'
import type { OperatorCommand } from './command.ts'

const PATIENCE_MS = 30_000

/** Prints the test slip on the configured printer and says what became of it. */
export const printTest: OperatorCommand = async (args, { environment, clock, write }) => {
  const answer = readConfig(args, environment)
  if (answer.outcome === 'fault') {
    write(answer.message)
    return 2
  }
  const { data, printer: settings } = answer.config
  const { uri, columns, answers } = settings
  const printer = createPrinter(clock, { uri, columns, answers, leftover: false, receipts: join(data, 'receipts') })
  const abort = new AbortController()
  const cancel = clock.after(PATIENCE_MS, () => abort.abort())
  const bytes = testSlip(columns, codePage(settings.codePage, settings.codePageNumber))
  const result = await printer.print({ jobId: 'print-test', bytes }, abort.signal)
  cancel()
  write(result.outcome === 'printed' ? `printed on ${uri}` : `${result.outcome}: ${result.reason} (${uri})`)
  return result.outcome === 'printed' ? 0 : 1
}
