import type { Offer } from '../../contract/catalogue.ts'
import { TICK_MINUTES } from '../../contract/values.ts'
import { COUNTER_GROUP, type TakenOffice } from './dldb-offices.ts'
import { DldbRelation, labelOf } from './dldb-records.ts'
import { countOf, NOT_PUBLIC, type TakenService } from './dldb-services.ts'
import type { Remark } from './import-report.ts'

export type TakenOffers = {
  readonly offers: readonly Offer[]
  readonly refused: readonly Remark[]
  /** Taken although the directory marks them as not public, their service being public. */
  readonly notPublic: readonly Remark[]
  readonly read: number
}
export type OffersWish = {
  readonly services: ReadonlyMap<string, TakenService>
  /** Leave out what the directory marks as not public. */
  readonly publicOnly: boolean
}

const FIELDS = { firstName: 'required', email: 'required', phone: 'optional', birthDate: 'hidden', address: 'hidden' } as const
const MOST_TICKS = 288

/** Reads which office offers what, and how long it takes: slots × minutes per slot, in ticks. */
export function takeOffers(offices: ReadonlyMap<string, TakenOffice>, wish: OffersWish): TakenOffers {
  const { services } = wish
  const refused: Remark[] = []
  const notPublic: Remark[] = []
  let read = 0
  const offers = [...offices.values()].flatMap((taken) => {
    const offersHere = new Map<string, Offer>()
    for (const relation of taken.relations) {
      read += 1
      const offer = takeOffer(relation, taken, wish)
      const id = typeof offer === 'string' ? serviceIdOf(relation) : offer.serviceId
      const label = { kind: 'offer' as const, id: `${taken.office.id}/${id}`, name: services.get(id)?.service.name.de ?? '' }
      if (typeof offer === 'string') refused.push({ ...label, reason: offer })
      else if (offersHere.has(id)) refused.push({ ...label, reason: 'the office names this service twice' })
      else {
        offersHere.set(id, offer)
        // Of a service that is not public the service's own remark says enough.
        if (!isPublic(relation) && services.get(id)?.isPublic === true)
          notPublic.push({ ...label, reason: `${NOT_PUBLIC}; taken all the same` })
      }
    }
    return [...offersHere.values()].map((offer) => withCombinations(offer, offersHere, services))
  })
  return { offers, refused, notPublic, read }
}

function takeOffer(
  relation: unknown,
  { office, slotMinutes }: TakenOffice,
  { services, publicOnly }: OffersWish,
): Offer | string {
  const parsed = DldbRelation.safeParse(relation)
  if (!parsed.success) return `${parsed.error.issues[0]?.path.join('.') || 'record'} is missing or malformed`
  const { service: serviceId, maxQuantity, appointment } = parsed.data
  if (publicOnly && !parsed.data.public) return NOT_PUBLIC
  const service = services.get(serviceId)
  if (!service) return 'its service was not taken or does not exist'
  if (!appointment.allowed) return 'it cannot be booked (appointment.allowed is false)'
  const ticks = Math.ceil((appointment.slots * slotMinutes) / TICK_MINUTES)
  if (!Number.isInteger(appointment.slots) || ticks < 1 || ticks > MOST_TICKS)
    return 'its slots do not give a time between 5 minutes and a day'
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
function withCombinations(offer: Offer, here: ReadonlyMap<string, Offer>, services: ReadonlyMap<string, TakenService>): Offer {
  const combinable = services.get(offer.serviceId)?.combinable ?? new Set<string>()
  return { ...offer, combinableWith: [...here.keys()].filter((id) => id !== offer.serviceId && combinable.has(id)) }
}

const isPublic = (relation: unknown): boolean => DldbRelation.safeParse(relation).data?.public !== false

function serviceIdOf(relation: unknown): string {
  return typeof relation === 'object' && relation !== null && 'service' in relation ? labelOf({ id: relation.service }).id : ''
}
