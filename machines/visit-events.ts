import type { ServiceCount, Slot, Standing } from '../sync/contract/booking.ts'
import type { Language } from '../sync/contract/language.ts'
import type { PersonField } from '../sync/contract/person.ts'
import type { IdleReport } from './idle.ts'
import type { Comfort } from './visitor.ts'

/** The five numbered steps. */
export const STEPS = ['office', 'service', 'slot', 'person', 'overview'] as const
export type Step = (typeof STEPS)[number]

/** What happens in a visit. Facts, and the visitor's plain commands. */
export type VisitEvent =
  | { type: 'start' }
  | { type: 'back' }
  | { type: 'next' }
  | { type: 'cancel' }
  | { type: 'finish' }
  | { type: 'retry' }
  | { type: 'confirm' }
  | { type: 'activity' }
  | { type: 'speech.started' }
  | { type: 'speech.ended' }
  | { type: 'language.chosen'; language: Language }
  | { type: 'comfort.changed'; comfort: Partial<Comfort> }
  | { type: 'step.revisited'; step: Step }
  | { type: 'office.chosen'; officeId: string }
  | { type: 'service.counted'; service: ServiceCount }
  | { type: 'view.switched'; view: 'calendar' | 'list' }
  | { type: 'slot.marked'; slot: Slot }
  /** `bookingId` is a fresh UUID made in the page; the booking's first one is kept. */
  | { type: 'slot.chosen'; slot: Slot; bookingId: string }
  | { type: 'field.entered'; field: PersonField; value: string }
  | { type: 'consent.given'; version: string; at: string }
  | { type: 'consent.withdrawn' }
  | { type: 'keep.wanted' }
  | { type: 'keep.confirmed' }
  | { type: 'keep.declined' }
  /** The data as a code on paper; `slipId` is a fresh UUID made in the page. */
  | { type: 'slip.wanted'; slipId: string }
  | { type: 'pin.entered'; pin: string }
  /** Rather scan a code than type. */
  | { type: 'filling.wanted' }
  | { type: 'takeAlong.scanned'; code: string }
  /** Something was scanned that is no take-along code. */
  | { type: 'takeAlong.misread' }
  | { type: 'verdict.arrived'; bookingId: string; standing: Standing; confirmBy: string | null }
  | { type: 'print.wanted' }
  | { type: 'another.wanted' }
  /** „I have a booking“ */
  | { type: 'existing.wanted' }
  | { type: 'code.entered'; text: string }
  | { type: 'checkIn.wanted' }
  | { type: 'cancellation.wanted' }
  | { type: 'cancellation.confirmed' }
  | { type: 'cancellation.declined' }
  | { type: 'move.wanted' }
  /** The terminal goes out of service: a visit that has not begun ends, one that has is finished first. */
  | { type: 'terminal.closed' }
  | IdleReport
