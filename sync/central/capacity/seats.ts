import { CLOSED } from '../../contract/office-day.ts'
import { TICK_MS, ticksFrom } from '../../contract/values.ts'
import type { GroupPlan } from '../planning/opening.ts'
import { readPlan } from '../planning/stored-plan.ts'
import type { Tx } from '../store/store.ts'
import type { OfficeLock } from './office-lock.ts'

export type HolderKind = 'hold' | 'booking' | 'escrow'
export type Holder = { readonly kind: HolderKind; readonly id: string }

/** Where seats are wanted: `ticks` consecutive ticks of a counter group from `startsAtMs` on. */
export type SeatRun = {
  readonly counterGroupId: string
  readonly day: string
  readonly startsAtMs: number
  readonly ticks: number
}

export type SeatTerms = {
  readonly holder: Holder
  /** Starts lie so many ticks apart, counted from the beginning of the opening. */
  readonly gridTicks: number
  /** Seats per tick that stay free. */
  readonly kept: number
  /** Holders whose seats count as free, and are given up in the same step. */
  readonly instead?: readonly string[]
}

/**
 * Takes one seat in each tick of the run, or none at all: answers whether they were taken. They are not where the counter
 * group is closed, or where no start is.
 */
export async function takeSeats(
  tx: Tx,
  lock: OfficeLock,
  run: SeatRun,
  { holder, gridTicks, kept, instead = [] }: SeatTerms,
): Promise<boolean> {
  const [plan, usedAt] = await Promise.all([
    planOf(tx, lock.officeId, run.day, run.counterGroupId),
    readUse(tx, lock.officeId, run, instead),
  ])
  if (!plan || !onGrid(plan, run.startsAtMs, gridTicks)) return false
  const chosen: number[] = []
  for (const startsAtMs of ticksOf(run)) {
    const { used, lowestFree } = usedAt(startsAtMs)
    if (used + kept >= capacityAt(plan, startsAtMs)) return false
    chosen.push(lowestFree)
  }
  for (const holderId of instead) await freeSeats(tx, lock, holderId)
  insertSeats(tx, lock.officeId, run, { holder, seats: chosen })
  lock.touch(run.day)
  return true
}

/**
 * Takes a seat in each tick whatever the capacity says: for what was promised and must be kept.
 * Answers what it goes beyond: the opening, or the number of seats; null where there were enough.
 */
export async function takeSeatsBeyond(
  tx: Tx,
  lock: OfficeLock,
  run: SeatRun,
  holder: Holder,
): Promise<'closed' | 'fewerSeats' | null> {
  const [plan, usedAt] = await Promise.all([
    planOf(tx, lock.officeId, run.day, run.counterGroupId),
    readUse(tx, lock.officeId, run, []),
  ])
  const capacity = (startsAtMs: number) => (plan ? capacityAt(plan, startsAtMs) : 0)
  const ticks = ticksOf(run).map((startsAtMs) => ({ startsAtMs, seat: usedAt(startsAtMs).lowestFree }))
  insertSeats(tx, lock.officeId, run, { holder, seats: ticks.map(({ seat }) => seat) })
  lock.touch(run.day)
  if (ticks.some(({ startsAtMs }) => capacity(startsAtMs) === 0)) return 'closed'
  return ticks.some(({ startsAtMs, seat }) => seat >= capacity(startsAtMs)) ? 'fewerSeats' : null
}

/** Gives up all seats of a holder at this office. */
export async function freeSeats(tx: Tx, lock: OfficeLock, holderId: string): Promise<void> {
  const days = await tx.all<{ day: string }>(
    `select day from hold where booking_id = $1 union select day from booking where booking_id = $1
     union select day from escrow_block where block_id = $1`,
    [holderId],
  )
  const removed = await tx.run('delete from seat where office_id = $1 and holder_id = $2', [lock.officeId, holderId])
  if (removed > 0) for (const { day } of days) lock.touch(day)
}

/** The plan of a counter group on a day; undefined where it is closed or not planned. */
export async function planOf(tx: Tx, officeId: string, day: string, counterGroupId: string): Promise<GroupPlan | undefined> {
  const row = await tx.one<{ plan: string }>('select plan from office_day where office_id = $1 and day = $2', [officeId, day])
  return row && readPlan(row.plan).find((plan) => plan.counterGroupId === counterGroupId)
}

/** Whether a run begins, ends or goes on where its counter group is not open, or not planned. */
export async function isClosed(tx: Tx, officeId: string, run: SeatRun): Promise<boolean> {
  const plan = await planOf(tx, officeId, run.day, run.counterGroupId)
  return !plan || ticksOf(run).some((startsAtMs) => capacityAt(plan, startsAtMs) === 0)
}

/** Seats in a tick; 0 where closed. */
export function capacityAt(plan: GroupPlan, startsAtMs: number): number {
  const seats = plan.capacity[(startsAtMs - plan.firstTickMs) / TICK_MS] ?? CLOSED
  return seats === CLOSED ? 0 : seats
}

const ticksOf = ({ startsAtMs, ticks }: SeatRun): number[] => ticksFrom(startsAtMs, ticks)

/** How many seats are used in a tick, and the lowest that is not, whatever the capacity. */
type TickUse = { readonly used: number; readonly lowestFree: number }

/** The use of a run's ticks. Seats that are held by `except` count as free. */
async function readUse(
  tx: Tx,
  officeId: string,
  { counterGroupId, startsAtMs, ticks }: SeatRun,
  except: readonly string[],
): Promise<(tickMs: number) => TickUse> {
  const others = except.map((_, index) => ` and holder_id <> $${String(5 + index)}`).join('')
  const ofRun = `from seat where office_id = $1 and counter_group = $2 and starts_at >= $3 and starts_at < $4${others}`
  const params = [officeId, counterGroupId, startsAtMs, startsAtMs + ticks * TICK_MS, ...except]
  const rows = await tx.all<{ starts_at: number; used: number; highest: number }>(
    `select starts_at, count(*) as used, max(seat) as highest ${ofRun} group by starts_at`,
    params,
  )
  // The lowest seats are taken first, so those below the highest are used as well; of a busy tick's hundreds none is read.
  // Only where one was given back are they looked at one by one.
  const hasGap = rows.some(({ used, highest }) => used <= highest)
  const seats = hasGap ? await tx.all<{ starts_at: number; seat: number }>(`select starts_at, seat ${ofRun}`, params) : []
  const taken = Map.groupBy(seats, (row) => row.starts_at)
  const uses = new Map(
    rows.map(({ starts_at, used }) => {
      const ofTick = taken.get(starts_at)
      return [starts_at, { used, lowestFree: ofTick ? lowestMissing(ofTick.map(({ seat }) => seat)) : used }]
    }),
  )
  return (tickMs) => uses.get(tickMs) ?? { used: 0, lowestFree: 0 }
}

function lowestMissing(seats: readonly number[]): number {
  const taken = new Set(seats)
  let seat = 0
  while (taken.has(seat)) seat += 1
  return seat
}

function insertSeats(
  tx: Tx,
  officeId: string,
  { counterGroupId, startsAtMs }: SeatRun,
  { holder, seats }: { holder: Holder; seats: readonly number[] },
): void {
  // Office, group and holder are the same in every row; `$5`, `$6` and so on are the ticks and their seats.
  const rows = seats.map((_, index) => `($1, $2, $${String(5 + index * 2)}, $${String(6 + index * 2)}, $3, $4)`)
  const values = seats.flatMap((seat, index) => [startsAtMs + index * TICK_MS, seat])
  tx.write(`insert into seat (office_id, counter_group, starts_at, seat, holder_kind, holder_id) values ${rows.join(', ')}`, [
    officeId,
    counterGroupId,
    holder.kind,
    holder.id,
    ...values,
  ])
}

/** Whether a start time lies on the group's grid, counted from the beginning of its opening run. */
function onGrid(plan: GroupPlan, startsAtMs: number, gridTicks: number): boolean {
  const index = (startsAtMs - plan.firstTickMs) / TICK_MS
  if (!Number.isInteger(index) || capacityAt(plan, startsAtMs) === 0) return false
  let openedAt = index
  while (openedAt > 0 && (plan.capacity[openedAt - 1] ?? CLOSED) !== CLOSED) openedAt -= 1
  return (index - openedAt) % gridTicks === 0
}
