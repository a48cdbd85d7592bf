/** The booking life as a small model: written from the rules alone, it shares nothing with the product. */

export const HOLD_MINUTES = 10
export const LINK_MINUTES = 60
const MINUTE = 60_000
const TICK = 5 * MINUTE

export type Standing =
  | 'requested'
  | 'confirmed'
  | 'accepted'
  | 'declined'
  | 'arrived'
  | 'missed'
  | 'cancelled'
  | 'expired'
  | 'refused'
type Held = { startMs: number; ticks: number; expiresMs: number }
type Booked = { startMs: number; ticks: number; standing: Standing; confirmByMs: number }
export type Model = {
  nowMs: number
  readonly capacity: number
  readonly holds: Map<string, Held>
  readonly bookings: Map<string, Booked>
}

const ENDED: readonly Standing[] = ['declined', 'cancelled', 'expired', 'refused']
const STEPS: Readonly<Record<string, Partial<Record<Standing, Standing>>>> = {
  confirm: { requested: 'confirmed' },
  accept: { requested: 'accepted', confirmed: 'accepted' },
  decline: { confirmed: 'declined', accepted: 'declined' },
  cancel: { requested: 'cancelled', confirmed: 'cancelled', accepted: 'cancelled' },
  arrive: { accepted: 'arrived', missed: 'arrived' },
  miss: { accepted: 'missed' },
}
const DONE: Readonly<Record<string, readonly Standing[]>> = {
  confirm: ['confirmed', 'accepted'],
  accept: ['accepted'],
  decline: ['declined'],
  cancel: ['cancelled'],
  arrive: ['arrived'],
  miss: ['missed'],
}

export const newModel = (nowMs: number, capacity: number): Model => ({ nowMs, capacity, holds: new Map(), bookings: new Map() })

/** Seats that others than `id` occupy in the tick that begins at an instant. */
export function usedAt(model: Model, atMs: number, id: string | null): number {
  const covers = ({ startMs, ticks }: { startMs: number; ticks: number }) => startMs <= atMs && atMs < startMs + ticks * TICK
  const holds = [...model.holds].filter(([other, held]) => other !== id && covers(held)).length
  const booked = [...model.bookings].filter(([other, one]) => other !== id && covers(one) && !ENDED.includes(one.standing)).length
  return holds + booked
}

export const fits = (model: Model, id: string | null, startMs: number, ticks: number): boolean =>
  Array.from({ length: ticks }, (_, tick) => usedAt(model, startMs + tick * TICK, id)).every((used) => used < model.capacity)

export function hold(model: Model, id: string, startMs: number, ticks: number): 'held' | 'slotTaken' {
  const old = model.holds.get(id)
  if (old && old.startMs === startMs && old.ticks === ticks) return 'held'
  if (model.bookings.has(id) || !fits(model, id, startMs, ticks)) return 'slotTaken'
  model.holds.set(id, { startMs, ticks, expiresMs: model.nowMs + HOLD_MINUTES * MINUTE })
  return 'held'
}

export function book(model: Model, id: string, startMs: number, ticks: number): 'taken' | 'refused' {
  const known = model.bookings.get(id)
  if (known) return known.standing === 'refused' ? 'refused' : 'taken'
  const free = fits(model, id, startMs, ticks)
  model.holds.delete(id)
  const standing = free ? 'requested' : 'refused'
  model.bookings.set(id, { startMs, ticks, standing, confirmByMs: model.nowMs + LINK_MINUTES * MINUTE })
  return free ? 'taken' : 'refused'
}

export function step(model: Model, id: string, name: string): 'changed' | 'already' | 'impossible' | 'unknown' {
  const booking = model.bookings.get(id)
  if (!booking) return 'unknown'
  if (DONE[name]?.includes(booking.standing)) return 'already'
  const next = STEPS[name]?.[booking.standing]
  if (!next || (name === 'miss' && model.nowMs < booking.startMs)) return 'impossible'
  booking.standing = next
  return 'changed'
}

export function move(model: Model, id: string, startMs: number): 'moved' | 'slotTaken' | 'impossible' | 'unknown' {
  const booking = model.bookings.get(id)
  if (!booking) return 'unknown'
  if (!['requested', 'confirmed', 'accepted'].includes(booking.standing)) return 'impossible'
  if (booking.startMs !== startMs && !fits(model, id, startMs, booking.ticks)) return 'slotTaken'
  booking.startMs = startMs
  return 'moved'
}

export function pass(model: Model, minutes: number): void {
  model.nowMs += minutes * MINUTE
  for (const [id, { expiresMs }] of model.holds) if (expiresMs <= model.nowMs) model.holds.delete(id)
  for (const booking of model.bookings.values()) {
    if (booking.standing === 'requested' && booking.confirmByMs <= model.nowMs) booking.standing = 'expired'
  }
}
