import { fromPromise } from 'xstate'
import { printerMachine } from '../machines/printer.ts'
import type { FinishedJob, PrinterJob } from '../machines/printer-setup.ts'
import type { PaperTray } from './paper-tray.ts'
import type { Printer } from './printing/transport.ts'

/** The printer machine with its hands: the tray of waiting papers and the device. */
export function printerWith(tray: PaperTray, printer: Printer): typeof printerMachine {
  return printerMachine.provide({
    actors: {
      checkStatus: fromPromise(() => printer.status()),
      nextJob: fromPromise(() => tray.nextJob()),
      beginJob: fromPromise(({ input }: { input: PrinterJob }) => tray.beginJob(input)),
      printJob: fromPromise(({ input, signal }: { input: PrinterJob; signal: AbortSignal }) => tray.printJob(input, signal)),
      recordOutcome: fromPromise(({ input }: { input: FinishedJob }) => tray.recordOutcome(input)),
    },
  })
}
