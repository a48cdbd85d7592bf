import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { systemRandom } from '../../main/random.ts'
import type { DeviceKey } from '../../main/central/device-key.ts'
import { sealToCentral } from '../../main/central/sealing.ts'
import type { Recording } from '../../main/store/bookings.ts'
import type { BookingOp } from '../../sync/contract/booking.ts'
import type { CentralInfo } from '../../sync/contract/kiosk-api.ts'
import type { Person } from '../../sync/contract/person.ts'

export const PERSON: Person = {
  familyName: 'Özgür-Weiß',
  firstName: 'Łucja',
  email: 'lucja@example.org',
  phone: '+492611234567',
}

export type Place = {
  readonly officeId: string
  readonly counterGroupId: string
  readonly serviceId: string
  readonly startsAt: string
  readonly ticks: number
}

/** A sealing key as central would publish it; nobody keeps the private half here. */
export function sealingKey(): CentralInfo['sealingKey'] {
  const { x = '' } = generateKeyPairSync('x25519').publicKey.export({ format: 'jwk' })
  return { keyId: 'bench', publicKey: Buffer.from(x, 'base64url').toString('base64') }
}

/** A booking's op, sealed as the kiosk seals it. */
export async function opOf(place: Place, key: CentralInfo['sealingKey'], person: Person = PERSON): Promise<BookingOp> {
  const opId = systemRandom.uuid()
  const bookedAt = new Date().toISOString()
  return {
    kind: 'book',
    opId,
    bookingId: systemRandom.uuid(),
    officeId: place.officeId,
    services: [{ serviceId: place.serviceId, count: 1 }],
    startsAt: place.startsAt,
    language: 'de',
    channel: 'kiosk',
    consent: { version: '1', acceptedAt: bookedAt },
    receiptKeyHash: randomBytes(32).toString('base64'),
    promised: false,
    escrowBlocks: [],
    bookedAt,
    person: await sealToCentral(person, opId, key),
  }
}

/** What the station writes in one transaction. */
export const recordingOf = (op: BookingOp, place: Place, key: DeviceKey): Recording => ({
  booking: {
    bookingId: op.bookingId,
    officeId: op.officeId,
    counterGroupId: place.counterGroupId,
    services: op.services,
    startsAt: op.startsAt,
    ticks: place.ticks,
    language: op.language,
    standing: 'provisional',
    promised: op.promised,
    confirmBy: null,
    bookedAt: op.bookedAt,
  },
  op,
  signature: key.signOp(op),
  job: { jobId: systemRandom.uuid(), receiptKey: randomBytes(32).toString('base64') },
  sales: [],
})
