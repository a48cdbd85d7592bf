import { type OpeningRule, TownFile } from '../../sync/contract/catalogue.ts'

const text = (de: string) => ({ de })
const document = [{ paragraphs: ['Beispiel'] }]

/** What a test may want to be different about the office `rathaus`. */
export type SmallTown = {
  readonly seats?: number
  readonly gridTicks?: number
  readonly staffSeats?: number
  readonly sameDaySeats?: number
  readonly leadMinutes?: number
  readonly horizonDays?: number
  readonly confirmation?: 'link' | 'desk' | 'none'
  readonly review?: 'clerk' | 'automatic'
  readonly rules?: readonly Omit<OpeningRule, 'officeId' | 'counterGroupId'>[]
  readonly closures?: TownFile['closures']
  readonly land?: TownFile['town']['land']
}

/**
 * A made-up town in Rhineland-Palatinate: `rathaus` (open 08:00–12:00 on all weekdays unless told otherwise) with
 * `ausweis` (2 ticks), `pass` (3 ticks) and `melden` (1 tick); `amt` with `bauen` (6 ticks).
 */
export function smallTown(wanted: SmallTown = {}): TownFile {
  const office = (id: string) => ({
    id,
    name: text(id),
    purpose: text('Ein Amt'),
    address: { street: 'Marktplatz 1', postalCode: '56068', city: 'Beispielstadt' },
    counterGroups: [{ id: 'schalter', name: 'Schalter', gridTicks: wanted.gridTicks ?? 1 }],
    horizonDays: wanted.horizonDays ?? 30,
    leadMinutes: wanted.leadMinutes ?? 0,
    staffSeats: wanted.staffSeats ?? 0,
    sameDaySeats: wanted.sameDaySeats ?? 0,
  })
  const offer = (officeId: string, serviceId: string, ticks: number) => ({
    officeId,
    serviceId,
    counterGroupId: 'schalter',
    ticks,
    maxCount: 3,
    fields: { firstName: 'optional', email: 'optional', phone: 'optional', birthDate: 'hidden', address: 'hidden' },
    confirmation: wanted.confirmation ?? 'link',
    review: wanted.review ?? 'clerk',
  })
  const service = (id: string) => ({
    id,
    name: text(id),
    groupId: 'alles',
    searchWords: [],
    documents: [text('Ausweis')],
    fees: [],
  })
  const daily = { weekdays: [1, 2, 3, 4, 5, 6, 7], from: '08:00', until: '12:00', seats: wanted.seats ?? 1 }
  const rules = wanted.rules ?? [daily]
  return TownFile.parse({
    town: {
      id: 'beispielstadt',
      name: text('Beispielstadt'),
      place: text('Rathaus'),
      land: wanted.land ?? 'RP',
      zone: 'Europe/Berlin',
      demonstration: true,
      languages: ['de', 'en'],
      phone: '115',
      otherWays: text('Telefon 115'),
      consent: { version: '1', notice: document, box: text('Ich bin einverstanden.') },
      documents: {
        help: { de: document },
        imprint: { de: document },
        privacy: { de: document },
        accessibility: { de: document },
      },
      theme: { accent: '#00496f', onAccent: '#ffffff' },
    },
    offices: [office('rathaus'), office('amt')],
    serviceGroups: [{ id: 'alles', name: text('Alles'), icon: 'list' }],
    services: [service('ausweis'), service('pass'), service('melden'), service('bauen')],
    offers: [
      offer('rathaus', 'ausweis', 2),
      offer('rathaus', 'pass', 3),
      offer('rathaus', 'melden', 1),
      offer('amt', 'bauen', 6),
    ],
    openingRules: [
      ...rules.map((rule) => ({ ...rule, officeId: 'rathaus', counterGroupId: 'schalter' })),
      { ...daily, officeId: 'amt', counterGroupId: 'schalter' },
    ],
    closures: wanted.closures ?? [],
  })
}

/** The same town, whose `amt` has `ausweis` as well: a booking can be held there or moved there. */
export function withBothOffices(town: TownFile): TownFile {
  const offers = town.offers.filter(({ serviceId }) => serviceId === 'ausweis')
  return TownFile.parse({ ...town, offers: [...town.offers, ...offers.map((offer) => ({ ...offer, officeId: 'amt' }))] })
}
