import type * as z from 'zod/mini'
import type { Desk } from '../../sync/contract/desk-api.ts'
import { callersPinOf, type StaffMember } from '../../sync/contract/desk-records.ts'
import type { ConfirmOutcome } from '../../sync/contract/visit.ts'
import { worksAt } from '../../sync/contract/works-at.ts'
import type { Confirming } from '../visit/confirming.ts'
import type { Holding } from '../visit/holding.ts'
import type { Random } from '../ports.ts'
import type { Knowledge } from '../visit/knowledge.ts'
import { dayChoices } from '../visit/slots.ts'
import type { VisitorSession } from '../visit/visitor-session.ts'
import type { Away, DeskAnswer } from './desk-wire.ts'

/** How long somebody goes on working after central was last heard. */
const ALONE_MS = 4 * 60 * 60_000
const MOST_SLOTS = 200
type In<M extends keyof Desk> = z.output<Desk[M]['input']>

/** What a desk does while central cannot be reached: free slots from the cache, bookings the way a kiosk takes them. */
export type OfflineDesk = {
  readonly untilMs: () => number
  readonly findSlots: (staff: StaffMember, wish: In<'findSlots'>) => DeskAnswer<'findSlots'>
  readonly hold: (staff: StaffMember, visitor: VisitorSession, wish: In<'hold'>) => Promise<DeskAnswer<'hold'> | Away>
  readonly book: (staff: StaffMember, visitor: VisitorSession, booking: In<'book'>) => Promise<DeskAnswer<'book'> | Away>
  readonly release: (visitor: VisitorSession, bookingId: string) => Promise<void>
}

export function createOfflineDesk(parts: {
  knowledge: Knowledge
  holding: Pick<Holding, 'hold' | 'release'>
  confirm: Confirming
  nowMs: () => number
  random: Pick<Random, 'bytes'>
}): OfflineDesk {
  const { knowledge, holding, confirm, nowMs, random } = parts
  return {
    untilMs: () => nowMs() + ALONE_MS,
    findSlots: (staff, { services, officeIds, from, count }) => {
      const slots = officeIds
        .filter((officeId) => worksAt(staff, officeId))
        .flatMap((officeId) => {
          const [lookup, need] = [knowledge.lookup(officeId), knowledge.need(officeId, services)]
          if (lookup === null || need === null) return []
          return dayChoices(lookup, need)
            .filter(({ day }) => from === undefined || day >= from)
            .flatMap((day) => day.slots.map((slot) => ({ ...slot, officeId })))
        })
      const first = slots.toSorted((one, other) => one.startsAt.localeCompare(other.startsAt))
      return { outcome: 'slots', slots: first.slice(0, Math.min(count, MOST_SLOTS)) }
    },
    hold: async (staff, visitor, wish) => {
      if (!worksAt(staff, wish.officeId)) return { outcome: 'unknown' }
      const outcome = await holding.hold(visitor, wish)
      if (outcome.outcome === 'slotTaken' || outcome.outcome === 'held') return outcome
      // Nobody else at this desk takes it meanwhile; what it is worth is said when it is booked.
      return { outcome: 'held', expiresAt: new Date(nowMs() + ALONE_MS).toISOString(), secondsLeft: ALONE_MS / 1_000 }
    },
    book: async (staff, visitor, booking) => {
      if (!worksAt(staff, booking.officeId)) return { outcome: 'unknown' }
      // Beyond the capacity only central can decide.
      if (booking.overbook !== undefined) return { outcome: 'unreachable' }
      const { bookingId, officeId, services, startsAt, person, language, consentVersion } = booking
      const consent = { version: consentVersion, acceptedAt: new Date(nowMs()).toISOString() }
      const draft = { bookingId, officeId, services, startsAt, person, language, consent }
      const pin = visitor.pins.get(bookingId) ?? callersPinOf(Buffer.from(random.bytes(4)).readUInt32BE())
      visitor.pins.set(bookingId, pin)
      const { confirmation, note, walkIn } = booking
      const caller = { confirmation, heardBy: staff.staffId, pin, ...(note !== undefined && { note }), ...(walkIn && { walkIn }) }
      return deskAnswerOf(await confirm(visitor, draft, caller), pin)
    },
    release: (visitor, bookingId) => holding.release(visitor, bookingId),
  }
}

function deskAnswerOf(outcome: ConfirmOutcome, pin: string): DeskAnswer<'book'> | Away {
  switch (outcome.outcome) {
    case 'booked': {
      const { bookingId, number, standing, promised, confirmBy } = outcome.receipt
      return { outcome: 'booked', bookingId, number, pin, standing, promised, confirmBy }
    }
    case 'slotTaken':
    case 'tooMany':
    case 'invalidPerson':
      return outcome
    case 'notBooked':
      return { outcome: 'unreachable' }
  }
}
