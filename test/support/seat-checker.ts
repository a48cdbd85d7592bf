import type { Tx } from '../../sync/central/store/store.ts'

const TICK = 300_000
const HOLDS_SEATS = new Set(['provisional', 'requested', 'confirmed', 'accepted', 'arrived', 'missed'])

type Seat = { office_id: string; counter_group: string; starts_at: number; seat: number; holder_kind: string; holder_id: string }
type StoredPlan = { groups: { group: string; at: number; capacity: string }[] }
type Claim = { id: string; office: string; group: string; from: number; ticks: number }

/**
 * Reads a central's database and says what is not in order: double, lost and orphaned seats, seats beyond what was
 * planned, bookings without history. Shares no code with the product: it only knows the tables.
 */
export async function findDisorder(tx: Tx, nowMs: number): Promise<string[]> {
  const seats = await tx.all<Seat>('select * from seat')
  const bookings = await tx.all<{
    booking_id: string
    office_id: string
    counter_group: string
    starts_at: number
    ticks: number
    standing: string
    overbooked: number
  }>('select booking_id, office_id, counter_group, starts_at, ticks, standing, overbooked from booking')
  const holds = await tx.all<{ booking_id: string; office_id: string; counter_group: string; starts_at: number; ticks: number }>(
    'select * from hold',
  )
  const blocks = await tx.all<{ block_id: string; state: string }>('select block_id, state from escrow_block')
  const misfits = new Set((await tx.all<{ booking_id: string }>('select booking_id from misfit')).map((row) => row.booking_id))
  const histories = await tx.all<{ booking_id: string; to_standing: string; position: number }>(
    'select booking_id, to_standing, position from history order by booking_id, position',
  )
  const claims: Claim[] = [
    ...bookings.filter((row) => HOLDS_SEATS.has(row.standing)).map((row) => claim(row)),
    ...holds.map((row) => claim(row)),
  ]
  return [
    ...double(seats),
    ...claims.flatMap((one) => lost(one, seats)),
    ...orphaned(seats, claims, new Set(blocks.filter((block) => block.state === 'granted').map((block) => block.block_id))),
    ...(await beyond(
      tx,
      seats,
      new Set([...misfits, ...bookings.filter((row) => row.overbooked === 1).map((row) => row.booking_id)]),
    )),
    ...unwritten(bookings, histories),
    ...(nowMs > 0 ? [] : ['the checker was given no time']),
  ]
}

const claim = (row: {
  booking_id: string
  office_id: string
  counter_group: string
  starts_at: number
  ticks: number
}): Claim => ({
  id: row.booking_id,
  office: row.office_id,
  group: row.counter_group,
  from: row.starts_at,
  ticks: row.ticks,
})

function double(seats: readonly Seat[]): string[] {
  const seen = new Set<string>()
  return seats.flatMap((row) => {
    const place = [row.office_id, row.counter_group, row.starts_at, row.seat].join('|')
    const twice = seen.has(place)
    seen.add(place)
    return twice ? [`double: ${place}`] : []
  })
}

function lost({ id, office, group, from, ticks }: Claim, seats: readonly Seat[]): string[] {
  const own = seats.filter((row) => row.holder_id === id)
  const times = new Set(own.filter((row) => row.office_id === office && row.counter_group === group).map((row) => row.starts_at))
  const wanted = Array.from({ length: ticks }, (_, index) => from + index * TICK)
  const whole = own.length === ticks && wanted.every((time) => times.has(time))
  return whole ? [] : [`lost: ${id} has ${String(own.length)} seats and needs ${String(ticks)}`]
}

function orphaned(seats: readonly Seat[], claims: readonly Claim[], blocks: ReadonlySet<string>): string[] {
  const holders = new Set(claims.map((one) => one.id))
  return seats
    .filter((row) => !(row.holder_kind === 'escrow' ? blocks.has(row.holder_id) : holders.has(row.holder_id)))
    .map((row) => `orphaned: ${row.holder_kind} ${row.holder_id} at ${String(row.starts_at)}`)
}

async function beyond(tx: Tx, seats: readonly Seat[], allowed: ReadonlySet<string>): Promise<string[]> {
  const days = await tx.all<{ office_id: string; plan: string }>('select office_id, plan from office_day')
  const capacity = new Map<string, number>()
  for (const { office_id, plan } of days) {
    const { groups } = JSON.parse(plan) as StoredPlan
    for (const group of groups) {
      Buffer.from(group.capacity, 'base64').forEach((count, index) => {
        capacity.set([office_id, group.group, group.at + index * TICK].join('|'), count === 255 ? 0 : count)
      })
    }
  }
  const used = new Map<string, number>()
  for (const row of seats.filter((one) => !allowed.has(one.holder_id))) {
    const place = [row.office_id, row.counter_group, row.starts_at].join('|')
    used.set(place, (used.get(place) ?? 0) + 1)
  }
  return [...used].flatMap(([place, count]) =>
    count > (capacity.get(place) ?? 0) ? [`beyond: ${place} has ${String(count)}`] : [],
  )
}

function unwritten(
  bookings: readonly { booking_id: string; standing: string }[],
  histories: readonly { booking_id: string; to_standing: string }[],
): string[] {
  const last = new Map(histories.map((row) => [row.booking_id, row.to_standing]))
  return bookings.flatMap(({ booking_id, standing }) =>
    last.get(booking_id) === standing
      ? []
      : [`unwritten: ${booking_id} is ${standing}, its history says ${String(last.get(booking_id))}`],
  )
}
