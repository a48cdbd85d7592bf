import { needOf } from '../../contract/wish.ts'
import { askBack as ask } from '../booking/ask-back.ts'
import * as life from '../booking/booking-life.ts'
import { servicesOf } from '../booking/booking-row.ts'
import { chosenDocuments } from '../booking/chosen-documents.ts'
import { moveToOffice } from '../booking/move-to-office.ts'
import { resendMail as resend } from '../booking/resend-mail.ts'
import { waitsForDesk } from '../booking/waits-for-desk.ts'
import { msOf } from '../planning/local-day.ts'
import { rectify } from '../privacy/person-rights.ts'
import { callersPerson } from './callers-person.ts'
import { answerOf, DONE, type DeskWork, isOwnOffice, onOwnBooking, UNKNOWN } from './desk-visit.ts'
import { reasonFrom } from './reason.ts'

/** To another start, at its office or at another of the member's own; the old seats are free in the same step. */
export const moveBooking: DeskWork<'moveBooking'> = (visit, { bookingId, startsAt, officeId }) =>
  onOwnBooking(visit, { method: 'moveBooking', bookingId }, async () => {
    if (!isOwnOffice(visit, officeId)) return UNKNOWN
    const wish = { startsAtMs: msOf(startsAt), audience: 'staff', actor: visit.actor } as const
    const moved = await moveToOffice(visit.context, bookingId, { ...wish, officeId })
    if (moved.outcome === 'impossible') return { outcome: 'notPossible', standing: moved.standing }
    return moved.outcome === 'moved' ? DONE : moved
  })

export const cancelBooking: DeskWork<'cancelBooking'> = (visit, { bookingId, reason }) =>
  onOwnBooking(visit, { method: 'cancelBooking', bookingId }, async () =>
    answerOf(await life.cancel(visit.context, bookingId, { actor: visit.actor, reason: reasonFrom(reason) })),
  )

/** Sets the person right. A new address gets the mail that the old one has had; links sent there open nothing any more. */
export const correctPerson: DeskWork<'correctPerson'> = (visit, { bookingId, person }) =>
  onOwnBooking(visit, { method: 'correctPerson', bookingId }, async (booking) => {
    const { context, town, actor, nowMs } = visit
    const fields = needOf(town.offersOf(booking.office_id), servicesOf(booking))?.fields
    // A request that waits for its link cannot lose the address that the link goes to.
    const confirmation = booking.standing === 'requested' && !waitsForDesk(booking, visit) ? 'link' : 'spoken'
    const today = town.dayOf(nowMs)
    const checked = fields ? callersPerson(person, fields, { today, confirmation }) : ({ outcome: 'valid', person } as const)
    if (checked.outcome === 'invalid') return { outcome: 'invalidPerson', issues: checked.issues }
    const done = await rectify(context, bookingId, { person: checked.person, actor })
    return done.outcome === 'done' ? DONE : UNKNOWN
  })

export const resendMail: DeskWork<'resendMail'> = (visit, { bookingId }) =>
  onOwnBooking(visit, { method: 'resendMail', bookingId }, async () =>
    answerOf(await resend(visit.context, bookingId, visit.actor)),
  )

/** A request whose visitor stands at the desk, as its offer asks for. */
export const confirmAtDesk: DeskWork<'confirmAtDesk'> = (visit, { bookingId }) =>
  onOwnBooking(visit, { method: 'confirmAtDesk', bookingId }, async () =>
    answerOf(await life.confirmAtDesk(visit.context, bookingId, visit.actor)),
  )

/** Yes, with the documents to bring as they stand on the screen. */
export const accept: DeskWork<'accept'> = (visit, { bookingId, documents }) =>
  onOwnBooking(visit, { method: 'accept', bookingId }, async (booking) => {
    const chosen = chosenDocuments(documents, booking, visit)
    return answerOf(await life.accept(visit.context, bookingId, { actor: visit.actor, ...(chosen && { documents: chosen }) }))
  })

export const decline: DeskWork<'decline'> = (visit, { bookingId, reason }) =>
  onOwnBooking(visit, { method: 'decline', bookingId }, async () =>
    answerOf(await life.decline(visit.context, bookingId, { actor: visit.actor, reason: reasonFrom(reason) })),
  )

export const askBack: DeskWork<'askBack'> = (visit, { bookingId, question }) =>
  onOwnBooking(visit, { method: 'askBack', bookingId }, async (booking) => {
    const { staffId } = visit.member
    const asked = await ask(visit.context, bookingId, { staffId, question: reasonFrom(question) })
    return asked ? DONE : { outcome: 'notPossible', standing: booking.standing }
  })

export const markArrived: DeskWork<'markArrived'> = (visit, { bookingId }) =>
  onOwnBooking(visit, { method: 'markArrived', bookingId }, async () =>
    answerOf(await life.markArrived(visit.context, bookingId, visit.actor)),
  )

export const markMissed: DeskWork<'markMissed'> = (visit, { bookingId }) =>
  onOwnBooking(visit, { method: 'markMissed', bookingId }, async () =>
    answerOf(await life.markMissed(visit.context, bookingId, visit.actor)),
  )
