import { fromPromise, type SnapshotFrom } from 'xstate'
import { describePrinter, printerMachine } from '../../machines/printer.ts'
import type { FinishedJob, PrinterJob } from '../../machines/printer-setup.ts'
import type { KioskHealth } from '../../sync/contract/kiosk-api.ts'
import type { StationReport } from '../../sync/contract/visit.ts'
import type { PaperTray } from './paper-tray.ts'
import type { Printer } from './transport.ts'

/** The printer's machine with the paper tray and the printer in its hands. */
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

/** What monitoring is told of the printer. */
export function printerHealth({ trouble, nearEnd, state }: StationReport['printer']): KioskHealth['printer'] {
  if (trouble !== null) return trouble === 'silent' ? 'offline' : trouble
  return state === 'checking' ? 'unknown' : nearEnd ? 'nearEnd' : 'ready'
}

/** The printer as pages are told of it. */
export const printerOf = (snapshot: SnapshotFrom<typeof printerMachine> | undefined): StationReport['printer'] =>
  snapshot === undefined ? { state: 'checking', trouble: null, nearEnd: false } : describePrinter(snapshot)
