import type { Closure, Offer, Office, OpeningRule, Service, ServiceGroup, Town, TownFile } from '../../contract/catalogue.ts'
import { combinedWithin, takeOffers } from './dldb-offers.ts'
import { COUNTER_GROUP, takeOffices, type TakenOffices } from './dldb-offices.ts'
import { DldbFile, type DldbLocation } from './dldb-records.ts'
import { takeServices } from './dldb-services.ts'
import { count, keyOfOffer, removed } from './import-counts.ts'
import type { ImportReport, Remark } from './import-report.ts'
import { landOf } from './land-of.ts'
import { LIFE_SITUATIONS } from './life-situations.ts'
import { townOf } from './town-defaults.ts'

export type DldbOptions = {
  readonly townName?: string
  readonly land?: Town['land']
  /** Seats of the opening rule that is assumed, since the directory has none. */
  readonly seats?: number
  /** Leave out services and offers that the directory marks as not public. */
  readonly publicOnly?: boolean
}
export type DldbSource = { readonly services: unknown; readonly locations: unknown }
export type DldbOutcome =
  | { readonly outcome: 'imported'; readonly file: TownFile; readonly report: ImportReport }
  /** Nothing of the source can be used; nothing may be changed by it. `refused`: its records, as far as it could be read. */
  | { readonly outcome: 'broken'; readonly reason: string; readonly refused?: ImportReport['refused'] }

/**
 * Munich's directory of services (DLDB) as a town. `existing` is the town so far: what an operator has entered there and
 * the directory does not know (legal texts, opening rules, closures, policies) stays as it is.
 */
export function importDldb(source: DldbSource, existing: TownFile | null, options: DldbOptions): DldbOutcome {
  const services = DldbFile.safeParse(source.services)
  if (!services.success) return { outcome: 'broken', reason: 'the services file has no list "data"' }
  const locations = DldbFile.safeParse(source.locations)
  if (!locations.success) return { outcome: 'broken', reason: 'the locations file has no list "data"' }

  const before = existing?.town.demonstration === true ? null : existing
  const offices = takeOffices(locations.data.data, before?.offices ?? [])
  const publicOnly = options.publicOnly ?? false
  const taken = takeServices(services.data.data, {
    officeNames: officeNames(offices),
    publicOnly,
    before: before?.services ?? [],
  })
  const offers = takeOffers(offices.offices, { services: taken, publicOnly, before: before?.offers ?? [] })
  const refused = [...taken.refused, ...offices.refused, ...offers.refused]
  if (offers.offers.length === 0)
    return { outcome: 'broken', reason: 'not one offer of a service at an office could be read', refused }

  const assumed: string[] = []
  const town = townFrom(offices.locations, before, options, assumed)
  const fresh = {
    services: [...taken.services.values()].map(({ service }) => service),
    offices: [...offices.offices.values()].map(({ office }) => keptOffice(office, before)),
    offers: offers.offers.map((offer) => keptOffer(offer, before)),
  }
  const allServices = [...fresh.services, ...taken.kept.values()]
  const allOffices = [...fresh.offices, ...offices.kept.values()]
  const file: TownFile = {
    town,
    offices: allOffices,
    serviceGroups: groupsOf(allServices, before),
    services: allServices,
    offers: [...fresh.offers, ...offers.kept, ...offersOfKept(offices, allServices, before)],
    openingRules: [
      ...rulesFor(fresh.offices, before, options.seats ?? 3, assumed),
      ...(before?.openingRules.filter(({ officeId }) => offices.kept.has(officeId)) ?? []),
    ],
    closures: closuresFor(allOffices, before),
  }
  return {
    outcome: 'imported',
    file,
    report: {
      services: count(services.data.data.length, fresh.services, existing?.services, ({ id }) => id),
      offices: count(locations.data.data.length, fresh.offices, existing?.offices, ({ id }) => id),
      offers: count(offers.read, fresh.offers, existing?.offers, keyOfOffer),
      removed: removed(file, existing),
      refused,
      remarks: [...offices.remarks, ...notBookable(file)],
      notPublic: [...taken.notPublic, ...offers.notPublic],
      assumed,
    },
  }
}

function officeNames({ locations }: TakenOffices): Map<string, string[]> {
  const names = new Map<string, string[]>()
  for (const { displayName, services } of locations) {
    for (const relation of services) {
      const id = typeof relation === 'object' && relation !== null && 'service' in relation ? String(relation.service) : ''
      names.set(id, [...(names.get(id) ?? []), displayName])
    }
  }
  return names
}

function townFrom(locations: readonly DldbLocation[], before: TownFile | null, options: DldbOptions, assumed: string[]): Town {
  if (before) {
    const { town } = before
    return {
      ...town,
      ...(options.townName !== undefined && options.townName !== town.name.de && { name: { de: options.townName } }),
      ...(options.land !== undefined && { land: options.land }),
    }
  }
  const name = options.townName ?? mostFrequent(locations.flatMap(({ organization }) => organization || [])) ?? 'Stadt'
  if (options.townName === undefined) assumed.push(`the town is called ${JSON.stringify(name)} (--town)`)
  const land = options.land ?? mostFrequent(locations.flatMap(({ address }) => landOf(address.postal_code) ?? [])) ?? 'BY'
  if (options.land === undefined) assumed.push(`the Land is ${land}, as the postal codes make likely (--land)`)
  assumed.push('imprint, privacy and accessibility texts are missing: the operator has to fill them')
  return townOf(name, land)
}

function mostFrequent<T extends string>(values: readonly T[]): T | undefined {
  const counts = new Map<T, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].toSorted(([, one], [, other]) => other - one)[0]?.[0]
}

// Quotas, horizon and the like are entered here, not in the directory.
function keptOffice(office: Office, before: TownFile | null): Office {
  const old = before?.offices.find(({ id }) => id === office.id)
  if (!old) return office
  const { horizonDays, leadMinutes, staffSeats, sameDaySeats } = old
  return { ...office, horizonDays, leadMinutes, staffSeats, sameDaySeats }
}

function keptOffer(offer: Offer, before: TownFile | null): Offer {
  const old = before?.offers.find((candidate) => keyOfOffer(candidate) === keyOfOffer(offer))
  if (!old) return offer
  return { ...offer, fields: old.fields, confirmation: old.confirmation, review: old.review }
}

// An office that stays as it was offers what it did, but for what the directory no longer has at all.
function offersOfKept({ kept }: TakenOffices, services: readonly Service[], before: TownFile | null): Offer[] {
  const ids = new Set(services.map(({ id }) => id))
  const offers = before?.offers.filter(({ officeId, serviceId }) => kept.has(officeId) && ids.has(serviceId)) ?? []
  const here = Map.groupBy(offers, ({ officeId }) => officeId)
  return offers.map((offer) => combinedWithin(offer, here.get(offer.officeId)?.map(({ serviceId }) => serviceId) ?? []))
}

// A service that stays as it was may be in a group of the operator's own.
function groupsOf(services: readonly Service[], before: TownFile | null): ServiceGroup[] {
  const used = new Set(services.map(({ groupId }) => groupId))
  const own = before?.serviceGroups.filter(({ id }) => LIFE_SITUATIONS.every((group) => group.id !== id)) ?? []
  return [...LIFE_SITUATIONS, ...own].filter(({ id }) => used.has(id))
}

function rulesFor(offices: readonly Office[], before: TownFile | null, seats: number, assumed: string[]): OpeningRule[] {
  let without = 0
  const rules = offices.flatMap(({ id }): OpeningRule[] => {
    const old = before?.openingRules.filter(({ officeId, counterGroupId }) => officeId === id && counterGroupId === COUNTER_GROUP)
    if (old && old.length > 0) return old
    without += 1
    const group = { officeId: id, counterGroupId: COUNTER_GROUP, seats }
    return [
      { ...group, weekdays: [1, 2, 3, 4, 5], from: '08:00', until: '12:00' },
      { ...group, weekdays: [4], from: '14:00', until: '18:00' },
    ]
  })
  if (without > 0) {
    const rule = `Monday to Friday 08:00–12:00, Thursday also 14:00–18:00, ${String(seats)} seats`
    assumed.push(`opening hours of ${String(without)} offices, which the source does not have: ${rule}`)
  }
  return rules
}

function closuresFor(offices: readonly Office[], before: TownFile | null): Closure[] {
  const ids = new Set(offices.map(({ id }) => id))
  return before?.closures.filter(({ officeId }) => ids.has(officeId)) ?? []
}

// Taken all the same: the office may begin to offer them, and people find out that they exist.
function notBookable(file: TownFile): Remark[] {
  const offered = new Set(file.offers.map(({ serviceId }) => serviceId))
  return file.services
    .filter(({ id }) => !offered.has(id))
    .map(({ id, name }) => ({ kind: 'service', id, name: name.de, reason: 'no office offers it: it cannot be booked' }))
}
