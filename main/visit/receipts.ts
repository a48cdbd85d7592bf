import { occupies } from '../../sync/contract/booking.ts'
import type { ReceiptFact } from '../../sync/contract/receipt-proof.ts'
import type { Drawing } from '../printing/drawing.ts'
import type { Knowledge } from './knowledge.ts'
import type { PaperTray } from '../printing/paper-tray.ts'
import type { Clock, Random } from '../ports.ts'
import type { DeviceKey } from '../central/device-key.ts'
import { type BookingOnPaper, receiptFacts } from '../printing/receipt-facts.ts'
import { receiptAddress } from './receipt-code.ts'
import type { Bookings, KeptBooking } from '../store/bookings.ts'
import type { Jobs } from '../store/jobs.ts'
import { presenceAt, type VisitorSession } from './visitor-session.ts'

export type Receipts = {
  /** Prints the receipt of a booking that was just written down with its job. */
  readonly print: (session: VisitorSession, booking: KeptBooking, jobId: string) => Promise<void>
  /** Prints the receipt of a booking of this visit again. Nothing happens while one of it is still on its way. */
  readonly printAgain: (session: VisitorSession, bookingId: string) => Promise<void>
  /** Prints the receipt of any booking for staff, without the secret that its first paper had. */
  readonly printForStaff: (session: VisitorSession, booking: StaffReceipt) => Promise<void>
  /** Prints the test slip; nobody's booking is on it. */
  readonly printTest: (jobId: string) => Promise<void>
  /** The visitor has gone; no paper of theirs is for the next one. */
  readonly drop: (session: VisitorSession) => Promise<void>
}

export type StaffReceipt = Omit<BookingOnPaper, 'qrPayload'>

export function createReceipts(parts: {
  drawing: Drawing
  tray: PaperTray
  knowledge: Knowledge
  bookings: Bookings
  jobs: Jobs
  publicUrl: () => string
  prove: DeviceKey['proveReceipt']
  clock: Clock
  random: Random
  /** For the printer machine. */
  queued: () => void
  visitorLeft: () => void
}): Receipts {
  const { drawing, tray, knowledge, bookings, jobs } = parts
  const bytesFor = (session: VisitorSession, booking: StaffReceipt, proof: string | null): Uint8Array => {
    const catalogue = knowledge.catalogue()
    if (catalogue === null) throw new Error('a booking without a catalogue')
    const receiptKey = session.receiptKeys.get(booking.bookingId) ?? null
    const qrPayload = receiptAddress(parts.publicUrl(), booking.bookingId, receiptKey, proof)
    return drawing.receipt(receiptFacts(catalogue, { ...booking, qrPayload }))
  }
  const submit = async (session: VisitorSession, booking: StaffReceipt, jobId: string, proof: string | null) => {
    if (!session.jobs.has(jobId)) {
      await jobs.drop({ bookingId: booking.bookingId, jobId })
      return
    }
    // What lies in the tray is to be printed, whether or not the disk took the note of it.
    await tray.submit({ jobId, bookingId: booking.bookingId, bytes: bytesFor(session, booking, proof) }).finally(parts.queued)
  }
  const print = (session: VisitorSession, booking: KeptBooking, jobId: string) =>
    submit(session, booking, jobId, parts.prove(worthOf(booking)))
  return {
    print,
    printAgain: async (session, bookingId) => {
      const present = presenceAt(session)
      const booking = await bookings.find(bookingId)
      const receiptKey = session.receiptKeys.get(bookingId)
      // Only bookings of this visit: a page cannot print what another visitor booked.
      if (booking === null || receiptKey === undefined) return
      const jobId = parts.random.uuid()
      const madeAt = new Date(parts.clock.now()).toISOString()
      if (!(await jobs.add({ jobId, bookingId, receiptKey, madeAt }))) return
      if (present()) session.jobs.set(jobId, bookingId)
      await print(session, booking, jobId)
    },
    printForStaff: async (session, booking) => {
      const present = presenceAt(session)
      const jobId = parts.random.uuid()
      const madeAt = new Date(parts.clock.now()).toISOString()
      if (!(await jobs.add({ jobId, bookingId: booking.bookingId, receiptKey: '', madeAt }))) return
      if (present()) session.jobs.set(jobId, booking.bookingId)
      await submit(session, booking, jobId, null)
    },
    printTest: async (jobId) => {
      await jobs.add({ jobId, bookingId: jobId, receiptKey: '', madeAt: new Date(parts.clock.now()).toISOString() })
      await tray.submit({ jobId, bookingId: jobId, bytes: drawing.testSlip() }).finally(parts.queued)
    },
    drop: async (session) => {
      const theirs = [...session.jobs].map(([jobId, bookingId]) => ({ bookingId, jobId }))
      if (await tray.drop(theirs)) parts.visitorLeft()
    },
  }
}

/** What a paper proves: a booking that central has taken is promised, whether or not it was cut from escrow. */
const worthOf = (booking: KeptBooking): ReceiptFact => ({
  ...booking,
  promised: booking.promised || (booking.standing !== 'provisional' && occupies(booking.standing)),
})
