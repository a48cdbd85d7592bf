import type { Drawing } from '../../main/printing/drawing.ts'
import type { Printer, PrinterStatus } from '../../main/printing/transport.ts'
import type { Chance } from './chance.ts'
import type { History } from './history.ts'
import type { Timeline } from './timeline.ts'

export type PrinterFault = 'paperOut' | 'coverOpen' | 'offline' | 'jammed' | 'silent' | 'diesHalfWay'

/** Nobody reads this paper; how a receipt looks is tested elsewhere, and drawing it would take longer than the booking. */
export const DRAWING: Drawing = {
  receipt: ({ qrPayload }) => new TextEncoder().encode(qrPayload),
  testSlip: () => new Uint8Array(),
  code: () => ['1'],
}

/** A receipt printer with faults. What comes out of it is written into the history. */
export type SimPrinter = Printer & { readonly strike: (fault: PrinterFault | null) => void }

export function createSimPrinter(parts: {
  timeline: Timeline
  chance: Chance
  history: History
  /** Whether the process that sent the bytes still lives; paper comes out all the same. */
  alive: () => boolean
}): SimPrinter {
  const { timeline, chance, history, alive } = parts
  let fault: PrinterFault | null = null
  const paper = (jobId: string, outcome: string) => {
    history.paper.push({ atMs: timeline.now(), jobId, outcome })
    history.note('paper', { jobId, outcome })
  }
  const status = (): PrinterStatus => ({ trouble: fault === null || fault === 'diesHalfWay' ? null : fault, nearEnd: false })
  return {
    strike: (next) => {
      fault = next
    },
    status: async () => {
      await timeline.sleep(20)
      return status()
    },
    print: async ({ jobId }) => {
      const { trouble } = status()
      if (trouble !== null) return { outcome: 'failed', reason: trouble }
      await timeline.sleep(chance.between(800, 2_500))
      if (fault === 'diesHalfWay') {
        paper(jobId, 'half')
        return { outcome: 'maybePrinted', reason: 'offline' }
      }
      paper(jobId, 'whole')
      return alive() ? { outcome: 'printed' } : new Promise(() => undefined)
    },
  }
}
