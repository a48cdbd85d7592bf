import * as z from 'zod/mini'
import { Language, Text } from './language.ts'
import { Id, LocalDate, LocalTime } from './values.ts'

/** How an offer treats one field of the person form. */
export const FieldPolicy = z.enum(['hidden', 'optional', 'required'])
export type FieldPolicy = z.infer<typeof FieldPolicy>

export const PersonFields = z.object({
  firstName: FieldPolicy,
  email: FieldPolicy,
  phone: FieldPolicy,
  birthDate: FieldPolicy,
  address: FieldPolicy,
})
export type PersonFields = z.infer<typeof PersonFields>

/** The seats of an office that can do the same offers. */
export const CounterGroup = z.object({
  id: Id,
  name: z.string(),
  /** Start times lie on this grid, in ticks from the beginning of each opening run. */
  gridTicks: z.int().check(z.minimum(1), z.maximum(96)),
})
export type CounterGroup = z.infer<typeof CounterGroup>

export const Office = z.object({
  id: Id,
  name: Text,
  /** What one does there, in about five words. */
  purpose: Text,
  address: z.object({ street: z.string(), postalCode: z.string(), city: z.string() }),
  /** The way inside: floor, room, minutes on foot. */
  way: z.optional(Text),
  phone: z.optional(z.string()),
  email: z.optional(z.string()),
  counterGroups: z.array(CounterGroup).check(z.minLength(1)),
  /** How many days ahead can be booked. */
  horizonDays: z.int().check(z.minimum(1), z.maximum(366)),
  /** A slot closer than this can no longer be booked by a visitor. */
  leadMinutes: z.int().check(z.minimum(0)),
  /** Seats per tick kept for staff bookings. */
  staffSeats: z.int().check(z.minimum(0)),
  /** Seats per tick that open only on the day itself. */
  sameDaySeats: z.int().check(z.minimum(0)),
})
export type Office = z.infer<typeof Office>

/** A group of services by life situation. */
export const ServiceGroup = z.object({ id: Id, name: Text, icon: z.string() })
export type ServiceGroup = z.infer<typeof ServiceGroup>

export const Fee = z.object({
  text: Text,
  /** Euro cents; absent where the text alone says it. */
  cents: z.optional(z.int()),
})

export const Service = z.object({
  id: Id,
  /** The name in everyday words; what the visitor reads first. */
  name: Text,
  /** The official name, where it differs. */
  officialName: z.optional(Text),
  groupId: Id,
  description: z.optional(Text),
  /** Everyday words and misspellings people search with. */
  searchWords: z.array(z.string()),
  searchWordsIn: z.optional(z.partialRecord(Language, z.array(z.string()))),
  documents: z.array(Text),
  fees: z.array(Fee),
  /** The key of the German catalogue of services (LeiKa), where known. */
  leika: z.optional(z.string()),
})
export type Service = z.infer<typeof Service>

export const Confirmation = z.enum(['link', 'desk', 'none'])
export const Review = z.enum(['clerk', 'automatic'])

/** A service at an office. */
export const Offer = z.object({
  officeId: Id,
  serviceId: Id,
  counterGroupId: Id,
  /** Ticks for one person or one matter. */
  ticks: z.int().check(z.minimum(1), z.maximum(288)),
  maxCount: z.int().check(z.minimum(1), z.maximum(50)),
  /** Services that may be booked together with this one at this office; absent: every offer of the same counter group. */
  combinableWith: z.optional(z.array(Id)),
  fields: PersonFields,
  confirmation: Confirmation,
  review: Review,
})
export type Offer = z.infer<typeof Offer>

/** Weekly opening of a counter group: seats from–until on the given weekdays (ISO: 1 Monday … 7 Sunday). */
export const OpeningRule = z.object({
  officeId: Id,
  counterGroupId: Id,
  weekdays: z.array(z.int().check(z.minimum(1), z.maximum(7))).check(z.minLength(1)),
  from: LocalTime,
  until: LocalTime,
  seats: z.int().check(z.minimum(1), z.maximum(250)),
  validFrom: z.optional(LocalDate),
  validUntil: z.optional(LocalDate),
})
export type OpeningRule = z.infer<typeof OpeningRule>

/** Whole days, or a part of a day, on which an office is closed. */
export const Closure = z.object({
  officeId: Id,
  firstDay: LocalDate,
  lastDay: LocalDate,
  from: z.optional(LocalTime),
  until: z.optional(LocalTime),
  reason: z.optional(Text),
})
export type Closure = z.infer<typeof Closure>

/** A text in sections, for the dialogs: help, imprint, privacy, accessibility. */
export const Document = z.array(
  z.object({ heading: z.optional(z.string()), paragraphs: z.array(z.string()), list: z.optional(z.array(z.string())) }),
)
export type Document = z.infer<typeof Document>
/** A document per language, German always. */
const Documents = z.object({
  de: Document,
  'de-simple': z.optional(Document),
  en: z.optional(Document),
  fr: z.optional(Document),
  tr: z.optional(Document),
  ar: z.optional(Document),
  uk: z.optional(Document),
  ru: z.optional(Document),
  pl: z.optional(Document),
  fa: z.optional(Document),
  ro: z.optional(Document),
})

/** German Länder by their two-letter code (ISO 3166-2:DE), for public holidays. */
export const Land = z.enum(['BW', 'BY', 'BE', 'BB', 'HB', 'HH', 'HE', 'MV', 'NI', 'NW', 'RP', 'SL', 'SN', 'ST', 'SH', 'TH'])
export type Land = z.infer<typeof Land>

export const Town = z.object({
  id: Id,
  /** e.g. „Stadt Koblenz“. */
  name: Text,
  /** Where the terminal stands, e.g. „Rathaus“. */
  place: Text,
  land: Land,
  /** IANA zone of all offices. */
  zone: z.string(),
  /** Marked everywhere where it is one. */
  demonstration: z.boolean(),
  languages: z.array(Language).check(z.minLength(1)),
  /** Other ways to an appointment (SEED S21). */
  phone: z.string(),
  otherWays: Text,
  /** The consent text; its version is logged with each booking. */
  consent: z.object({
    version: z.string(),
    notice: Document,
    box: Text,
    noticeIn: z.optional(z.partialRecord(Language, Document)),
  }),
  documents: z.object({ help: Documents, imprint: Documents, privacy: Documents, accessibility: Documents }),
  /** CSS colours of the town; checked for contrast when loaded. */
  theme: z.object({ accent: z.string(), onAccent: z.string() }),
})
export type Town = z.infer<typeof Town>

/** Everything a kiosk has to know to show offices and services; opening rules stay at central. */
export const Catalogue = z.object({
  town: Town,
  offices: z.array(Office),
  serviceGroups: z.array(ServiceGroup),
  services: z.array(Service),
  offers: z.array(Offer),
})
export type Catalogue = z.infer<typeof Catalogue>

/** What an operator loads into central: the catalogue with its opening rules and closures. */
export const TownFile = z.extend(Catalogue, {
  openingRules: z.array(OpeningRule),
  closures: z.array(Closure),
})
export type TownFile = z.infer<typeof TownFile>
