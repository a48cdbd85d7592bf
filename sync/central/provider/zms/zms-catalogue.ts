import type * as z from 'zod/mini'
import { Offer, Office, Service, type ServiceGroup } from '../../../contract/catalogue.ts'
import { TICK_MINUTES } from '../../../contract/values.ts'
import { COUNTER_GROUP } from '../provided-calendar.ts'
import type { CatalogueRead, Omitted } from '../provider.ts'
import { type OfficesAndServices, ZmsOffice, ZmsRelation, ZmsService } from './shapes.ts'

const GROUP: ServiceGroup = { id: 'all', name: { de: 'Alle Anliegen' }, icon: 'list' }
// Beyond this the server itself offers nothing.
const HORIZON_DAYS = 180
/** `slotsPerAppointment` is not told for every location; this is the view's own limit. */
const MOST_COUNT = 25

type Read<T> = { kept: T[]; omitted: Omitted[] }

/** The server's catalogue in our words. What a kiosk cannot offer is named with its reason; one broken record costs only itself. */
export function toCatalogue(source: z.infer<typeof OfficesAndServices>): CatalogueRead {
  const offices = readAll(source.offices, ZmsOffice, 'office')
  const services = readAll(source.services, ZmsService, 'service')
  const relations = readAll(source.relations, ZmsRelation, 'relation')
  const closed = offices.kept.filter((office) => office.scope?.captchaActivatedRequired === true)
  const asking = offices.kept.filter((office) => office.scope?.customTextfieldRequired || office.scope?.customTextfield2Required)
  const omitted = [
    ...offices.omitted,
    ...services.omitted,
    ...relations.omitted,
    ...closed.map(({ id }) => ({ record: `office ${id}`, reason: 'asks for a captcha, which a terminal cannot solve' })),
    ...asking.map(({ id }) => ({ record: `office ${id}`, reason: 'asks for a free text, which a terminal does not collect' })),
  ]
  // A part that no terminal can hold would make the whole town unreadable, for all offices.
  const fits = <T>(schema: z.ZodMiniType<T>, record: string, part: T): boolean => {
    const { success, error } = schema.safeParse(part)
    if (!success) omitted.push({ record, reason: misfitOf(error) })
    return success
  }
  const bookable = offices.kept
    .filter((office) => office.name !== '' && !closed.includes(office) && !asking.includes(office))
    .filter((office) => fits(Office, `office ${office.id}`, officeOf(office)))
  const named = services.kept
    .filter(({ name }) => name !== '')
    .filter((service) => fits(Service, `service ${service.id}`, serviceOf(service)))
  const offers = relations.kept.flatMap((relation) => {
    const office = bookable.find(({ id }) => id === relation.officeId)
    const service = named.find(({ id }) => id === relation.serviceId)
    if (!office || !service || relation.public === false) return []
    const record = `offer ${relation.officeId}/${relation.serviceId}`
    const slotMinutes = office.slotTimeInMinutes
    if (slotMinutes === null || slotMinutes % TICK_MINUTES !== 0 || relation.slots === null || relation.slots < 1) {
      omitted.push({ record, reason: 'its duration is not a number of five-minute ticks' })
      return []
    }
    const offer = offerOf({ office, service, relation, slotMinutes, slots: relation.slots })
    return fits(Offer, record, offer) ? [offer] : []
  })
  return {
    outcome: 'read',
    catalogue: {
      offices: bookable.map(officeOf),
      serviceGroups: [GROUP],
      services: named.map(serviceOf),
      offers,
    },
    omitted,
  }
}

function readAll<T>(records: readonly unknown[], shape: z.ZodMiniType<T>, kind: string): Read<T> {
  const read: Read<T> = { kept: [], omitted: [] }
  records.forEach((record, index) => {
    const parsed = shape.safeParse(record)
    if (parsed.success) read.kept.push(parsed.data)
    else
      read.omitted.push({
        record: `${kind} at position ${index}`,
        reason: misfitOf(parsed.error),
      })
  })
  return read
}

const misfitOf = (error: z.core.$ZodError | undefined): string => `${error?.issues[0]?.path.join('.') ?? ''} does not fit`

const officeOf = (office: z.infer<typeof ZmsOffice>): Office => ({
  id: office.id,
  name: { de: office.name },
  purpose: { de: '' },
  address: {
    street: `${office.address?.street ?? ''} ${office.address?.house_number ?? ''}`.trim(),
    postalCode: office.address?.postal_code ?? '',
    city: office.address?.city ?? '',
  },
  ...(office.scope?.hint && { way: { de: office.scope.hint } }),
  counterGroups: [{ id: COUNTER_GROUP, name: office.name, gridTicks: gridOf(office) }],
  horizonDays: HORIZON_DAYS,
  leadMinutes: 0,
  staffSeats: 0,
  sameDaySeats: 0,
})

/** Starts lie on the location's own slots. */
const gridOf = ({ slotTimeInMinutes }: z.infer<typeof ZmsOffice>): number =>
  Math.max(1, Math.floor((slotTimeInMinutes ?? TICK_MINUTES) / TICK_MINUTES))

const serviceOf = (service: z.infer<typeof ZmsService>): Service => ({
  id: service.id,
  name: { de: service.name },
  groupId: GROUP.id,
  searchWords: [],
  documents: [],
  fees: [],
})

function offerOf({
  office,
  service,
  relation,
  slotMinutes,
  slots,
}: {
  office: z.infer<typeof ZmsOffice>
  service: z.infer<typeof ZmsService>
  relation: z.infer<typeof ZmsRelation>
  slotMinutes: number
  slots: number
}): Offer {
  const phone = office.scope?.telephoneRequired ? 'required' : office.scope?.telephoneActivated ? 'optional' : 'hidden'
  return {
    officeId: office.id,
    serviceId: service.id,
    counterGroupId: COUNTER_GROUP,
    ticks: (slots * slotMinutes) / TICK_MINUTES,
    maxCount: Math.max(1, Math.min(relation.maxQuantity ?? service.maxQuantity ?? 1, MOST_COUNT)),
    combinableWith: combinableAt(service, office.id),
    // The activation mail is the only way to the visitor, whatever the location asks for at its own counter.
    fields: { firstName: 'optional', email: 'required', phone, birthDate: 'hidden', address: 'hidden' },
    confirmation: 'link',
    review: 'automatic',
  }
}

/** `combinable` is an ordered object of service id → locations, or an empty list where there is none. */
function combinableAt(service: z.infer<typeof ZmsService>, officeId: string): string[] {
  if (service.combinable == null || Array.isArray(service.combinable)) return [service.id]
  const at = Object.values(service.combinable).flatMap((entry) =>
    Object.entries(entry).flatMap(([serviceId, locations]) =>
      Array.isArray(locations) && locations.map(String).includes(officeId) ? [serviceId] : [],
    ),
  )
  return [...new Set([service.id, ...at])]
}
