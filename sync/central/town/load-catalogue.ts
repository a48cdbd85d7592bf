import { createHash } from 'node:crypto'
import { canonicalJson } from '../../contract/canonical-json.ts'
import type { Catalogue, TownFile } from '../../contract/catalogue.ts'
import type { CentralContext } from '../context.ts'
import { planOffices } from '../planning/plan-office.ts'
import type { Misfit } from '../planning/misfits.ts'
import type { Tx } from '../store/store.ts'
import { type BookedOffice, bookedOffices } from './booked-offices.ts'
import type { LoadedTown } from './town-source.ts'

export type Loading = { readonly outcome: 'loaded' | 'unchanged'; readonly version: string; readonly misfits: readonly Misfit[] }

/** The version of a town file: named by its content, so the same file twice is the same version. */
export const versionOfTown = (file: TownFile): string =>
  createHash('sha256').update(canonicalJson(file)).digest('base64url').slice(0, 16)

/** Makes a checked town file the current one and plans all offices by it. */
export async function loadCatalogue(context: CentralContext, file: TownFile): Promise<Loading> {
  const nowMs = context.clock.nowMs()
  return plannedAs(context, file, await context.store.transact((tx) => makeCurrent(tx, file, nowMs)))
}

/** As loadCatalogue, but changes nothing where an office would go that people have bookings at. */
export async function loadUnlessBooked(
  context: CentralContext,
  file: TownFile,
): Promise<Loading | { readonly outcome: 'booked'; readonly offices: readonly BookedOffice[] }> {
  const nowMs = context.clock.nowMs()
  // In one transaction: what is booked meanwhile must not be overlooked.
  const made = await context.store.transact(async (tx) => {
    const town = await context.town.current(tx)
    // A demonstration's bookings never take place: they do not stand in a real town's way.
    const matters = town !== null && (!town.file.town.demonstration || file.town.demonstration)
    const booked = matters ? await bookedOffices(tx, town, file, nowMs) : []
    return booked.length > 0 ? booked : makeCurrent(tx, file, nowMs)
  })
  return typeof made === 'boolean' ? plannedAs(context, file, made) : { outcome: 'booked', offices: made }
}

/** Answers whether it was another one before. */
async function makeCurrent(tx: Tx, file: TownFile, nowMs: number): Promise<boolean> {
  const version = versionOfTown(file)
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

async function plannedAs(context: CentralContext, file: TownFile, changed: boolean): Promise<Loading> {
  const misfits = await planOffices(context)
  return { outcome: changed ? 'loaded' : 'unchanged', version: versionOfTown(file), misfits }
}

/** What of the town file kiosks get: no opening rules, no closures. */
export function catalogueOf({ file }: LoadedTown): Catalogue {
  const { town, offices, serviceGroups, services, offers } = file
  return { town, offices, serviceGroups, services, offers }
}
