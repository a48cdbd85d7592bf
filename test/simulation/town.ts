import { TownFile } from '../../sync/contract/catalogue.ts'

const text = (de: string) => ({ de })
const document = [{ paragraphs: ['Beispiel'] }]

/** Every visitor's name: what no file of a kiosk may ever contain. */
export const CANARY = 'Kanarienvogel'
/** The offices of the simulated town. `nacht` is open over the hours in which summer time begins and ends. */
export const OFFICES = ['nord', 'sued', 'mitte', 'nacht'] as const
export type OfficeName = (typeof OFFICES)[number]
/** Ticks of each service. */
export const SERVICES = { pass: 3, ausweis: 2, bauen: 6 } as const
export type ServiceName = keyof typeof SERVICES

/** Five seats in the morning at three offices, the night office on Sundays: little, so that slots are scarce. */
export function simulatedTown(): TownFile {
  const office = (id: OfficeName) => ({
    id,
    name: text(id),
    purpose: text('Ein Amt'),
    address: { street: 'Marktplatz 1', postalCode: '56068', city: 'Beispielstadt' },
    counterGroups: [{ id: 'schalter', name: 'Schalter', gridTicks: 1 }],
    horizonDays: 14,
    leadMinutes: 15,
    staffSeats: 0,
    sameDaySeats: 0,
  })
  const offers = OFFICES.flatMap((officeId) =>
    Object.entries(SERVICES).map(([serviceId, ticks]) => ({
      officeId,
      serviceId,
      counterGroupId: 'schalter',
      ticks,
      maxCount: 2,
      fields: { firstName: 'optional', email: 'optional', phone: 'optional', birthDate: 'hidden', address: 'hidden' },
      confirmation: serviceId === 'ausweis' ? 'none' : 'link',
      review: serviceId === 'pass' ? 'automatic' : 'clerk',
    })),
  )
  const rule = (officeId: OfficeName, weekdays: number[], from: string, until: string) => ({
    officeId,
    counterGroupId: 'schalter',
    weekdays,
    from,
    until,
    seats: 5,
  })
  return TownFile.parse({
    town: {
      id: 'beispielstadt',
      name: text('Beispielstadt'),
      place: text('Rathaus'),
      land: 'RP',
      zone: 'Europe/Berlin',
      demonstration: true,
      languages: ['de'],
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
    offices: OFFICES.map(office),
    serviceGroups: [{ id: 'alles', name: text('Alles'), icon: 'list' }],
    services: Object.keys(SERVICES).map((id) => ({
      id,
      name: text(id),
      groupId: 'alles',
      searchWords: [],
      documents: [],
      fees: [],
    })),
    offers,
    openingRules: [
      rule('nord', [1, 2, 3, 4, 5], '08:00', '11:00'),
      rule('sued', [1, 2, 3, 4, 5], '08:00', '11:00'),
      rule('mitte', [1, 2, 3, 4, 5, 6], '08:00', '11:00'),
      rule('nacht', [7], '00:30', '04:30'),
    ],
    closures: [],
  })
}
