import { CLOSED } from '../../contract/office-day.ts'
import { TICK_MS, ticksFrom } from '../../contract/values.ts'
import type { GroupPlan } from '../planning/opening.ts'
import type { Tx } from '../store/store.ts'

/** The counters of one of the provider's offices are one calendar there. */
export const COUNTER_GROUP = 'all'

export type ProvidedDay = { readonly day: string; readonly starts: readonly number[]; readonly ticks: number }

/** Whether an office's slots are kept by the town's existing server. */
export async function isProvided(tx: Tx, officeId: string): Promise<boolean> {
  return (await tx.one('select 1 as provided from provided_office where office_id = $1', [officeId])) !== undefined
}

/** All offices whose slots are kept by the town's existing server. */
export async function providedIds(tx: Tx): Promise<string[]> {
  const rows = await tx.all<{ office_id: string }>('select office_id from provided_office order by office_id')
  return rows.map(({ office_id }) => office_id)
}

/** What the provider last said to be free at an office; null where the office is not the provider's. */
export async function providedDays(tx: Tx, officeId: string): Promise<Map<string, ProvidedDay> | null> {
  if (!(await isProvided(tx, officeId))) return null
  const rows = await tx.all<{ day: string; starts: string; ticks: number }>(
    'select day, starts, ticks from provided_day where office_id = $1',
    [officeId],
  )
  return new Map(rows.map(({ day, starts, ticks }) => [day, { day, starts: JSON.parse(starts) as number[], ticks }]))
}

/** Writes what the provider says to be free, for all days of an office. */
export async function writeProvidedDays(tx: Tx, officeId: string, days: readonly ProvidedDay[]): Promise<void> {
  await tx.run('delete from provided_day where office_id = $1', [officeId])
  for (const { day, starts, ticks } of days) {
    await tx.run('insert into provided_day (office_id, day, starts, ticks) values ($1, $2, $3, $4)', [
      officeId,
      day,
      JSON.stringify(starts.toSorted((one, other) => one - other)),
      ticks,
    ])
  }
}

/** The provider has just said that this start is gone, before its calendar was read again. */
export async function forgetStart(tx: Tx, officeId: string, day: string, startsAtMs: number): Promise<void> {
  const known = (await providedDays(tx, officeId))?.get(day)
  if (!known) return
  await tx.run('update provided_day set starts = $3 where office_id = $1 and day = $2', [
    officeId,
    day,
    JSON.stringify(known.starts.filter((start) => start !== startsAtMs)),
  ])
}

/** What we have just done there shows in its calendar, which is read at the job's next turn and not only when it is due. */
export async function readSoon(tx: Tx, officeId: string): Promise<void> {
  await tx.run('update provided_office set read_at = null where office_id = $1', [officeId])
}

/**
 * A day of the provider as one of our plans. It tells start times and no numbers, so a tick that can be started in or
 * through has one seat, besides those that we hold ourselves; all else is closed. What this promises too much, the live
 * reservation finds out. Time that staff have closed here is closed, whatever the provider offers.
 */
export function planProvided(
  { starts, ticks }: ProvidedDay,
  { held, isClosed }: { held: ReadonlyMap<number, number>; isClosed: (tickMs: number) => boolean },
): GroupPlan[] {
  const free = new Set(starts.flatMap((start) => ticksFrom(start, ticks)))
  const all = [...free, ...held.keys()].filter((tick) => !isClosed(tick))
  if (all.length === 0) return []
  const firstTickMs = Math.min(...all)
  const capacity = new Uint8Array((Math.max(...all) - firstTickMs) / TICK_MS + 1).fill(CLOSED)
  for (const tick of new Set(all)) capacity[(tick - firstTickMs) / TICK_MS] = (held.get(tick) ?? 0) + (free.has(tick) ? 1 : 0)
  return [{ counterGroupId: COUNTER_GROUP, firstTickMs, capacity }]
}

/** Seats per tick that are ours at an office, whatever holds them. */
export async function heldSeats(tx: Tx, officeId: string, fromMs: number): Promise<Map<number, number>> {
  const rows = await tx.all<{ starts_at: number; seats: number }>(
    'select starts_at, count(*) as seats from seat where office_id = $1 and starts_at >= $2 group by starts_at',
    [officeId, fromMs],
  )
  return new Map(rows.map(({ starts_at, seats }) => [starts_at, seats]))
}
