import { randomUUID } from 'node:crypto'
import type { Recording } from '../../main/store/bookings.ts'

/** A booking ready to be written down, as confirming makes it. */
export function recording(changes: { bookingId?: string; startsAt?: string } = {}): Recording {
  const { bookingId = randomUUID(), startsAt = '2026-12-01T08:00:00.000Z' } = changes
  const common = { bookingId, officeId: 'rathaus', services: [{ serviceId: 'ausweis', count: 1 }], startsAt, promised: false }
  return {
    booking: {
      ...common,
      counterGroupId: 'schalter',
      ticks: 2,
      language: 'de',
      standing: 'provisional',
      confirmBy: null,
      bookedAt: '2026-11-23T06:00:00.000Z',
    },
    op: {
      ...common,
      kind: 'book',
      opId: randomUUID(),
      language: 'de',
      channel: 'kiosk',
      consent: { version: '1', acceptedAt: '2026-11-23T06:00:00.000Z' },
      receiptKeyHash: 'AA==',
      escrowBlocks: [],
      bookedAt: '2026-11-23T06:00:00.000Z',
      person: { keyId: 'k', enc: 'AA==', ciphertext: Buffer.from('sealed-canary').toString('base64') },
    },
    signature: 'AA==',
    job: { jobId: randomUUID(), receiptKey: 'receipt-secret' },
    sales: [],
  }
}
