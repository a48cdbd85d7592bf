import type { BookingView } from '../../sync/central/booking/booking-view.ts'
import type { MailLinks } from '../../sync/central/mail/mail-news.ts'
import { smallTown } from './small-town.ts'

const town = smallTown()

/** A booking as mails and calendar files see it, changed as a test needs. */
export function bookingView(changes: Partial<BookingView> = {}): BookingView {
  const [office] = town.offices
  const [service] = town.services
  if (!office || !service) throw new Error('the small town has lost its office')
  return {
    bookingId: '0b9f1c52-7d1e-4a63-9c55-0a1b2c3d4e5f',
    number: '1ERH-RMJX',
    standing: 'accepted',
    startsAt: '2026-11-24T08:10:00.000Z',
    endsAt: '2026-11-24T08:20:00.000Z',
    confirmBy: '2026-11-23T13:30:00.000Z',
    language: 'de',
    mailed: true,
    sequence: 2,
    town: town.town,
    office,
    services: [{ service, count: 1 }],
    documents: null,
    ...changes,
  }
}

export const LINKS: MailLinks = {
  see: 'https://termine.example/b/T',
  confirm: 'https://termine.example/b/T/confirm',
  move: 'https://termine.example/b/T/move',
  cancel: 'https://termine.example/b/T/cancel',
  answer: 'https://termine.example/b/T/answer',
  earlier: 'https://termine.example/b/T/earlier',
}
