import { createHash } from 'node:crypto'
import { canonicalJson } from '../../contract/canonical-json.ts'
import { type Catalogue, TownFile } from '../../contract/catalogue.ts'
import { lockOffices } from '../capacity/lock-office.ts'
import type { CentralContext } from '../context.ts'
import { planOffices } from '../planning/plan-office.ts'
import { providedIds } from '../provider/provided-calendar.ts'
import type { Misfit } from '../planning/misfits.ts'
import type { Tx } from '../store/store.ts'
import { type BookedOffice, bookedOffices } from './booked-offices.ts'
import type { LoadedTown } from './town-source.ts'

export type Loading = { readonly outcome: 'loaded' | 'unchanged'; readonly version: string; readonly misfits: readonly Misfit[] }

/** The version of a town file: named by its content, so the same file twice is the same version. */
const versionOfTown = (file: TownFile): string =>
  createHash('sha256').update(canonicalJson(file)).digest('base64url').slice(0, 16)

/** Makes a checked town file the current one and plans all offices by it. What the town's existing server brings stays. */
export const loadCatalogue = (context: CentralContext, file: TownFile): Promise<Loading> =>
  replaceTown(context, async (tx) => ({ file: await withProvided(context, tx, file) }))

/** As loadCatalogue, but changes nothing where an office would go that people have bookings at. */
export const loadUnlessBooked = (context: CentralContext, file: TownFile): Promise<Loading | Booked> =>
  replaceTown(context, async (tx, nowMs): Promise<Decision<Booked>> => {
    const whole = await withProvided(context, tx, file)
    const town = await context.town.current(tx)
    // A demonstration's bookings never take place: they do not stand in a real town's way.
    const matters = town !== null && (!town.file.town.demonstration || whole.town.demonstration)
    if (!matters) return { file: whole }
    const stay = new Set(whole.offices.map(({ id }) => id))
    const leaving = [...town.offices.values()].filter(({ id }) => !stay.has(id))
    // Whoever books there waits, and then finds the new town; whoever was first is counted.
    await lockOffices(
      tx,
      leaving.map(({ id }) => id),
      { nowMs, random: context.random },
    )
    const offices = await bookedOffices(tx, leaving, nowMs)
    return offices.length > 0 ? { instead: { outcome: 'booked', offices } } : { file: whole }
  })

export type Booked = { readonly outcome: 'booked'; readonly offices: readonly BookedOffice[] }
type Decision<Other> = { readonly file: TownFile } | { readonly instead: Other }

/** Makes the current town what `decide` says, or answers what it says instead; of several, one after the other. */
export async function replaceTown<Other = never>(
  context: CentralContext,
  decide: (tx: Tx, nowMs: number) => Promise<Decision<Other>>,
): Promise<Loading | Other> {
  const decided = await context.store.transact(async (tx) => {
    const nowMs = context.clock.nowMs()
    tx.lock(LOADING)
    const decision = await decide(tx, nowMs)
    if ('instead' in decision) return decision
    // What is stored is read by every request: one that does not fit would stop them all, the next import too.
    const file = TownFile.parse(decision.file)
    const version = versionOfTown(file)
    return { version, changed: await makeCurrent(tx, { file, version, nowMs }) }
  })
  if ('instead' in decided) return decided.instead
  const misfits = await planOffices(context)
  return { outcome: decided.changed ? 'loaded' : 'unchanged', version: decided.version, misfits }
}

/** Two that load at once would each begin from the town before the other. */
const LOADING = 'catalogue'

/** Answers whether it was another one before. */
async function makeCurrent(
  tx: Tx,
  { file, version, nowMs }: { file: TownFile; version: string; nowMs: number },
): Promise<boolean> {
  const pointer = await tx.one<{ value: string }>(`select value from setting where name = 'catalogue'`)
  if (pointer?.value === version) return false
  await tx.run('insert into catalogue (version, loaded_at, body) values ($1, $2, $3) on conflict (version) do nothing', [
    version,
    nowMs,
    JSON.stringify(file),
  ])
  await tx.run(
    `insert into setting (name, value) values ('catalogue', $1) on conflict (name) do update set value = excluded.value`,
    [version],
  )
  return true
}

/**
 * A town file knows nothing of the offices that the town's existing server brings: they stay as they were last read, with their
 * offers and services. That server may be away for hours, and bookings at an office that is not there cannot be opened.
 */
async function withProvided({ town: source, provider }: CentralContext, tx: Tx, file: TownFile): Promise<TownFile> {
  const town = provider ? await source.current(tx) : null
  if (!town) return file
  const named = new Set(file.offices.map(({ id }) => id))
  const kept = new Set((await providedIds(tx)).filter((id) => town.offices.has(id) && !named.has(id)))
  if (kept.size === 0) return file
  const offers = town.file.offers.filter(({ officeId }) => kept.has(officeId))
  const offered = new Set(offers.map(({ serviceId }) => serviceId))
  const services = missingFrom(file.services, town.file.services).filter(({ id }) => offered.has(id))
  const groups = new Set(services.map(({ groupId }) => groupId))
  return {
    ...file,
    offices: [...file.offices, ...town.file.offices.filter(({ id }) => kept.has(id))],
    serviceGroups: [
      ...file.serviceGroups,
      ...missingFrom(file.serviceGroups, town.file.serviceGroups).filter(({ id }) => groups.has(id)),
    ],
    services: [...file.services, ...services],
    offers: [...file.offers, ...offers],
  }
}

const missingFrom = <T extends { readonly id: string }>(known: readonly T[], others: readonly T[]): T[] => {
  const ids = new Set(known.map(({ id }) => id))
  return others.filter(({ id }) => !ids.has(id))
}

/** What of the town file kiosks get: no opening rules, no closures. */
export function catalogueOf({ file }: LoadedTown): Catalogue {
  const { town, offices, serviceGroups, services, offers } = file
  return { town, offices, serviceGroups, services, offers }
}
