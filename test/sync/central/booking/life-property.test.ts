import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { accept, cancel, confirmByLink, decline, markArrived, markMissed } from '../../../../sync/central/booking/booking-life.ts'
import { type BookingRow, standingAt } from '../../../../sync/central/booking/booking-row.ts'
import { moveBooking } from '../../../../sync/central/booking/move-booking.ts'
import { findSlotTimes } from '../../../../sync/central/capacity/find-slots.ts'
import { townOf } from '../../../../sync/central/town/town-source.ts'
import { HoldAnswer } from '../../../../sync/contract/kiosk-api.ts'
import { type CentralKit, startCentralKit } from '../../../support/central-kit.ts'
import type { KioskDevice } from '../../../support/kiosk-device.ts'
import { howLong, howMuch } from '../../../support/how-much.ts'
import { onBothStores } from '../../../support/on-both-stores.ts'
import { smallTown } from '../../../support/small-town.ts'
import * as model from './life-model.ts'

// The day itself, with time for many waits: nobody arrives on another, and nothing can be missed before it has begun.
const MIDNIGHT = '2026-11-23T23:00:00.000Z'
const FIRST = Date.parse('2026-11-24T07:00:00.000Z')
const TICK = 300_000
const STARTS = 3
const SERVICES = [
  ['melden', 1],
  ['ausweis', 2],
  ['pass', 3],
] as const
const IDS = Array.from({ length: 6 }, (_, index) => `00000000-0000-4000-8000-00000000000${String(index)}`)
const ACTOR = { kind: 'staff', id: 'vera' } as const
const CHANGES = {
  confirm: (kit: CentralKit, id: string) => confirmByLink(kit.context, id, ACTOR),
  accept: (kit: CentralKit, id: string) => accept(kit.context, id, { actor: ACTOR }),
  decline: (kit: CentralKit, id: string) => decline(kit.context, id, { actor: ACTOR }),
  cancel: (kit: CentralKit, id: string) => cancel(kit.context, id, { actor: ACTOR }),
  arrive: (kit: CentralKit, id: string) => markArrived(kit.context, id, ACTOR),
  miss: (kit: CentralKit, id: string) => markMissed(kit.context, id, ACTOR),
} as const

type Real = { readonly kit: CentralKit; readonly kiosk: KioskDevice; sequence: number }
type Command = fc.AsyncCommand<model.Model, Real>

const command = (
  name: string,
  run: (model: model.Model, real: Real) => Promise<void>,
  check: (model: Readonly<model.Model>) => boolean = () => true,
): Command => ({
  check,
  async run(expected, real) {
    await run(expected, real)
    await sameAsModel(expected, real)
  },
  toString: () => name,
})

const at = (tick: number) => new Date(FIRST + tick * TICK).toISOString()
const serviceOf = (index: number) => SERVICES[index] ?? SERVICES[0]

const anyId = fc.constantFrom(...IDS)
const anyStart = fc.nat({ max: STARTS })
const anyService = fc.nat({ max: SERVICES.length - 1 })
const holds = fc.tuple(anyId, anyStart, anyService).map(([bookingId, tick, index]) => {
  const [serviceId, ticks] = serviceOf(index)
  return command(`hold ${bookingId.at(-1) ?? ''} ${serviceId} at ${String(tick)}`, async (expected, { kiosk }) => {
    const wish = { bookingId, officeId: 'rathaus', services: [{ serviceId, count: 1 }], startsAt: at(tick) }
    const answer = HoldAnswer.parse((await kiosk.hold(wish)).body)
    assert.equal(answer.outcome, model.hold(expected, bookingId, FIRST + tick * TICK, ticks))
  })
})
const books = fc.tuple(anyId, anyStart, anyService).map(([bookingId, tick, index]) => {
  const [serviceId, ticks] = serviceOf(index)
  return command(`book ${bookingId.at(-1) ?? ''} ${serviceId} at ${String(tick)}`, async (expected, real) => {
    const op = await real.kiosk.bookingOp({ bookingId, serviceId, startsAt: at(tick) })
    real.sequence += 1
    const request = { ops: [real.kiosk.signedOp(real.sequence, op)] }
    const first = (await real.kiosk.sync(request)).verdicts
    assert.equal(first[0]?.verdict.outcome, model.book(expected, bookingId, FIRST + tick * TICK, ticks))
    assert.deepEqual((await real.kiosk.sync(request)).verdicts, first, 'the same again is answered the same')
  })
})
const moves = fc.tuple(anyId, anyStart).map(([bookingId, tick]) =>
  command(`move ${bookingId.at(-1) ?? ''} to ${String(tick)}`, async (expected, { kit }) => {
    const wish = { startsAtMs: FIRST + tick * TICK, audience: 'visitor', actor: ACTOR } as const
    const { outcome } = await moveBooking(kit.context, bookingId, wish)
    assert.equal(outcome, model.move(expected, bookingId, wish.startsAtMs))
  }),
)
const changes = fc.tuple(anyId, fc.constantFrom(...(Object.keys(CHANGES) as (keyof typeof CHANGES)[]))).map(([bookingId, name]) =>
  command(`${name} ${bookingId.at(-1) ?? ''}`, async (expected, { kit }) => {
    assert.equal((await CHANGES[name](kit, bookingId)).outcome, model.step(expected, bookingId, name))
  }),
)
const waits = fc.integer({ min: 1, max: 35 }).map((minutes) =>
  command(
    `wait ${String(minutes)}`,
    async (expected, { kit }) => {
      kit.clock.pass(minutes)
      model.pass(expected, minutes)
    },
    // The model knows neither starts that have passed nor links that end with one.
    ({ nowMs }) => nowMs + (minutes + model.LINK_MINUTES) * 60_000 <= FIRST,
  ),
)

/** Standings and free starts as visitors and kiosks see them are those of the model, whatever the jobs have done. */
async function sameAsModel(expected: model.Model, { kit }: Real): Promise<void> {
  const nowMs = kit.clock.nowMs()
  const seen = await kit.context.store.read(async (tx) => {
    const rows = await tx.all<BookingRow>('select * from booking')
    const search = { officeId: 'rathaus', audience: 'visitor', nowMs, firstDay: '2026-11-24', lastDay: '2026-11-24' } as const
    const need = { counterGroupId: 'schalter', ticks: 1 }
    const free = await findSlotTimes(tx, await townOf(kit.context.town, tx), { ...search, need })
    return { standings: rows.map((row) => `${row.booking_id} ${standingAt(row, nowMs)}`).toSorted(), free: new Set(free) }
  })
  assert.deepEqual(seen.standings, [...expected.bookings].map(([id, { standing }]) => `${id} ${standing}`).toSorted())
  for (let tick = 0; tick < STARTS + 3; tick += 1) {
    const startMs = FIRST + tick * TICK
    assert.equal(seen.free.has(startMs), model.fits(expected, null, startMs, 1), `free at ${String(tick)}`)
  }
}

onBothStores('the booking life, at random', (makeDatabase) => {
  it('is that of the model, and leaves every seat in order', { timeout: howLong(120_000) }, async () => {
    const isEmbedded = (await makeDatabase()) === null
    const numRuns = isEmbedded ? howMuch({ sample: 12, whole: 100 }) : howMuch({ sample: 3, whole: 20 })
    const commands = fc.commands([holds, holds, books, books, moves, changes, changes, waits, waits], { maxCommands: 40 })
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(1, 2), commands, async (seats, chosen) => {
        const settings = { holdMinutes: model.HOLD_MINUTES, linkHours: model.LINK_MINUTES / 60, openBookingsPerEmail: 100 }
        const town = smallTown({ seats })
        const kit = await startCentralKit({ databaseUrl: await makeDatabase(), town, settings })
        try {
          kit.clock.set(MIDNIGHT)
          const real: Real = { kit, kiosk: await kit.enrol(), sequence: 0 }
          await fc.asyncModelRun(() => ({ model: model.newModel(kit.clock.nowMs(), seats), real }), chosen)
        } finally {
          // Reads the whole database with the independent checker.
          await kit.stop()
        }
      }),
      { numRuns },
    )
  })
})
