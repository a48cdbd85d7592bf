import type { Offer } from '../../contract/catalogue.ts'
import { TICK_MINUTES } from '../../contract/values.ts'
import { COUNTER_GROUP, type TakenOffice } from './dldb-offices.ts'
import { DldbRelation, labelOf } from './dldb-records.ts'
import { countOf, NOT_PUBLIC, type TakenService, type TakenServices } from './dldb-services.ts'
import { keyOfOffer } from './import-counts.ts'
import type { Refused, Remark } from './import-report.ts'
import { keepRefused } from './keep-refused.ts'

export type TakenOffers = {
  readonly offers: readonly Offer[]
  readonly refused: readonly Refused[]
  /** Refused now, and as they were before. */
  readonly kept: readonly Offer[]
  /** Taken although the directory marks them as not public, their service being public. */
  readonly notPublic: readonly Remark[]
  readonly read: number
}
export type OffersWish = {
  readonly services: TakenServices
  /** Leave out what the directory marks as not public. */
  readonly publicOnly: boolean
  readonly before: readonly Offer[]
}

const FIELDS = { firstName: 'required', email: 'required', phone: 'optional', birthDate: 'hidden', address: 'hidden' } as const
const MOST_TICKS = 288

/** Reads which office offers what, and how long it takes: slots × minutes per slot, in ticks. */
export function takeOffers(offices: ReadonlyMap<string, TakenOffice>, wish: OffersWish): TakenOffers {
  const { services, kept: keptServices } = wish.services
  const possible = wish.before.filter(({ serviceId }) => services.has(serviceId) || keptServices.has(serviceId))
  const before = new Map(possible.map((offer) => [keyOfOffer(offer), offer]))
  const refused: Refused[] = []
  const notPublic: Remark[] = []
  const kept: Offer[] = []
  let read = 0
  const offers = [...offices.values()].flatMap((taken) => {
    const offersHere = new Map<string, Offer>()
    const unreadable: Remark[] = []
    for (const relation of taken.relations) {
      read += 1
      const offer = takeOffer(relation, taken, wish)
      const serviceId = 'reason' in offer ? serviceIdOf(relation) : offer.serviceId
      const id = `${taken.office.id}/${serviceId}`
      const label = { kind: 'offer' as const, id, name: services.get(serviceId)?.service.name.de ?? '' }
      if ('reason' in offer) {
        if (offer.withdrawn) refused.push({ ...label, reason: offer.reason, kept: false })
        else unreadable.push({ ...label, reason: offer.reason })
      } else if (offersHere.has(id)) refused.push({ ...label, reason: 'the office names this service twice', kept: false })
      else {
        offersHere.set(id, offer)
        // Of a service that is not public the service's own remark says enough.
        if (!isPublic(relation) && services.get(serviceId)?.isPublic === true)
          notPublic.push({ ...label, reason: `${NOT_PUBLIC}; taken all the same` })
      }
    }
    const old = keepRefused(unreadable, { before, taken: offersHere })
    refused.push(...old.refused)
    const here = [...offersHere.values(), ...old.kept.values()].map(({ serviceId }) => serviceId)
    kept.push(...[...old.kept.values()].map((offer) => combinedWithin({ ...offer, counterGroupId: COUNTER_GROUP }, here)))
    return [...offersHere.values()].map((offer) => withCombinations(offer, here, services))
  })
  return { offers, refused, kept, notPublic, read }
}

/** An offer from before, combined only with what its office still offers. */
export function combinedWithin(offer: Offer, here: readonly string[]): Offer {
  const { combinableWith } = offer
  return combinableWith === undefined ? offer : { ...offer, combinableWith: combinableWith.filter((id) => here.includes(id)) }
}

/** `withdrawn`: the record can be read and says itself that the offer is none (any more). */
type NoOffer = { readonly reason: string; readonly withdrawn: boolean }

function takeOffer(
  relation: unknown,
  { office, slotMinutes }: TakenOffice,
  { services: taken, publicOnly }: OffersWish,
): Offer | NoOffer {
  const parsed = DldbRelation.safeParse(relation)
  if (!parsed.success)
    return { reason: `${parsed.error.issues[0]?.path.join('.') || 'record'} is missing or malformed`, withdrawn: false }
  const { service: serviceId, maxQuantity, appointment } = parsed.data
  if (publicOnly && !parsed.data.public) return { reason: NOT_PUBLIC, withdrawn: true }
  if (!appointment.allowed) return { reason: 'it cannot be booked (appointment.allowed is false)', withdrawn: true }
  const service = taken.services.get(serviceId)
  if (!service) return { reason: 'its service was not taken or does not exist', withdrawn: !taken.kept.has(serviceId) }
  const ticks = Math.ceil((appointment.slots * slotMinutes) / TICK_MINUTES)
  if (!Number.isInteger(appointment.slots) || ticks < 1 || ticks > MOST_TICKS)
    return { reason: 'its slots do not give a time between 5 minutes and a day', withdrawn: false }
  return {
    officeId: office.id,
    serviceId,
    counterGroupId: COUNTER_GROUP,
    ticks,
    maxCount: maxQuantity === null ? service.maxCount : countOf(maxQuantity),
    fields: FIELDS,
    confirmation: 'link',
    review: 'clerk',
  }
}

// The directory lists for each service what it may be combined with anywhere; here counts what this office offers.
function withCombinations(offer: Offer, here: readonly string[], services: ReadonlyMap<string, TakenService>): Offer {
  const combinable = services.get(offer.serviceId)?.combinable ?? new Set<string>()
  return { ...offer, combinableWith: here.filter((id) => id !== offer.serviceId && combinable.has(id)) }
}

const isPublic = (relation: unknown): boolean => DldbRelation.safeParse(relation).data?.public !== false

function serviceIdOf(relation: unknown): string {
  return typeof relation === 'object' && relation !== null && 'service' in relation ? labelOf({ id: relation.service }).id : ''
}
