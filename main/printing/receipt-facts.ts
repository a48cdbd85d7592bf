import type { Standing } from '../../sync/contract/booking.ts'
import { bookingNumber } from '../../sync/contract/booking.ts'
import type { Catalogue } from '../../sync/contract/catalogue.ts'
import type { Language, Text } from '../../sync/contract/language.ts'
import { townName } from '../../sync/contract/town-name.ts'

/** Everything a receipt says. There is no field for a name: the paper may be left lying. */
export type ReceiptFacts = {
  readonly language: Language
  readonly town: Text
  readonly demonstration: boolean
  readonly office: {
    readonly name: Text
    readonly street: string
    readonly postalCode: string
    readonly city: string
    readonly way?: Text | undefined
    readonly phone?: string | undefined
  }
  /** IANA zone of the office. */
  readonly zone: string
  /** Instant in UTC. */
  readonly startsAt: string
  readonly services: readonly { readonly name: Text; readonly count: number; readonly documents: readonly Text[] }[]
  readonly number: string
  readonly standing: Standing
  /** The place is certain although central may not have answered. */
  readonly promised: boolean
  /** Instant in UTC until when the e-mail's link must be clicked; null where none is needed or none is known yet. */
  readonly confirmBy: string | null
  /** An address; at most 400 characters. */
  readonly qrPayload: string
}

export type BookingOnPaper = Pick<ReceiptFacts, 'language' | 'startsAt' | 'standing' | 'promised' | 'confirmBy' | 'qrPayload'> & {
  readonly bookingId: string
  readonly officeId: string
  readonly services: readonly { readonly serviceId: string; readonly count: number }[]
}

/** The facts of a booking, read from the catalogue it was made with. Throws if its office or a service is not in it. */
export function receiptFacts(catalogue: Catalogue, booking: BookingOnPaper): ReceiptFacts {
  const office = catalogue.offices.find((candidate) => candidate.id === booking.officeId)
  if (!office) throw new Error(`office ${booking.officeId} is not in the catalogue`)
  const services = booking.services.map(({ serviceId, count }) => {
    const service = catalogue.services.find((candidate) => candidate.id === serviceId)
    if (!service) throw new Error(`service ${serviceId} is not in the catalogue`)
    return { name: service.name, count, documents: service.documents }
  })
  const { language, startsAt, standing, promised, confirmBy, qrPayload } = booking
  return {
    language,
    town: townName(catalogue.town),
    demonstration: catalogue.town.demonstration,
    office: { name: office.name, ...office.address, way: office.way, phone: office.phone },
    zone: catalogue.town.zone,
    startsAt,
    services,
    number: bookingNumber(booking.bookingId),
    standing,
    promised,
    confirmBy,
    qrPayload,
  }
}
