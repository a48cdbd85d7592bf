import type { SyncAnswer } from '../../contract/kiosk-api.ts'
import type { OfficeDay } from '../../contract/office-day.ts'
import { type Audience, keptFrom } from '../capacity/audience.ts'
import { type DayFree, readFreeDays } from '../capacity/free-seats.ts'
import type { CentralContext } from '../context.ts'
import type { KioskRow } from '../fleet/kiosk-row.ts'
import { isoOf } from '../planning/local-day.ts'
import { lastDayOf } from '../planning/plan-office.ts'
import type { Tx } from '../store/store.ts'
import { type LoadedTown, townOf } from '../town/town-source.ts'

export type Changes = Pick<SyncAnswer, 'days' | 'cursors' | 'catalogueVersion'>

/** The days that have changed since a kiosk's cursors, as one consistent picture. Offices that are not known are left out. */
export function readChanges(
  context: CentralContext,
  kiosk: KioskRow,
  cursors: Readonly<Record<string, number>>,
): Promise<Changes> {
  const nowMs = context.clock.nowMs()
  return context.store.read(async (tx) => {
    const town = await townOf(context.town, tx)
    const audience: Audience = kiosk.profile === 'desk' ? 'staff' : 'visitor'
    const days: OfficeDay[] = []
    const next: Record<string, number> = {}
    // By the town's offices, not by what was sent: a kiosk cannot make us look for thousands that do not exist.
    const followed = [...town.offices.keys()].filter((officeId) => Object.hasOwn(cursors, officeId))
    for (const [officeId, version] of await versionsOf(tx, followed)) {
      const afterVersion = cursors[officeId] ?? 0
      next[officeId] = version
      // A cursor ahead of us comes from a database that was restored here: start anew.
      const after = afterVersion > version ? -1 : afterVersion
      if (after !== version) days.push(...(await readOfficeDays(tx, town, { officeId, audience, afterVersion: after, nowMs })))
    }
    return { days, cursors: next, catalogueVersion: town.version }
  })
}

/** The version of an office's newest change; null for an office that was never planned. */
export async function versionOf(tx: Tx, officeId: string): Promise<number | null> {
  const row = await tx.one<{ version: number }>('select version from office_counter where office_id = $1', [officeId])
  return row?.version ?? null
}

/** In the order asked for; without offices that were never planned. */
async function versionsOf(tx: Tx, officeIds: readonly string[]): Promise<[string, number][]> {
  if (officeIds.length === 0) return []
  const rows = await tx.all<{ office_id: string; version: number }>('select office_id, version from office_counter')
  const versions = new Map(rows.map((row) => [row.office_id, row.version]))
  return officeIds.flatMap((officeId) => {
    const version = versions.get(officeId)
    return version === undefined ? [] : [[officeId, version] as [string, number]]
  })
}

/** Whole images of an office's days, as its kiosks keep them. */
export async function readOfficeDays(
  tx: Tx,
  town: LoadedTown,
  { officeId, audience, afterVersion, nowMs }: { officeId: string; audience: Audience; afterVersion: number; nowMs: number },
): Promise<OfficeDay[]> {
  const office = town.offices.get(officeId)
  if (!office) return []
  const today = town.dayOf(nowMs)
  const kept = keptFrom(audience, office, today)
  const lastDay = lastDayOf(town, officeId, today)
  const days = await readFreeDays(tx, { officeId, firstDay: today, lastDay, afterVersion, nowMs, kept })
  return days.map((day) => toOfficeDay(officeId, day))
}

const toOfficeDay = (officeId: string, { day, version, groups }: DayFree): OfficeDay => ({
  officeId,
  day,
  version,
  groups: groups.map(({ counterGroupId, firstTickMs, free }) => ({
    counterGroupId,
    firstTickAt: isoOf(firstTickMs),
    free: Buffer.from(free).toString('base64'),
  })),
})
