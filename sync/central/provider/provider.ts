import type { ServiceCount } from '../../contract/booking.ts'
import type { Catalogue } from '../../contract/catalogue.ts'
import type { Person, PersonIssue } from '../../contract/person.ts'

/**
 * A town's existing booking server, which keeps the truth about its slots. Central stands between it and the kiosks: it
 * reads catalogue and calendar from here and turns a kiosk's hold and booking into the other server's own steps.
 * Instants are milliseconds since the epoch. Nothing here throws for what the other server answers; every expected
 * failure is an outcome, and `unreachable` means that nothing is known to have happened there.
 */
export type Provider = {
  readonly readCatalogue: () => Promise<CatalogueRead | Unreachable>
  readonly readCalendar: (query: CalendarQuery) => Promise<CalendarRead | Unreachable>
  /** Takes seats for a short while. Never repeated by itself: the other server knows no request id. */
  readonly reserve: (wish: ProviderWish) => Promise<Reserved | Refused | UnknownOutcome | Unreachable>
  /** Hands over the person and lets the other server send its activation mail. May be repeated. */
  readonly request: (reference: Reference, person: Person) => Promise<Requested | RequestRefused | Unreachable>
  /** May be repeated; a booking that is already gone counts as cancelled. */
  readonly cancel: (reference: Reference) => Promise<Cancelled | NotCancellable | Unreachable>
  readonly look: (reference: Reference) => Promise<Seen | Gone | Unreachable>
}

/** How the other server finds one of its bookings again. Kept beside ours, never shown. */
export type Reference = {
  readonly id: string
  readonly key: string
  readonly reservedAt: number
  readonly activationMinutes: number
}

export type CalendarQuery = {
  readonly officeIds: readonly string[]
  readonly services: readonly ServiceCount[]
  /** Local days, both included. */
  readonly firstDay: string
  readonly lastDay: string
}
export type ProviderWish = { readonly officeId: string; readonly services: readonly ServiceCount[]; readonly startsAt: number }

/** A record of the other server that kiosks cannot be offered, with the reason, for the operator. */
export type Omitted = { readonly record: string; readonly reason: string }

export type CatalogueRead = {
  readonly outcome: 'read'
  readonly catalogue: Pick<Catalogue, 'offices' | 'serviceGroups' | 'services' | 'offers'>
  readonly omitted: readonly Omitted[]
}
/** Start times only: such servers do not tell how many seats are left. */
export type CalendarRead = { readonly outcome: 'read'; readonly starts: readonly { officeId: string; startsAt: number }[] }
export type Reserved = { readonly outcome: 'reserved'; readonly reference: Reference; readonly expiresAt: number }
export type Refused = { readonly outcome: 'slotTaken' } | { readonly outcome: 'notOffered' } | { readonly outcome: 'tooMany' }
/** The answer was lost: seats may be taken there until the other server lets them go. */
export type UnknownOutcome = { readonly outcome: 'unknown' }
export type Requested = { readonly outcome: 'requested'; readonly confirmBy: number } | { readonly outcome: 'confirmed' }
export type RequestRefused =
  | { readonly outcome: 'lapsed' }
  | { readonly outcome: 'tooMany' }
  | { readonly outcome: 'invalidPerson'; readonly issues: readonly PersonIssue[] }
export type Cancelled = { readonly outcome: 'cancelled' }
export type NotCancellable = { readonly outcome: 'notCancellable' }
export type Seen = {
  readonly outcome: 'seen'
  readonly standing: 'held' | 'requested' | 'accepted' | 'arrived' | 'missed' | 'cancelled'
}
/** Deleted or expired: such servers do not tell which. */
export type Gone = { readonly outcome: 'gone' }
export type Unreachable = { readonly outcome: 'unreachable'; readonly retryAfterMs: number | null }
