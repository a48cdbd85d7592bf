import type { SlotWish } from '../../sync/contract/booking.ts'
import type { ServiceRole } from '../../sync/contract/service-menu.ts'
import type { SlipOutcome } from '../../sync/contract/take-along.ts'
import type { ConfirmOutcome, HoldOutcome, StationReport } from '../../sync/contract/visit.ts'

/**
 * What the station remembers of the visitor at one page, in memory only. No person is in it: the person passes through
 * `confirmBooking` and leaves it sealed.
 */
export type VisitorSession = {
  /** Holds by booking id, with the wish they were asked for; without an outcome while they are asked for. */
  readonly holds: Map<string, { readonly wish: SlotWish; readonly outcome: HoldOutcome | null }>
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
  /** How many have stood here before. */
  left: number
}

/**
 * Tells, whenever it is asked, whether whoever stands there now still does. What comes only after they have gone (central's
 * answer, a disk's) must find nothing of theirs here again: the next visitor would have it.
 */
export function presenceAt(session: VisitorSession): () => boolean {
  const { left } = session
  return () => session.left === left
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
    left: 0,
  }
}

export function forgetVisitor(session: VisitorSession): void {
  const { holds, receiptKeys, outcomes, jobs, slips, pins } = session
  for (const kept of [holds, receiptKeys, outcomes, jobs, slips, pins]) kept.clear()
  session.paper = null
  session.verdict = null
  session.service = null
  session.left += 1
}
