import type { ServiceCount } from '../sync/contract/booking.ts'
import type { Offer, PersonFields } from '../sync/contract/catalogue.ts'
import { fieldsOf } from '../sync/contract/person.ts'
import type { ServiceChoice, ServiceChoices } from '../sync/contract/visit.ts'

export type Basket = readonly ServiceCount[]

const choiceOf = (choices: ServiceChoices, serviceId: string): ServiceChoice | undefined =>
  choices.choices.find((choice) => choice.service.id === serviceId)

/** The offers of a basket, in its order. */
const offersIn = (choices: ServiceChoices, basket: Basket): Offer[] =>
  basket.flatMap(({ serviceId }) => choiceOf(choices, serviceId)?.offer ?? [])

/** Whether two offers of one office may be booked together: same counters, and neither list leaves the other out. */
function combine(one: Offer, other: Offer): boolean {
  const allows = (from: Offer, to: Offer) => from.combinableWith === undefined || from.combinableWith.includes(to.serviceId)
  return one.counterGroupId === other.counterGroupId && allows(one, other) && allows(other, one)
}

/** Whether a service may join what is already in the basket. */
export function mayJoin(choices: ServiceChoices, basket: Basket, serviceId: string): boolean {
  const offer = choiceOf(choices, serviceId)?.offer
  if (!offer) return false
  return offersIn(choices, basket).every((chosen) => chosen.serviceId === serviceId || combine(chosen, offer))
}

/** The basket with `count` of a service; zero takes it out; the offer's maximum caps it. */
export function withCount(choices: ServiceChoices, basket: Basket, { serviceId, count }: ServiceCount): ServiceCount[] {
  const offer = choiceOf(choices, serviceId)?.offer
  if (!offer || !mayJoin(choices, basket, serviceId)) return [...basket]
  const capped = Math.max(0, Math.min(count, offer.maxCount))
  const kept = basket.filter((entry) => entry.serviceId !== serviceId)
  const place = basket.findIndex((entry) => entry.serviceId === serviceId)
  if (capped === 0) return kept
  const entry = { serviceId, count: capped }
  return place === -1 ? [...kept, entry] : basket.map((other, index) => (index === place ? entry : other))
}

/** The fields that a booking of this basket asks for. */
export const fieldsFor = (choices: ServiceChoices | null, basket: Basket): PersonFields =>
  fieldsOf(choices ? offersIn(choices, basket).map((offer) => offer.fields) : [])

/** How long the visit takes, in ticks: the ticks of each offer times its count. */
export const ticksOf = (choices: ServiceChoices, basket: Basket): number =>
  basket.reduce((sum, { serviceId, count }) => sum + (choiceOf(choices, serviceId)?.offer.ticks ?? 0) * count, 0)
