import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import * as z from 'zod/mini'
import { bookingNumber } from '../../../sync/contract/booking.ts'
import { deskRoom } from '../../../sync/central/desk/desk-room.ts'
import { visitorRoom } from '../../../sync/central/pages/visitor-room.ts'
import { staffRoom } from '../../../sync/central/pages/review/staff-room.ts'
import type { KioskDevice } from '../../support/kiosk-device.ts'
import type { KitOptions } from '../../support/central-kit.ts'
import { onBothStores } from '../../support/on-both-stores.ts'
import { COST, PASSWORD, startPeople } from '../../support/people-kit.ts'
import { smallTown } from '../../support/small-town.ts'
import { stopAfterEach } from '../../support/stop-after-each.ts'

const EMAIL = 'desk@stadt.example'
const Answer = z.object({ outcome: z.string() })

onBothStores('what was stolen or is sent again', (makeDatabase) => {
  const stopLater = stopAfterEach()
  const start = async (options: KitOptions = {}) => {
    const rooms = [visitorRoom, staffRoom({ cost: COST }), deskRoom({ cost: COST })]
    return stopLater(await startPeople({ databaseUrl: await makeDatabase(), rooms, ...options }))
  }

  it('opens nothing: a session at another desk, a device that was revoked', async () => {
    const people = await start()
    const [own, other] = [await people.enrol({ profile: 'desk' }), await people.enrol({ profile: 'desk' })]
    await people.staff({ role: 'frontDesk', email: EMAIL })
    const signed = await own.call('POST', '/v1/desk/signIn', { email: EMAIL, password: PASSWORD })
    const { session } = z.object({ session: z.string() }).parse(signed.body)
    const tasks = (device: KioskDevice) => device.call('POST', '/v1/desk/tasks', {}, { 'x-foyer-staff': session })
    assert.equal(Answer.parse((await tasks(own)).body).outcome, 'tasks')
    assert.equal(Answer.parse((await tasks(other)).body).outcome, 'signedOut')
    await people.context.store.transact((tx) => tx.run('update kiosk set revoked_at = 1 where kiosk_id = $1', [own.kioskId]))
    assert.equal((await tasks(own)).status, 403)
  })

  it('a device’s key gives no person and no promise, is noticed, and is worth nothing once revoked', async () => {
    const settings = { escrowPercent: 10, escrowBlocksPerKiosk: 3 }
    const { enrol, context, clock } = await start({ town: smallTown({ seats: 3 }), settings })
    const own = await enrol({ officeId: 'rathaus' })
    const [startsAt, next] = ['2026-11-24T07:00:00.000Z', '2026-11-24T07:30:00.000Z']
    const op = await own.bookingOp({ startsAt })
    const first = await own.sync({ generation: 7, cursors: { rathaus: 0 }, ops: [own.signedOp(1, op)] })
    assert.equal(first.verdicts[0]?.verdict.outcome, 'taken')
    const [block] = first.granted
    assert.ok(block, 'the device has a share to sell')

    const thief = own.thief()
    // It cannot know how often the device has started, and guesses: too low here, too high below.
    const seen = await thief.sync({ generation: 1, cursors: { rathaus: 0 } })
    assert.deepEqual([seen.frozen, seen.granted], [true, []])
    const code = { number: bookingNumber(op.bookingId), key: null }
    const answers = [
      seen,
      (await thief.call('POST', '/v1/bookings/look-up', code)).body,
      (await thief.call('GET', '/v1/catalogue')).body,
    ]
    assert.doesNotMatch(JSON.stringify(answers), /Musterfrau|ada@example/)
    const cancelled = await thief.call('POST', '/v1/bookings/cancel', code)
    assert.notEqual(Answer.parse(cancelled.body).outcome, 'cancelled')
    const sold = await thief.bookingOp({ startsAt: next, promised: true, escrowBlocks: [block.blockId] })
    await thief.sync({ generation: 99, ops: [thief.signedOp(1, sold)] })
    const { held, noted } = await context.store.read(async (tx) => ({
      held: await tx.all<{ n: number }>('select count(*) as n from seat where holder_id = $1', [block.blockId]),
      noted: await tx.all<{ actor: string }>(`select actor from audit where action = 'kiosk.frozen'`),
    }))
    assert.equal(held[0]?.n, block.ticks, 'the share of the device is untouched')
    assert.deepEqual(noted, [{ actor: own.kioskId }])

    await context.store.transact((tx) =>
      tx.run('update kiosk set revoked_at = $2 where kiosk_id = $1', [own.kioskId, clock.nowMs()]),
    )
    for (const path of ['/v1/catalogue', '/v1/town-keys', '/v1/events'])
      assert.equal((await thief.call('GET', path)).status, 403, path)
    assert.equal(
      (await thief.call('POST', '/v1/holds', { bookingId: randomUUID(), officeId: 'rathaus', services: [], startsAt })).status,
      403,
    )
  })

  it('a signature is good for its own path and body, and for five minutes', async () => {
    const people = await start()
    const body = JSON.stringify({ bookingId: crypto.randomUUID() })
    const headers = { 'content-type': 'application/json', ...people.kiosk.authorize('POST', '/v1/holds/release', body) }
    const send = async (path: string, sent: string) =>
      (await fetch(`${people.address}${path}`, { method: 'POST', headers, body: sent })).status
    assert.equal(await send('/v1/holds/release', body), 200)
    assert.equal(await send('/v1/holds/release', body), 200, 'the same again does the same')
    assert.equal(await send('/v1/bookings/cancel', body), 401)
    assert.equal(await send('/v1/holds/release', `${body} `), 401)
    people.clock.pass(6)
    assert.equal(await send('/v1/holds/release', body), 401)
  })
})
