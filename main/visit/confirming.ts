import { createHash } from 'node:crypto'
import { type BookingOp, bookingNumber, callerContext, type Verdict } from '../../sync/contract/booking.ts'
import { callersFields } from '../../sync/contract/callers-fields.ts'
import type { OfflineCaller } from '../../sync/contract/desk-records.ts'
import { checkPerson, formOf, type Person } from '../../sync/contract/person.ts'
import type { BookedReceipt, BookingDraft, ConfirmOutcome } from '../../sync/contract/visit.ts'
import type { Need } from '../../sync/contract/wish.ts'
import type { EscrowKeeper } from '../../sync/kiosk/escrow-keeper.ts'
import { VISITOR_WAIT_MS } from '../central/central-client.ts'
import type { DeviceKey } from '../central/device-key.ts'
import type { Drawing } from '../printing/drawing.ts'
import type { Knowledge } from './knowledge.ts'
import type { Clock, Random } from '../ports.ts'
import { receiptAddress } from './receipt-code.ts'
import type { sealToCentral } from '../central/sealing.ts'
import type { Bookings, KeptBooking } from '../store/bookings.ts'
import type { Device } from '../store/device.ts'
import type { Jobs } from '../store/jobs.ts'
import type { Verdicts } from '../central/verdicts.ts'
import type { Holding } from './holding.ts'
import { presenceAt, type VisitorSession } from './visitor-session.ts'

export type ConfirmingParts = {
  readonly bookings: Bookings
  readonly jobs: Jobs
  readonly device: Device
  readonly key: DeviceKey
  readonly seal: typeof sealToCentral
  readonly drawing: Drawing
  readonly knowledge: Knowledge
  /** Asks for the draft's slot, as when it was chosen. */
  readonly hold: Holding['hold']
  readonly escrow: Pick<EscrowKeeper, 'beginSale' | 'endSale' | 'letGo'>
  readonly verdicts: Verdicts
  readonly clock: Clock
  readonly random: Random
  /** An op waits: upload it now. */
  readonly outboxGrew: () => void
  /** The screen knows what the booking is worth: let the paper say the same. */
  readonly letPrint: (session: VisitorSession, booking: KeptBooking, jobId: string) => Promise<void>
}

/** `caller`: what a desk has agreed with whom it books for. */
export type Confirming = (session: VisitorSession, draft: BookingDraft, caller?: OfflineCaller) => Promise<ConfirmOutcome>

/**
 * Writes a booking down and tells what became of it. Idempotent by `bookingId`: a double tap shares the first call's
 * promise, a later repetition gets what was kept.
 */
export function createConfirming(parts: ConfirmingParts): Confirming {
  const underWay = new Map<string, Promise<ConfirmOutcome>>()
  return (session, draft, caller) => {
    const { bookingId } = draft
    const running = underWay.get(bookingId)
    if (running) return running
    const outcome = confirm(parts, session, draft, caller).finally(() => underWay.delete(bookingId))
    underWay.set(bookingId, outcome)
    return outcome
  }
}

async function confirm(
  parts: ConfirmingParts,
  session: VisitorSession,
  draft: BookingDraft,
  caller: OfflineCaller | undefined,
): Promise<ConfirmOutcome> {
  const known = session.outcomes.get(draft.bookingId)
  if (known) return known
  const present = presenceAt(session)
  const kept = await parts.bookings.find(draft.bookingId)
  if (kept !== null) return again(parts, session, draft, kept, present)

  const need = parts.knowledge.need(draft.officeId, draft.services)
  const central = parts.device.central()
  if (need === null || central === null) return taken(parts, draft)
  const fields = caller === undefined ? need.fields : callersFields(need.fields, caller.confirmation)
  const checked = checkAgain(draft.person, fields, parts.knowledge.today())
  if (checked.outcome === 'invalid') return { outcome: 'invalidPerson', issues: checked.issues }
  const held = heldByCentral(session, draft.bookingId)
  let sales = parts.escrow.beginSale(draft.bookingId)
  if (!held && sales.length === 0 && !parts.knowledge.fits(draft, 'central')) {
    // A hold whose answer was lost takes the very seat that now seems gone: central knows whose it is.
    const { bookingId, officeId, services, startsAt } = draft
    const asked = await parts.hold(session, { bookingId, officeId, services, startsAt })
    if (asked.outcome === 'slotTaken') return asked
    sales = parts.escrow.beginSale(draft.bookingId)
  }

  const receiptKey = Buffer.from(parts.random.bytes(16)).toString('base64url')
  const opId = parts.random.uuid()
  const jobId = parts.random.uuid()
  const op = bookingOp(parts, draft, {
    opId,
    channel: caller === undefined ? 'kiosk' : 'desk',
    receiptKey,
    promised: sales.length > 0,
    escrowBlocks: [...new Set(sales.map(({ blockId }) => blockId))],
    ...(sales.length > 0 && {
      escrowCuts: sales.map(({ blockId, fromTick, ticks: cut }) => ({ blockId, fromTick, ticks: cut })),
    }),
    person: await parts.seal(checked.person, opId, central.sealingKey),
    ...(caller !== undefined && { caller: await parts.seal(caller, callerContext(opId), central.sealingKey) }),
  })
  const booking = keptBooking(op, need)
  const signature = parts.key.signOp(op)
  const recorded = await parts.bookings.record({ booking, op, signature, job: { jobId, receiptKey }, sales })
  parts.escrow.endSale(draft.bookingId, { written: recorded.outcome === 'recorded' })
  if (recorded.outcome === 'notRecorded') {
    // A visitor who has gone meanwhile will not come back for what was kept.
    if (!session.holds.has(draft.bookingId)) parts.escrow.letGo(draft.bookingId)
    return { outcome: 'notBooked', reason: recorded.reason }
  }
  if (recorded.outcome === 'already') return again(parts, session, draft, recorded.booking, present)

  // The booking counts although its visitor has gone; their paper is for nobody, and is dropped where it would be printed.
  if (present()) {
    session.receiptKeys.set(draft.bookingId, receiptKey)
    session.jobs.set(jobId, draft.bookingId)
  }
  const verdict = parts.verdicts.within(opId, VISITOR_WAIT_MS)
  parts.outboxGrew()
  const receiptWith = (news: Partial<KeptBooking>) => receiptOf(parts, { ...booking, ...news }, receiptKey, held)
  const outcome = outcomeOf(parts, draft, receiptWith, await verdict)
  if (outcome.outcome === 'booked') {
    if (present()) session.outcomes.set(draft.bookingId, outcome)
    await parts.letPrint(session, { ...booking, ...pick(outcome.receipt) }, jobId)
  } else {
    session.receiptKeys.delete(draft.bookingId)
    session.jobs.delete(jobId)
    await parts.jobs.mark({ bookingId: draft.bookingId, jobId }, 'dropped')
  }
  return outcome
}

const pick = ({ standing, confirmBy }: BookedReceipt) => ({ standing, confirmBy })

/**
 * A repeated confirmation of a booking that is written down: the same booking, and nothing is printed but a receipt that
 * never left: written down, but the word of it was lost on its way back.
 */
async function again(
  parts: ConfirmingParts,
  session: VisitorSession,
  draft: BookingDraft,
  kept: KeptBooking,
  present: () => boolean,
): Promise<ConfirmOutcome> {
  if (kept.standing === 'refused') return taken(parts, draft)
  const job = await parts.jobs.latest(kept.bookingId)
  const secret = session.receiptKeys.get(kept.bookingId) ?? job?.receiptKey ?? null
  if (job?.state === 'held' && secret !== null && !session.jobs.has(job.jobId)) {
    parts.escrow.endSale(kept.bookingId, { written: true })
    if (present()) {
      session.receiptKeys.set(kept.bookingId, secret)
      session.jobs.set(job.jobId, kept.bookingId)
    }
    parts.outboxGrew()
    await parts.letPrint(session, kept, job.jobId)
  }
  return { outcome: 'booked', receipt: receiptOf(parts, kept, secret, heldByCentral(session, kept.bookingId)) }
}

function outcomeOf(
  parts: ConfirmingParts,
  draft: BookingDraft,
  receiptWith: (news: Partial<KeptBooking>) => BookedReceipt,
  verdict: Verdict | null,
): ConfirmOutcome {
  switch (verdict?.outcome) {
    case 'taken': {
      const { standing, confirmBy } = verdict
      return { outcome: 'booked', receipt: receiptWith({ standing, confirmBy }) }
    }
    case 'refused':
      if (verdict.reason === 'tooMany') return { outcome: 'tooMany' }
      return verdict.alternatives.length > 0 ? { outcome: 'slotTaken', alternatives: verdict.alternatives } : taken(parts, draft)
    default:
      return { outcome: 'booked', receipt: receiptWith({}) }
  }
}

function taken(parts: ConfirmingParts, draft: BookingDraft): ConfirmOutcome {
  return { outcome: 'slotTaken', alternatives: parts.knowledge.alternatives(draft) }
}

const heldByCentral = (session: VisitorSession, bookingId: string): boolean =>
  session.holds.get(bookingId)?.outcome?.outcome === 'held'

function receiptOf(
  { device, key, drawing }: ConfirmingParts,
  booking: KeptBooking,
  secret: string | null,
  held: boolean,
): BookedReceipt {
  const { bookingId, standing, promised, startsAt, confirmBy } = booking
  // Once central has it, the screen's code can be small: the proof is for what only this terminal knows.
  const proof = standing === 'provisional' ? key.proveReceipt(booking) : null
  const address = receiptAddress(device.central()?.publicUrl ?? '', bookingId, secret, proof)
  const beingConfirmed = held && standing === 'provisional'
  const number = bookingNumber(bookingId)
  return { bookingId, number, standing, promised, beingConfirmed, startsAt, confirmBy, qr: drawing.code(address) }
}

/** The page has checked the form; the station does not take its word for it. Fields nobody asked for are dropped. */
function checkAgain(person: Person, fields: Need['fields'], today: string): ReturnType<typeof checkPerson> {
  return checkPerson(formOf(person), fields, today)
}

function bookingOp(
  { clock }: ConfirmingParts,
  draft: BookingDraft,
  own: Pick<BookingOp, 'opId' | 'channel' | 'promised' | 'escrowBlocks' | 'escrowCuts' | 'person' | 'caller'> & {
    receiptKey: string
  },
): BookingOp {
  const { bookingId, officeId, services, startsAt, language, consent } = draft
  const { receiptKey, ...rest } = own
  return {
    kind: 'book',
    bookingId,
    officeId,
    services,
    startsAt,
    language,
    consent,
    receiptKeyHash: createHash('sha256').update(receiptKey).digest('base64'),
    bookedAt: new Date(clock.now()).toISOString(),
    ...rest,
  }
}

function keptBooking(op: BookingOp, { counterGroupId, ticks }: Need): KeptBooking {
  const { bookingId, officeId, services, startsAt, language, promised, bookedAt } = op
  const standing = 'provisional' as const
  return {
    bookingId,
    officeId,
    counterGroupId,
    services,
    startsAt,
    ticks,
    language,
    standing,
    promised,
    confirmBy: null,
    bookedAt,
  }
}
