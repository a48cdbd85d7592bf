import type { History, Told } from './history.ts'

// Shares no code with the product: it knows the tables, the stored plan's text, and what people were told.

/** Asks a database. */
export type Ask = <Row>(sql: string) => Promise<Row[]>
/** Bookings of a kiosk in a span of time that may be lost, and why: with their disk, or because the device was shut out. */
export type Excuse = { readonly kiosk: number; readonly fromMs: number; readonly untilMs: number; readonly why: string }

type Booking = {
  booking_id: string
  office_id: string
  counter_group: string
  day: string
  starts_at: number
  ticks: number
  standing: string
  promised: number
  overbooked: number
  kiosk_id: string | null
  email_index: string | null
}
type Seat = { office_id: string; counter_group: string; starts_at: number; seat: number; holder_kind: string; holder_id: string }

const TICK = 300_000
const OCCUPYING = new Set(['provisional', 'requested', 'confirmed', 'accepted', 'arrived', 'missed'])

/** Everything that must hold of central's books and of what people were told, once all has healed. */
export async function findBreaches(ask: Ask, history: History, excuses: readonly Excuse[]): Promise<string[]> {
  const bookings = await ask<Booking>('select * from booking')
  const seats = await ask<Seat>('select * from seat')
  const misfits = await ask<{ booking_id: string }>('select booking_id from misfit')
  const plans = await ask<{ office_id: string; plan: string }>('select office_id, plan from office_day')
  const ops = await ask<{ booking_id: string; times: number }>('select booking_id, count(*) as times from op group by booking_id')
  const closures = await ask<{ office_id: string; first_day: string; last_day: string }>('select * from closure')
  const wasClosed = ({ office_id, day }: { office_id: string; day: string }) =>
    closures.some((closure) => closure.office_id === office_id && closure.first_day <= day && day <= closure.last_day)
  const early = await ask<{ block_id: string; kiosk_id: string; office_id: string; day: string }>(
    `select * from escrow_block where state = 'ended' and ended_at < starts_at + ticks * 300000`,
  )
  const frozen = await ask<{ actor: string; detail: string }>(`select actor, detail from audit where action = 'kiosk.frozen'`)
  return [
    ...frozen
      .filter(({ actor }) => !history.copied.has(actor))
      .map(({ actor, detail }) => `frozen: ${actor} (${detail}), though its disk was never copied`),
    // What a kiosk may sell goes back by its own word or by an operator's, never because central lost patience; or the office
    // closes that day, and has nothing to sell.
    ...early
      .filter((block) => !history.declaredDead.has(block.kiosk_id) && !wasClosed(block))
      .map(({ block_id }) => `taken back: block ${block_id} before its time, though nobody gave it back`),
    ...words(history, new Map(bookings.map((row) => [row.booking_id, row])), excuses),
    ...seatsInOrder(bookings, seats),
    ...beyondCapacity(
      seats,
      plans,
      new Set([...bookings.filter((row) => row.overbooked === 1), ...misfits].map((row) => row.booking_id)),
    ),
    ...bookings
      .filter((row) => row.overbooked === 1 && !history.declaredDead.has(row.kiosk_id ?? '') && !wasClosed(row))
      .map((row) => `double: ${row.booking_id} is beyond capacity, though nobody declared its kiosk dead`),
    ...ops.filter(({ times }) => times > 1).map(({ booking_id }) => `duplicate effect: ${booking_id} has several ops`),
    ...repeated(history),
  ]
}

/** What people were told against what became of it. */
function words(history: History, bookings: ReadonlyMap<string, Booking>, excuses: readonly Excuse[]): string[] {
  const mailed = new Set(history.letters.map(({ bookingId, kind }) => `${bookingId} ${kind}`))
  const byBooking = Map.groupBy(history.told, ({ bookingId }) => bookingId)
  return [...byBooking].flatMap(([bookingId, told]) => {
    const row = bookings.get(bookingId)
    const booked = told.filter(({ outcome }) => outcome === 'booked')
    const last = told.at(-1) as Told
    if (booked.length === 0) {
      const occupies = row !== undefined && OCCUPYING.has(row.standing)
      return occupies ? [`ghost: ${bookingId} was told ${last.outcome} and is ${row.standing}`] : []
    }
    const promised = booked.some((one) => one.promised)
    const heardNo = last.outcome !== 'booked'
    if (row === undefined) return lostOrExcused(history, bookingId, told, excuses)
    if (row.standing === 'refused') {
      if (promised) {
        const excuse = excuseOf(told, excuses)
        if (excuse === null) return [`promised then refused: ${bookingId}`]
        history.count(`refused after a promise, excused: ${excuse}`)
        return []
      }
      return heardNo || last.email === null || mailed.has(`${bookingId} refused`)
        ? []
        : [`untold: ${bookingId} was refused, nobody was told`]
    }
    if (OCCUPYING.has(row.standing)) return heardNo ? [`ghost: ${bookingId} was told ${last.outcome} and is ${row.standing}`] : []
    return last.email === null || mailed.has(`${bookingId} ${row.standing}`) ? [] : [`untold: ${bookingId} is ${row.standing}`]
  })
}

function lostOrExcused(history: History, bookingId: string, told: readonly Told[], excuses: readonly Excuse[]): string[] {
  if (told.at(-1)?.outcome !== 'booked') return []
  const excuse = excuseOf(told, excuses)
  if (excuse === null) return [`lost: ${bookingId} was told at kiosk ${String(told[0]?.kiosk)} and is nowhere`]
  history.count(`lost, excused: ${excuse}`)
  return []
}

const excuseOf = (told: readonly Told[], excuses: readonly Excuse[]): string | null =>
  excuses.find(({ kiosk, fromMs, untilMs }) =>
    told.some((one) => one.kiosk === kiosk && fromMs <= one.atMs && one.atMs <= untilMs),
  )?.why ?? null

function seatsInOrder(bookings: readonly Booking[], seats: readonly Seat[]): string[] {
  const places = new Map<string, number>()
  for (const { office_id, counter_group, starts_at, seat } of seats) {
    const place = [office_id, counter_group, starts_at, seat].join('|')
    places.set(place, (places.get(place) ?? 0) + 1)
  }
  const double = [...places].filter(([, count]) => count > 1).map(([place]) => `double: ${place}`)
  const ofHolder = Map.groupBy(seats, ({ holder_id }) => holder_id)
  const wrong = bookings.flatMap((row) => {
    const own = ofHolder.get(row.booking_id) ?? []
    if (!OCCUPYING.has(row.standing)) return own.length > 0 ? [`double: ${row.booking_id} is ${row.standing} and has seats`] : []
    const times = new Set(own.filter((one) => one.office_id === row.office_id).map((one) => one.starts_at))
    const all = Array.from({ length: row.ticks }, (_, tick) => row.starts_at + tick * TICK)
    return own.length === row.ticks && all.every((time) => times.has(time)) ? [] : [`lost: ${row.booking_id} lacks seats`]
  })
  return [...double, ...wrong]
}

type StoredPlan = { groups: { group: string; at: number; capacity: string }[] }

/** Seats per tick by `office|group|ms`. */
export function capacityOf(plans: readonly { office_id: string; plan: string }[]): Map<string, number> {
  const capacity = new Map<string, number>()
  for (const { office_id, plan } of plans) {
    for (const { group, at, capacity: bytes } of (JSON.parse(plan) as StoredPlan).groups) {
      Buffer.from(bytes, 'base64').forEach((seats, tick) => {
        if (seats !== 255) capacity.set([office_id, group, at + tick * TICK].join('|'), seats)
      })
    }
  }
  return capacity
}

/** In each tick no more seats than there are, but for bookings that are marked as beyond them. */
function beyondCapacity(
  seats: readonly Seat[],
  plans: { office_id: string; plan: string }[],
  marked: ReadonlySet<string>,
): string[] {
  const capacity = capacityOf(plans)
  const used = new Map<string, number>()
  // A block on a day that the office closed has nothing left to sell; it is not a visit.
  for (const row of seats.filter((one) => one.holder_kind === 'booking' && !marked.has(one.holder_id))) {
    const place = [row.office_id, row.counter_group, row.starts_at].join('|')
    used.set(place, (used.get(place) ?? 0) + 1)
  }
  return [...used].filter(([place, count]) => count > (capacity.get(place) ?? 0)).map(([place]) => `double: too many at ${place}`)
}

/** One mail per event and one paper per job. */
function repeated({ letters: all, paper, unsure }: History): string[] {
  const letters = all.filter(({ mailId }) => !unsure.has(mailId))
  const twice = (keys: readonly string[]) => {
    const seen = new Set<string>()
    return keys.filter((key) => seen.size === seen.add(key).size)
  }
  return [
    ...twice(letters.map(({ mailId }) => mailId)).map((key) => `duplicate effect: mail ${key} was sent twice`),
    ...twice(
      letters.filter(({ kind }) => kind === 'link' || kind === 'refused').map(({ kind, bookingId }) => `${kind} ${bookingId}`),
    ).map((key) => `duplicate effect: two mails ${key}`),
    ...twice(paper.map(({ jobId }) => jobId)).map((key) => `duplicate effect: receipt ${key} was printed twice`),
  ]
}

/** What a kiosk's file may not hold: a name in clear at any time, a sealed person once nothing waits for central. */
export function findRemains(file: Buffer, waiting: number, name: string): string[] {
  const remains = file.includes(name) ? ['remains: a name in clear'] : []
  return waiting === 0 && file.includes('"ciphertext":')
    ? [...remains, 'remains: a sealed person after its acknowledgement']
    : remains
}

type Group = { office_id: string; day: string; first_tick_ms: number; free: Buffer }

/** Free seats per tick by central's books. `firstDay`: days that are past are nobody's concern. */
export async function freeAtCentral(ask: Ask, firstDay: string, lastDay: string): Promise<Map<string, number>> {
  const plans = await ask<{ office_id: string; plan: string; day: string }>(
    `select office_id, day, plan from office_day where day >= '${firstDay}' and day <= '${lastDay}'`,
  )
  const taken = await ask<{ place: string; used: number }>(
    `select office_id || '|' || counter_group || '|' || starts_at as place, count(*) as used from seat group by 1`,
  )
  const free = capacityOf(plans)
  for (const { place, used } of taken) if (free.has(place)) free.set(place, Math.max(0, (free.get(place) ?? 0) - used))
  return free
}

/** Where a kiosk's picture of the free seats differs from that. */
export function findDifference(
  free: ReadonlyMap<string, number>,
  kiosk: (sql: string) => unknown[],
  firstDay: string,
  lastDay: string,
): string[] {
  const known = new Map<string, number>()
  const rows = kiosk(
    `select office_id, day, counter_group_id, first_tick_ms, free from group_day where day >= '${firstDay}' and day <= '${lastDay}'`,
  )
  for (const row of rows as (Group & { counter_group_id: string })[]) {
    row.free.forEach((seats, tick) => {
      if (seats !== 255) known.set([row.office_id, row.counter_group_id, row.first_tick_ms + tick * TICK].join('|'), seats)
    })
  }
  const places = new Set([...free.keys(), ...known.keys()])
  return [...places]
    .filter((place) => free.get(place) !== known.get(place))
    .map((place) => `${place}: ${String(free.get(place))} at central, ${String(known.get(place))} here`)
}
