import { CLOSED } from '../../contract/office-day.ts'
import { TICK_MS } from '../../contract/values.ts'
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

/**
 * Takes one seat in each tick of the run, or none at all: answers whether they were taken.
 * Seats of `instead` count as free and are given up in the same step. `kept` seats per tick stay free. `plan` is the
 * counter group's for that day, read with the office locked.
 */
export async function takeSeats(
  tx: Tx,
  lock: OfficeLock,
  run: SeatRun,
  { holder, plan, kept, instead = [] }: { holder: Holder; plan: GroupPlan; kept: number; instead?: readonly string[] },
): Promise<boolean> {
  const used = await usedSeats(tx, lock.officeId, run, instead)
  const chosen: number[] = []
  for (let index = 0; index < run.ticks; index += 1) {
    const startsAtMs = run.startsAtMs + index * TICK_MS
    const seat = lowestFree(capacityAt(plan, startsAtMs), used.get(startsAtMs) ?? new Set(), kept)
    if (seat === null) return false
    chosen.push(seat)
  }
  for (const holderId of instead) await freeSeats(tx, lock, holderId)
  await insertSeats(tx, lock.officeId, run, { holder, seats: chosen })
  await lock.touch(run.day)
  return true
}

/**
 * Takes a seat in each tick whatever the capacity says: for what was promised and must be kept.
 * Answers whether that went beyond the capacity.
 */
export async function takeSeatsBeyond(tx: Tx, lock: OfficeLock, run: SeatRun, holder: Holder): Promise<boolean> {
  const plan = await planOf(tx, lock.officeId, run.day, run.counterGroupId)
  const used = await usedSeats(tx, lock.officeId, run, [])
  let beyond = false
  const chosen = Array.from({ length: run.ticks }, (_, index) => {
    const startsAtMs = run.startsAtMs + index * TICK_MS
    const taken = used.get(startsAtMs) ?? new Set<number>()
    let seat = 0
    while (taken.has(seat)) seat += 1
    beyond ||= seat >= (plan ? capacityAt(plan, startsAtMs) : 0)
    return seat
  })
  await insertSeats(tx, lock.officeId, run, { holder, seats: chosen })
  await lock.touch(run.day)
  return beyond
}

/** Gives up all seats of a holder at this office. */
export async function freeSeats(tx: Tx, lock: OfficeLock, holderId: string): Promise<void> {
  const days = await tx.all<{ day: string }>(
    `select day from hold where booking_id = $1 union select day from booking where booking_id = $1
     union select day from escrow_block where block_id = $1`,
    [holderId],
  )
  const removed = await tx.run('delete from seat where office_id = $1 and holder_id = $2', [lock.officeId, holderId])
  if (removed > 0) for (const { day } of days) await lock.touch(day)
}

/** The plan of a counter group on a day; undefined where it is closed or not planned. */
export async function planOf(tx: Tx, officeId: string, day: string, counterGroupId: string): Promise<GroupPlan | undefined> {
  const row = await tx.one<{ plan: string }>('select plan from office_day where office_id = $1 and day = $2', [officeId, day])
  return row && readPlan(row.plan).find((plan) => plan.counterGroupId === counterGroupId)
}

/** Seats in a tick; 0 where closed. */
export function capacityAt(plan: GroupPlan, startsAtMs: number): number {
  const seats = plan.capacity[(startsAtMs - plan.firstTickMs) / TICK_MS] ?? CLOSED
  return seats === CLOSED ? 0 : seats
}

function lowestFree(capacity: number, taken: ReadonlySet<number>, kept: number): number | null {
  if (taken.size + kept >= capacity) return null
  for (let seat = 0; seat < capacity; seat += 1) if (!taken.has(seat)) return seat
  return null
}

/** The used seats of each tick of a run. Those that are held by `except` count as free. */
async function usedSeats(
  tx: Tx,
  officeId: string,
  { counterGroupId, startsAtMs, ticks }: SeatRun,
  except: readonly string[],
): Promise<Map<number, Set<number>>> {
  // Left out there and not here: a busy tick has hundreds of rows, and a third less of each is read.
  const others = except.map((_, index) => ` and holder_id <> $${String(5 + index)}`).join('')
  const rows = await tx.all<{ starts_at: number; seat: number }>(
    `select starts_at, seat from seat where office_id = $1 and counter_group = $2 and starts_at >= $3 and starts_at < $4${others}`,
    [officeId, counterGroupId, startsAtMs, startsAtMs + ticks * TICK_MS, ...except],
  )
  const used = new Map<number, Set<number>>()
  for (const row of rows) {
    const seats = used.get(row.starts_at) ?? new Set()
    used.set(row.starts_at, seats.add(row.seat))
  }
  return used
}

async function insertSeats(
  tx: Tx,
  officeId: string,
  { counterGroupId, startsAtMs }: SeatRun,
  { holder, seats }: { holder: Holder; seats: readonly number[] },
): Promise<void> {
  // Office, group and holder are the same in every row; `$5`, `$6` and so on are the ticks and their seats.
  const rows = seats.map((_, index) => `($1, $2, $${String(5 + index * 2)}, $${String(6 + index * 2)}, $3, $4)`)
  const values = seats.flatMap((seat, index) => [startsAtMs + index * TICK_MS, seat])
  await tx.run(`insert into seat (office_id, counter_group, starts_at, seat, holder_kind, holder_id) values ${rows.join(', ')}`, [
    officeId,
    counterGroupId,
    holder.kind,
    holder.id,
    ...values,
  ])
}

/** Whether a start time lies on the group's grid, counted from the beginning of its opening run. */
export function onGrid(plan: GroupPlan, startsAtMs: number, gridTicks: number): boolean {
  const index = (startsAtMs - plan.firstTickMs) / TICK_MS
  if (!Number.isInteger(index) || capacityAt(plan, startsAtMs) === 0) return false
  let openedAt = index
  while (openedAt > 0 && (plan.capacity[openedAt - 1] ?? CLOSED) !== CLOSED) openedAt -= 1
  return (index - openedAt) % gridTicks === 0
}
