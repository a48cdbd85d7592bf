import type { ServiceCount } from './booking.ts'
import type { Offer, PersonFields } from './catalogue.ts'
import { fieldsOf } from './person.ts'

/** What services of an office, booked together, need. */
export type Need = {
  readonly counterGroupId: string
  /** Consecutive ticks of one seat. */
  readonly ticks: number
  readonly fields: PersonFields
  readonly confirmation: Offer['confirmation']
  readonly review: Offer['review']
}

/**
 * What the wished services need, or null where the office does not offer them together: unknown service, too many,
 * different counter groups, or a combination that an offer rules out. Of several policies the strictest holds.
 */
export function needOf(offersOfOffice: readonly Offer[], services: readonly ServiceCount[]): Need | null {
  const wished = services.map(({ serviceId, count }) => ({
    offer: offersOfOffice.find((offer) => offer.serviceId === serviceId),
    count,
  }))
  const offers: Offer[] = []
  let ticks = 0
  for (const { offer, count } of wished) {
    if (!offer || count > offer.maxCount || offers.includes(offer)) return null
    offers.push(offer)
    ticks += offer.ticks * count
  }
  const [first] = offers
  if (!first) return null
  const together = offers.every((offer) => offers.every((other) => offer === other || goTogether(offer, other)))
  if (!together) return null
  const confirmations = offers.map((offer) => offer.confirmation)
  return {
    counterGroupId: first.counterGroupId,
    ticks,
    fields: fieldsOf(offers.map((offer) => offer.fields)),
    confirmation: confirmations.includes('link') ? 'link' : confirmations.includes('desk') ? 'desk' : 'none',
    review: offers.some((offer) => offer.review === 'clerk') ? 'clerk' : 'automatic',
  }
}

const goTogether = (offer: Offer, other: Offer): boolean =>
  offer.counterGroupId === other.counterGroupId && (offer.combinableWith?.includes(other.serviceId) ?? true)
