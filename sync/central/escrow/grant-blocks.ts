import type { EscrowBlock } from '../../contract/kiosk-api.ts'
import { findStarts } from '../../contract/office-day.ts'
import { keptFrom } from '../capacity/audience.ts'
import { type DayFree, readFreeDays } from '../capacity/free-seats.ts'
import { lockOffice } from '../capacity/lock-office.ts'
import { seatTicks } from '../capacity/seat-ticks.ts'
import { type SeatRun, takeSeats } from '../capacity/seats.ts'
import type { CentralContext } from '../context.ts'
import type { KioskRow } from '../fleet/kiosk-row.ts'
import { isoOf } from '../planning/local-day.ts'
import { addDays } from '../../contract/local-date.ts'
import { lastDayOf } from '../planning/plan-office.ts'
import { isProvided } from '../provider/provided-calendar.ts'
import type { Tx } from '../store/store.ts'
import { type LoadedTown, townOf } from '../town/town-source.ts'

/** An hour of one seat: any offer up to that length can be cut from it. */
const BLOCK_TICKS = 12
/** Blocks begin this many days ahead: nearer ones are worth more to those who are online. */
const FIRST_DAY = 2
const DAYS = 14
/** Where fewer start times than this are left, none is put aside. */
const FEWEST_STARTS = 4

type Grant = { readonly context: CentralContext; readonly kiosk: KioskRow; readonly epoch: string; readonly held: number }

/**
 * Puts capacity aside that a kiosk may sell while it cannot reach us: blocks of one seat's time on the days ahead, within
 * the caps of all kiosks together. Answers what was granted.
 */
export function grantBlocks({ context, kiosk, epoch, held }: Grant, officeId: string): Promise<EscrowBlock[]> {
  const { store, clock, random, settings } = context
  return store.transact(async (tx) => {
    const nowMs = clock.nowMs()
    const town = await townOf(context.town, tx)
    // What another server keeps is not ours to promise.
    const isElsewhere = context.provider && (await isProvided(tx, officeId))
    if (isElsewhere || !town.offices.has(officeId)) return []
    const lock = await lockOffice(tx, officeId, { nowMs, random })
    const granted: EscrowBlock[] = []
    for (const run of await findRuns(tx, town, { officeId, nowMs, percent: settings.escrowPercent })) {
      if (held + granted.length >= settings.escrowBlocksPerKiosk) break
      const blockId = random.uuid()
      const gridTicks = town.counterGroup(officeId, run.counterGroupId)?.gridTicks ?? 1
      if (!(await takeSeats(tx, lock, run, { holder: { kind: 'escrow', id: blockId }, gridTicks, kept: 0 }))) continue
      await tx.run(
        `insert into escrow_block (block_id, kiosk_id, epoch, office_id, counter_group, day, starts_at, ticks, seat, state, granted_at)
         select $1, $2, $3, $4, $5, $6, $7, $8, seat, 'granted', $9 from seat where holder_id = $1 and starts_at = $7`,
        [blockId, kiosk.kiosk_id, epoch, officeId, run.counterGroupId, run.day, run.startsAtMs, run.ticks, nowMs],
      )
      const { counterGroupId, startsAtMs, ticks } = run
      granted.push({ blockId, officeId, counterGroupId, startsAt: isoOf(startsAtMs), ticks })
    }
    return granted
  })
}

/** At most one run per day: where it lies in the middle of what is free, and the day's cap leaves room for it. */
async function findRuns(
  tx: Tx,
  town: LoadedTown,
  { officeId, nowMs, percent }: { officeId: string; nowMs: number; percent: number },
): Promise<SeatRun[]> {
  const office = town.offices.get(officeId)
  if (!office) return []
  const today = town.dayOf(nowMs)
  const horizon = lastDayOf(town, officeId, today)
  const firstDay = addDays(today, FIRST_DAY)
  const lastDay = [addDays(today, FIRST_DAY + DAYS - 1), horizon].toSorted().at(0) ?? horizon
  const days = await readFreeDays(tx, { officeId, firstDay, lastDay, nowMs, kept: keptFrom('visitor', office, today) })
  const runs: SeatRun[] = []
  for (const day of days) {
    const budget =
      Math.floor((await capacityOn(tx, officeId, day.day)) * (percent / 100)) - (await escrowOn(tx, officeId, day.day))
    const run = runOn(town, officeId, day, budget)
    if (run) runs.push(run)
  }
  return runs
}

function runOn(town: LoadedTown, officeId: string, { day, groups }: DayFree, budget: number): SeatRun | null {
  for (const group of groups) {
    const gridTicks = town.counterGroup(officeId, group.counterGroupId)?.gridTicks ?? 1
    const shortest = Math.min(
      ...town
        .offersOf(officeId)
        .filter((offer) => offer.counterGroupId === group.counterGroupId)
        .map((offer) => offer.ticks),
    )
    const ticks = Math.min(BLOCK_TICKS, budget)
    if (ticks < shortest) continue
    const starts = findStarts(group, { ticks, gridTicks, notBeforeMs: 0 })
    const startsAtMs = starts[Math.floor(starts.length / 2)]
    if (starts.length >= FEWEST_STARTS && startsAtMs !== undefined)
      return { counterGroupId: group.counterGroupId, day, startsAtMs, ticks }
  }
  return null
}

/** Seat-ticks that an office has on a day. */
async function capacityOn(tx: Tx, officeId: string, day: string): Promise<number> {
  const row = await tx.one<{ plan: string }>('select plan from office_day where office_id = $1 and day = $2', [officeId, day])
  return row ? seatTicks(row.plan) : 0
}

/** Seat-ticks of a day that kiosks hold, sold or not. */
async function escrowOn(tx: Tx, officeId: string, day: string): Promise<number> {
  const row = await tx.one<{ ticks: number | null }>(
    `select sum(ticks) as ticks from escrow_block where office_id = $1 and day = $2 and state = 'granted'`,
    [officeId, day],
  )
  return row?.ticks ?? 0
}
