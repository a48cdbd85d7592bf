import type { Offer, TownFile } from '../../contract/catalogue.ts'
import { TICK_MINUTES } from '../../contract/values.ts'

/** Services that no office offers, in words for an operator: they can be found, but not booked. */
export function servicesNobodyOffers(file: TownFile): string[] {
  const offered = new Set(file.offers.map(({ serviceId }) => serviceId))
  return file.services.filter(({ id }) => !offered.has(id)).map(({ id }) => `service ${id} is offered nowhere`)
}

/** Offers that fit into no opening of their counter group, in words for an operator. */
export function offersTooLong(file: TownFile): string[] {
  return file.offers
    .filter((offer) => longestRun(offer, file) < offer.ticks)
    .map(({ officeId, serviceId }) => `offer ${officeId}/${serviceId} is longer than every opening of its counter group`)
}

function longestRun(offer: Offer, file: TownFile): number {
  const runs = file.openingRules
    .filter(({ officeId, counterGroupId }) => officeId === offer.officeId && counterGroupId === offer.counterGroupId)
    .map(({ from, until }) => (minutesOf(until) - minutesOf(from)) / TICK_MINUTES)
  return Math.max(0, ...runs)
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
