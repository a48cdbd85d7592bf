import { lockOffices, type Moment } from '../capacity/lock-office.ts'
import type { CentralContext } from '../context.ts'
import { lastDayOf, planOffice } from '../planning/plan-office.ts'
import type { Tx } from '../store/store.ts'
import { bookedOffices } from '../town/booked-offices.ts'
import { replaceTown } from '../town/load-catalogue.ts'
import { type LoadedTown, townOf } from '../town/town-source.ts'
import { type ProvidedDay, writeProvidedDays } from './provided-calendar.ts'
import type { ProviderSettings } from './provider-settings.ts'
import type { CatalogueRead, Provider } from './provider.ts'

const MINUTE_MS = 60_000
const READ_AT = 'providerReadAt'

/** For how long the provider wants to be left alone; null where it does not say so. */
export type Quiet = number | null

/** Reads catalogue and calendars that are due; any process may, each is read once. Without a town file there is nothing to add to. */
export async function readProvider(context: CentralContext, provider: Provider, settings: ProviderSettings): Promise<Quiet> {
  const { store, clock } = context
  const town = await store.read((tx) => context.town.current(tx))
  if (!town) return null
  const nowMs = clock.nowMs()
  if (await store.transact((tx) => isCatalogueDue(tx, town, nowMs, settings))) {
    const read = await provider.readCatalogue()
    if (read.outcome === 'unreachable') {
      context.log.warn('provider.unreachable')
      // Not only when it would have been due again: until then a town that has just begun would have none of its offices.
      await store.transact((tx) => noteRead(tx, nowMs - (settings.catalogueMinutes - 1) * MINUTE_MS))
      return read.retryAfterMs
    }
    await takeCatalogue(context, read, settings)
  }
  const due = await store.transact((tx) =>
    tx.all<{ office_id: string }>(
      'update provided_office set read_at = $1 where read_at is null or read_at <= $2 returning office_id',
      [nowMs, nowMs - settings.calendarMinutes * MINUTE_MS],
    ),
  )
  for (const { office_id } of due) {
    const quiet = await readCalendar(context, provider, office_id)
    if (quiet !== null) return quiet
  }
  return null
}

async function isCatalogueDue(tx: Tx, town: LoadedTown, nowMs: number, { catalogueMinutes }: ProviderSettings): Promise<boolean> {
  const offices = await tx.all<{ office_id: string }>('select office_id from provided_office')
  // A town file that was imported meanwhile knows nothing of them.
  const isWhole = offices.every(({ office_id }) => town.offices.has(office_id))
  const row = await tx.one<{ value: string }>('select value from setting where name = $1', [READ_AT])
  if (isWhole && row && Number(row.value) > nowMs - catalogueMinutes * MINUTE_MS) return false
  await noteRead(tx, nowMs)
  return true
}

/** When the catalogue was last read, in ms: it is due again `catalogueMinutes` later. */
async function noteRead(tx: Tx, atMs: number): Promise<void> {
  await tx.run('insert into setting (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value', [
    READ_AT,
    String(atMs),
  ])
}

/** The provider's offices, services and offers take the place of those of the last reading; all else of the town stays. */
async function takeCatalogue(context: CentralContext, read: CatalogueRead, { offices: only }: ProviderSettings): Promise<void> {
  const { log, random, town: source } = context
  for (const { record, reason } of read.omitted) log.warn('provider.omitted', { kind: record, outcome: reason })
  const offers = read.catalogue.offers.filter(({ officeId }) => only === undefined || only.includes(officeId))
  // One at which nothing can be booked is of no use to a terminal.
  const offices = read.catalogue.offices.filter(({ id }) => offers.some(({ officeId }) => officeId === id))
  const ids = new Set(offices.map(({ id }) => id))
  const offered = new Set(offers.map(({ serviceId }) => serviceId))
  const services = read.catalogue.services.filter(({ id }) => offered.has(id))
  // A server that has just lost its own source answers so: all its offices would be gone, and the pages of who has booked there.
  if (ids.size === 0) return log.warn('provider.empty')
  // Within one transaction with the loading: a town file that is imported meanwhile would be lost.
  await replaceTown(context, async (tx, nowMs) => {
    const town = await townOf(source, tx)
    const before = new Set(
      (await tx.all<{ office_id: string }>('select office_id from provided_office')).map((row) => row.office_id),
    )
    // An office of the town's own file keeps its name: the operator chose it.
    const taken = [...ids].filter((id) => before.has(id) || !town.offices.has(id))
    const leaving = [...before].filter((id) => !ids.has(id))
    const closing = new Set(await stillBooked(tx, town, leaving, { nowMs, random }))
    for (const id of leaving) {
      if (closing.has(id)) await writeProvidedDays(tx, id, [])
      else await tx.run('delete from provided_office where office_id = $1', [id])
    }
    for (const id of taken) await tx.run('insert into provided_office (office_id) values ($1) on conflict do nothing', [id])
    const catalogue = { ...read.catalogue, offices, services, offers }
    return { file: mergeTown(town, { before, closing, taken: new Set(taken), catalogue }) }
  })
}

/** Of offices that the provider no longer has, those that people have bookings at: without their office these could not be opened. */
async function stillBooked(tx: Tx, town: LoadedTown, ids: readonly string[], moment: Moment): Promise<string[]> {
  await lockOffices(tx, ids, moment)
  const leaving = ids.flatMap((id) => town.offices.get(id) ?? [])
  return (await bookedOffices(tx, leaving, moment.nowMs)).map(({ officeId }) => officeId)
}

type Merge = {
  before: ReadonlySet<string>
  /** Of those before, the ones that stay for the sake of their bookings, without offers. */
  closing: ReadonlySet<string>
  taken: ReadonlySet<string>
  catalogue: CatalogueRead['catalogue']
}

function mergeTown({ file }: LoadedTown, { before, closing, taken, catalogue }: Merge): LoadedTown['file'] {
  const own = file.offers.filter(({ officeId }) => !before.has(officeId))
  const provided = file.offers
    .filter(({ officeId }) => before.has(officeId) && !closing.has(officeId))
    .map(({ serviceId }) => serviceId)
  const kept = new Set(own.map(({ serviceId }) => serviceId))
  // A service that only the provider's offices had is the provider's to change or to take away.
  const services = file.services.filter(({ id }) => kept.has(id) || !provided.includes(id))
  const known = new Set(services.map(({ id }) => id))
  const groups = new Set(file.serviceGroups.map(({ id }) => id))
  return {
    ...file,
    offices: [
      ...file.offices.filter(({ id }) => !before.has(id) || closing.has(id)),
      ...catalogue.offices.filter(({ id }) => taken.has(id)),
    ],
    serviceGroups: [...file.serviceGroups, ...catalogue.serviceGroups.filter(({ id }) => !groups.has(id))],
    services: [...services, ...catalogue.services.filter(({ id }) => !known.has(id))],
    offers: [...own, ...catalogue.offers.filter(({ officeId }) => taken.has(officeId))],
  }
}

/** Reads the starts of an office's shortest offer, which longer ones are found among, and plans the office by them. */
async function readCalendar(context: CentralContext, provider: Provider, officeId: string): Promise<Quiet> {
  const { store, clock, random, log, town: source } = context
  const town = await store.read((tx) => townOf(source, tx))
  const [shortest] = town.offersOf(officeId).toSorted((one, other) => one.ticks - other.ticks)
  if (!shortest) return null
  const today = town.dayOf(clock.nowMs())
  const read = await provider.readCalendar({
    officeIds: [officeId],
    services: [{ serviceId: shortest.serviceId, count: 1 }],
    firstDay: today,
    lastDay: lastDayOf(town, officeId, today),
  })
  if (read.outcome === 'unreachable') {
    log.warn('provider.unreachable', { officeId })
    return read.retryAfterMs ?? MINUTE_MS
  }
  const starts = read.starts.filter((start) => start.officeId === officeId).map(({ startsAt }) => startsAt)
  const days = [...Map.groupBy(starts, (start) => town.dayOf(start))].map(
    ([day, found]): ProvidedDay => ({ day, starts: found, ticks: shortest.ticks }),
  )
  await store.transact(async (tx) => {
    await writeProvidedDays(tx, officeId, days)
    await planOffice(tx, await townOf(source, tx), officeId, { nowMs: clock.nowMs(), random })
  })
  return null
}
