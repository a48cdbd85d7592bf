import type { EscrowBlock } from '../contract/kiosk-api.ts'
import { TICK_MS } from '../contract/values.ts'

/** A part of a block that a booking was cut from, in ticks from the block's start. */
export type Sale = { readonly bookingId: string; readonly blockId: string; readonly fromTick: number; readonly ticks: number }
/** A block that is durable on this kiosk, with what was sold of it. */
export type HeldBlock = EscrowBlock & { readonly sales: readonly Sale[] }

export type SeatWish = {
  readonly officeId: string
  readonly counterGroupId: string
  readonly startsAtMs: number
  readonly ticks: number
}

/** Blocks this near go back while central can be reached: there they find a taker, here they would end unsold. */
const RETURN_AHEAD_MS = 30 * 3_600_000
/**
 * Without a word from central for this long, nothing more is promised. A rule of quality only: what was promised stays
 * safe, since central gives a block to nobody else before this kiosk returns it.
 */
export const STOP_SELLING_MS = 24 * 3_600_000

/** A wall clock that has moved this much against a steady one is not believed: the day of a promise would be wrong. */
const JUMP_MS = 5 * 60_000

const startMs = (block: EscrowBlock): number => Date.parse(block.startsAt)
const endMs = (block: EscrowBlock): number => startMs(block) + block.ticks * TICK_MS

/** Whether the block has an unsold seat in the tick that begins at `tickMs`. */
function hasSeat(block: HeldBlock, tickMs: number): boolean {
  const tick = (tickMs - startMs(block)) / TICK_MS
  return (
    tick >= 0 && tick < block.ticks && !block.sales.some(({ fromTick, ticks }) => tick >= fromTick && tick < fromTick + ticks)
  )
}

/**
 * Cuts a booking's seats from the held blocks: one unsold seat in each of its ticks, taken from as few blocks as a walk
 * along the ticks allows. Null where a tick has none. Seats of a group are interchangeable, so a visit may be cut from
 * several blocks.
 */
export function cut(held: readonly HeldBlock[], wish: SeatWish & { bookingId: string }): Sale[] | null {
  const own = held.filter((block) => block.officeId === wish.officeId && block.counterGroupId === wish.counterGroupId)
  const sales: Sale[] = []
  for (let tick = 0; tick < wish.ticks; tick += 1) {
    const tickMs = wish.startsAtMs + tick * TICK_MS
    const last = sales.at(-1)
    const same = own.find((block) => block.blockId === last?.blockId && hasSeat(block, tickMs))
    if (last && same) {
      sales[sales.length - 1] = { ...last, ticks: last.ticks + 1 }
      continue
    }
    const block = own.find((candidate) => hasSeat(candidate, tickMs))
    if (!block) return null
    sales.push({ bookingId: wish.bookingId, blockId: block.blockId, fromTick: (tickMs - startMs(block)) / TICK_MS, ticks: 1 })
  }
  return sales
}

/** How many unsold seats the held blocks have in a tick of a counter group; they are no one else's, so they count as free here. */
export const unsoldSeats = (held: readonly HeldBlock[], tickMs: number): number =>
  held.reduce((seats, block) => seats + (hasSeat(block, tickMs) ? 1 : 0), 0)

/** Blocks to give back now: near ones, and those whose time has passed. Sold parts stay the bookings' at central. */
export const toReturn = (held: readonly HeldBlock[], nowMs: number): HeldBlock[] =>
  held.filter((block) => startMs(block) - nowMs < RETURN_AHEAD_MS || endMs(block) <= nowMs)

/** Why nothing may be promised from escrow, or null where it may. */
export function sellingStopped({
  frozen,
  rolledBack,
  silentMs,
  jumpedMs,
}: {
  /** Central has frozen this kiosk: its log forked or went back. */
  frozen: boolean
  /** The generation outside the database is ahead of it: an old disk was restored. Ends with the next contact. */
  rolledBack: boolean
  /** Time since central was last heard, by a clock that does not jump; null before it ever was. */
  silentMs: number | null
  /** How far the wall clock has moved against that clock since then. */
  jumpedMs: number
}): 'frozen' | 'rolledBack' | 'silentTooLong' | 'clockJumped' | null {
  if (frozen) return 'frozen'
  if (rolledBack) return 'rolledBack'
  if (silentMs === null || silentMs > STOP_SELLING_MS) return 'silentTooLong'
  return jumpedMs > JUMP_MS ? 'clockJumped' : null
}
