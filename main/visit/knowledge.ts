import type { ServiceCount, Slot, SlotWish } from '../../sync/contract/booking.ts'
import type { Catalogue, Office } from '../../sync/contract/catalogue.ts'
import { type Need, needOf } from '../../sync/contract/wish.ts'
import type { KeptBooking } from '../store/bookings.ts'
import type { StationCache } from '../store/cache.ts'
import { longWords } from './long-words.ts'
import { localTimes, type LocalTimes } from './local-time.ts'
import { createServiceSearch, type ServiceSearch } from './service-search.ts'
import type { HeldBlock } from '../../sync/kiosk/escrow.ts'
import { createSlotMemory, isFree, type Lookup, nearestSlots, type SlotMemory, type Source } from './slots.ts'

const ALTERNATIVES = 3

/** What this kiosk knows by itself, online or not: the catalogue and the free seats, less its own unanswered bookings. */
export type Knowledge = {
  readonly catalogue: () => Catalogue | null
  readonly search: ServiceSearch
  /** The long words of the catalogue's names, with soft hyphens where they may be divided. */
  readonly longWords: () => string[]
  readonly lookup: (officeId: string) => Lookup | null
  readonly need: (officeId: string, services: readonly ServiceCount[]) => Need | null
  /** Whether a wish fits among the seats that central has free, or in this kiosk's escrow, as far as is known here. */
  readonly fits: (wish: SlotWish, among: Source) => boolean
  /** The free slots nearest to a wish that cannot be had. */
  readonly alternatives: (wish: SlotWish) => Slot[]
  readonly today: () => string
}

export function createKnowledge(
  cache: Pick<StationCache, 'catalogue' | 'days'>,
  bookings: { readonly waiting: () => readonly KeptBooking[] },
  escrow: { readonly sellable: (officeId: string) => readonly HeldBlock[]; readonly isSold: (bookingId: string) => boolean },
  now: () => number,
): Knowledge {
  const inCatalogue = perCatalogue(cache.catalogue)
  const lookup = (officeId: string): Lookup | null => {
    const known = inCatalogue()
    const office = known?.offices.get(officeId)
    if (!known || !office) return null
    const taken = bookings
      .waiting()
      .filter((booking) => booking.officeId === officeId && !escrow.isSold(booking.bookingId))
      .map(({ counterGroupId, startsAt, ticks }) => ({ counterGroupId, startsMs: Date.parse(startsAt), ticks }))
    const { local, memory } = known
    return { office, days: cache.days(officeId), taken, held: escrow.sellable(officeId), local, memory, nowMs: now() }
  }
  const need = (officeId: string, services: readonly ServiceCount[]) => {
    const offers = cache.catalogue()?.offers.filter((offer) => offer.officeId === officeId) ?? []
    return needOf(offers, services)
  }
  return {
    catalogue: cache.catalogue,
    search: (...query) => inCatalogue()?.search(...query) ?? [],
    longWords: () => inCatalogue()?.longWords ?? [],
    lookup,
    need,
    fits: ({ officeId, services, startsAt }, among) => {
      const [found, wanted] = [lookup(officeId), need(officeId, services)]
      return found !== null && wanted !== null && isFree(found, wanted, Date.parse(startsAt), among)
    },
    alternatives: ({ officeId, services, startsAt }) => {
      const [found, wanted] = [lookup(officeId), need(officeId, services)]
      return found === null || wanted === null ? [] : nearestSlots(found, wanted, Date.parse(startsAt), ALTERNATIVES)
    },
    today: () => (inCatalogue()?.local ?? localTimes('Europe/Berlin')).day(now()),
  }
}

type InCatalogue = {
  readonly offices: ReadonlyMap<string, Office>
  readonly local: LocalTimes
  readonly memory: SlotMemory
  readonly search: ServiceSearch
  readonly longWords: string[]
}

/** Derived things are made once per catalogue, not once per question. */
function perCatalogue(catalogue: () => Catalogue | null): () => InCatalogue | null {
  let made: { from: Catalogue; derived: InCatalogue } | null = null
  return () => {
    const current = catalogue()
    if (current === null) return null
    if (made?.from !== current) {
      const offices = new Map(current.offices.map((office) => [office.id, office]))
      const local = localTimes(current.town.zone)
      const [memory, search] = [createSlotMemory(), createServiceSearch(current)]
      made = { from: current, derived: { offices, local, memory, search, longWords: longWords(current) } }
    }
    return made.derived
  }
}
