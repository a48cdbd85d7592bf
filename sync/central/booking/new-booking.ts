import type { Consent, ServiceCount } from '../../contract/booking.ts'
import type { DeskConfirmation } from '../../contract/desk-records.ts'
import type { Language } from '../../contract/language.ts'
import type { Audience } from '../capacity/audience.ts'
import type { OfficeLock } from '../capacity/office-lock.ts'
import type { Actor, CentralContext } from '../context.ts'
import type { EscrowClaim } from '../escrow/claim.ts'
import type { PersonAtRest } from '../keys/keys.ts'
import type { ProvidedStep } from '../provider/request-live.ts'
import type { LoadedTown } from '../town/town-source.ts'

/** A booking as it is wished, before it has seats. */
export type NewBooking = {
  readonly bookingId: string
  readonly officeId: string
  readonly services: readonly ServiceCount[]
  readonly startsAtMs: number
  /** The person, sealed for the row, and what finds them there. */
  readonly atRest: PersonAtRest
  readonly consent: Consent
  readonly language: Language
  readonly channel: 'kiosk' | 'desk'
  readonly kioskId: string | null
  readonly receiptKeyHash: string
  readonly promised: boolean
  /** The seats of a terminal's blocks that go over to this booking. */
  readonly claim: EscrowClaim | null
  /** Seats must be found even beyond the capacity: by somebody who may, and says why. */
  readonly mustFit: boolean
  readonly bookedAtMs: number
  readonly audience: Audience
  readonly actor: Actor
  /** What a member of staff adds who books for a caller. */
  readonly caller?: CallerTerms
  /** What the town's existing server has said, where it keeps the office's slots. */
  readonly provided?: ProvidedStep | null
}

export type CallerTerms = {
  readonly confirmation: DeskConfirmation
  /** Sealed. */
  readonly note: string | null
  readonly pinHash: string
  /** Who read the consent's text out and heard the yes. */
  readonly heardBy: string
  readonly overbook: string | undefined
  /** They stand there already: nobody has to confirm or to look at it first. */
  readonly walkIn: boolean
  /** They are told the answer at once; not so where the desk had to book without central. */
  readonly hearsAtOnce: boolean
}

/** Where it is made: town, settings, and the office, locked. */
export type BookingRoom = {
  readonly context: Pick<CentralContext, 'random' | 'settings' | 'provider'>
  readonly town: LoadedTown
  readonly lock: OfficeLock
  readonly nowMs: number
}
