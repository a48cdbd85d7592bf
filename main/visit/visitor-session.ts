import type { SlotWish } from '../../sync/contract/booking.ts'
import type { ServiceRole } from '../../sync/contract/service-menu.ts'
import type { SlipOutcome } from '../../sync/contract/take-along.ts'
import type { ConfirmOutcome, HoldOutcome, StationReport } from '../../sync/contract/visit.ts'

/**
 * What the station remembers of the visitor at one page, in memory only. No person is in it: the person passes through
 * `confirmBooking` and leaves it sealed.
 */
export type VisitorSession = {
  /** Holds by booking id, with the wish they were asked for. */
  readonly holds: Map<string, { wish: SlotWish; outcome: HoldOutcome }>
  /** Bookings of this visit: the secret of the receipt's code, for printing again. */
  readonly receiptKeys: Map<string, string>
  readonly outcomes: Map<string, ConfirmOutcome>
  /** Print jobs by id, so that they can be dropped when the visitor has gone. */
  readonly jobs: Map<string, string>
  /** Slips with a take-along code that were printed, by id; not what stands on them. */
  readonly slips: Map<string, SlipOutcome>
  /** At a desk: the PINs of callers' bookings, so that a repeated answer tells the same one. */
  readonly pins: Map<string, string>
  paper: StationReport['paper']
  verdict: StationReport['verdict']
  /** Who has opened the service menu at this page. */
  service: ServiceRole | null
}

export function newVisitorSession(): VisitorSession {
  return {
    holds: new Map(),
    receiptKeys: new Map(),
    outcomes: new Map(),
    jobs: new Map(),
    slips: new Map(),
    pins: new Map(),
    paper: null,
    verdict: null,
    service: null,
  }
}

export function forgetVisitor(session: VisitorSession): void {
  const { holds, receiptKeys, outcomes, jobs, slips, pins } = session
  for (const kept of [holds, receiptKeys, outcomes, jobs, slips, pins]) kept.clear()
  session.paper = null
  session.verdict = null
  session.service = null
}
