import type { Office } from '../../contract/catalogue.ts'
import { Office as OfficeSchema } from '../../contract/catalogue.ts'
import { TICK_MINUTES } from '../../contract/values.ts'
import { DldbLocation, labelOf } from './dldb-records.ts'
import type { Refused, Remark } from './import-report.ts'
import { keepRefused } from './keep-refused.ts'
import { plainLine } from './plain-text.ts'

export type TakenOffice = { readonly office: Office; readonly slotMinutes: number; readonly relations: readonly unknown[] }
export type TakenOffices = {
  readonly offices: ReadonlyMap<string, TakenOffice>
  readonly refused: readonly Refused[]
  /** Refused now, and as they were before. */
  readonly kept: ReadonlyMap<string, Office>
  readonly remarks: readonly Remark[]
  /** Organisations and cities as often as they occur, to name the town by. */
  readonly locations: readonly DldbLocation[]
}

/** The directory knows no groups of counters: each office gets one. */
export const COUNTER_GROUP = 'schalter'

/** Reads the offices of the directory; what cannot be taken is named. `before`: the town's offices so far. */
export function takeOffices(records: readonly unknown[], before: readonly Office[]): TakenOffices {
  const offices = new Map<string, TakenOffice>()
  const unreadable: Remark[] = []
  const refused: Refused[] = []
  const remarks: Remark[] = []
  const locations: DldbLocation[] = []
  const names = displayNames(records)
  for (const record of records) {
    const label = { kind: 'office' as const, ...labelOf(record) }
    const taken = takeOffice(record, names)
    if (typeof taken === 'string') unreadable.push({ ...label, reason: taken })
    else if (offices.has(taken.office.id)) refused.push({ ...label, reason: 'its id is there twice', kept: false })
    else {
      offices.set(taken.office.id, taken)
      locations.push(taken.location)
      if (taken.slotMinutes % TICK_MINUTES !== 0) {
        remarks.push({ ...label, reason: `${String(taken.slotMinutes)} minutes per slot are rounded up to whole ticks` })
      }
    }
  }
  const old = keepRefused(unreadable, { before: new Map(before.map((office) => [office.id, office])), taken: offices })
  return { offices, refused: [...refused, ...old.refused], kept: old.kept, remarks, locations }
}

function takeOffice(record: unknown, names: ReadonlyMap<string, number>): (TakenOffice & { location: DldbLocation }) | string {
  const parsed = DldbLocation.safeParse(record)
  if (!parsed.success) return `${parsed.error.issues[0]?.path.join('.') || 'record'} is missing or malformed`
  const location = parsed.data
  const { slotTimeInMinutes: slotMinutes, address, contact } = location
  if (!(slotMinutes > 0 && slotMinutes <= 480)) return 'slotTimeInMinutes is not between 1 and 480'
  const short = plainLine(location.displayName)
  const full = plainLine(location.name)
  if (short === '' && full === '') return 'it has no name'
  const phone = plainLine(contact.phone)
  const email = plainLine(contact.email)
  const way = plainLine(address.hint)
  const office = OfficeSchema.safeParse({
    id: location.id,
    // Several offices in one house share their short name; only the full one tells them apart.
    name: { de: short !== '' && (names.get(short) ?? 0) < 2 ? short : full || short },
    purpose: { de: plainLine(location.organizationUnit) || plainLine(location.organization) },
    address: {
      street: plainLine(`${address.street} ${address.house_number}`),
      postalCode: plainLine(address.postal_code),
      city: plainLine(address.city),
    },
    ...(way !== '' && { way: { de: way } }),
    ...(phone !== '' && { phone }),
    ...(email !== '' && { email }),
    counterGroups: [{ id: COUNTER_GROUP, name: 'Schalter', gridTicks: Math.ceil(slotMinutes / TICK_MINUTES) }],
    horizonDays: 60,
    leadMinutes: 60,
    staffSeats: 0,
    sameDaySeats: 0,
  })
  if (!office.success) return `${office.error.issues[0]?.path.join('.') || 'record'} does not fit`
  return { office: office.data, slotMinutes, relations: location.services, location }
}

function displayNames(records: readonly unknown[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const record of records) {
    const name = DldbLocation.safeParse(record).data?.displayName
    if (name !== undefined) counts.set(plainLine(name), (counts.get(plainLine(name)) ?? 0) + 1)
  }
  return counts
}
