import type { Slot } from '../../sync/contract/booking.ts'
import type { Office, Offer, Service } from '../../sync/contract/catalogue.ts'
import type { ExistingBooking } from '../../sync/contract/existing.ts'
import type { Person, PersonForm } from '../../sync/contract/person.ts'
import type { BookedReceipt, OfficeChoice, ServiceChoices, SlotChoices } from '../../sync/contract/visit.ts'

/** A town small enough to read: two offices, three services of which two may be combined, one day of slots. */

const office = (id: string, name: string): Office => ({
  id,
  name: { de: name },
  purpose: { de: 'Ausweise und Meldungen' },
  address: { street: 'Gymnasialstraße 6', postalCode: '56068', city: 'Koblenz' },
  counterGroups: [{ id: 'desk', name: 'Schalter', gridTicks: 3 }],
  horizonDays: 60,
  leadMinutes: 30,
  staffSeats: 0,
  sameDaySeats: 0,
})

const service = (id: string, name: string): Service => ({
  id,
  name: { de: name },
  groupId: 'papers',
  searchWords: [],
  documents: [{ de: 'Biometrisches Passbild' }],
  fees: [],
})

const offer = (serviceId: string, extra: Partial<Offer> = {}): Offer => ({
  officeId: 'buergeramt',
  serviceId,
  counterGroupId: 'desk',
  ticks: 3,
  maxCount: 4,
  fields: { firstName: 'optional', email: 'required', phone: 'optional', birthDate: 'hidden', address: 'hidden' },
  confirmation: 'link',
  review: 'clerk',
  ...extra,
})

export const slotAt = (day: string, time: string): Slot => ({ startsAt: `${day}T${time}:00Z`, day, time })

export const OFFICES: OfficeChoice[] = [
  { office: office('buergeramt', 'Bürgeramt'), openToday: [], firstFree: slotAt('2026-11-24', '09:00'), here: true },
  { office: office('standesamt', 'Standesamt'), openToday: [], firstFree: null, here: false },
]

export const SERVICES: ServiceChoices = {
  groups: [{ id: 'papers', name: { de: 'Ausweise' }, icon: 'card' }],
  choices: [
    { service: service('ausweis', 'Personalausweis'), offer: offer('ausweis', { combinableWith: ['ausweis', 'pass'] }) },
    { service: service('pass', 'Reisepass'), offer: offer('pass') },
    { service: service('anmeldung', 'Anmeldung'), offer: offer('anmeldung') },
  ],
}

export const FIRST_SLOT = slotAt('2026-11-24', '09:00')
export const SECOND_SLOT = slotAt('2026-11-24', '09:15')

export const SLOTS: SlotChoices = {
  today: '2026-11-23',
  lastDay: '2027-01-22',
  days: [{ day: '2026-11-24', status: 'few', slots: [FIRST_SLOT, SECOND_SLOT] }],
  first: FIRST_SLOT,
  ageSeconds: null,
}

export const BOOKING_ID = '4b0d8a1e-7c2f-4d1b-9a57-0f4f5a6b7c8d'

export const receiptOf = (bookingId: string): BookedReceipt => ({
  bookingId,
  number: '9C2F-4D1B',
  standing: 'requested',
  promised: true,
  beingConfirmed: false,
  startsAt: FIRST_SLOT.startsAt,
  confirmBy: '2026-11-24T08:00:00Z',
  qr: ['1'],
})

/** A booking made before, as somebody with its receipt sees it. */
export const EXISTING: ExistingBooking = {
  officeId: 'buergeramt',
  services: [{ serviceId: 'ausweis', count: 1 }],
  ...FIRST_SLOT,
  standing: 'accepted',
  may: { checkIn: true, cancel: true, move: true },
}

/** A person who does not exist. */
export const FORM: PersonForm = {
  familyName: 'Musterfrau',
  firstName: 'Erika',
  email: 'erika@example.org',
  phone: '',
  birthDate: '',
  street: '',
  postalCode: '',
  city: '',
}

/** The same as a code of an earlier visit says it, with a birth date that this errand does not ask for. */
export const ERIKA: Person = { familyName: 'Musterfrau', firstName: 'Erika', email: 'erika@example.org', birthDate: '1985-11-24' }
export const SLIP_ID = '0d4c1b2a-9e8f-4a7b-8c6d-5e4f3a2b1c0d'
export const PIN = '4711'
/** Looks like a code, as far as the page can tell. */
export const CODE = `17969${'40213'.repeat(40)}`
