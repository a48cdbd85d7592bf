import assert from 'node:assert/strict'
import { afterEach, it } from 'node:test'
import * as z from 'zod/mini'
import { deskRoom } from '../../../sync/central/desk/desk-room.ts'
import { visitorRoom } from '../../../sync/central/pages/visitor-room.ts'
import { staffRoom } from '../../../sync/central/pages/review/staff-room.ts'
import type { KioskDevice } from '../../support/kiosk-device.ts'
import { onBothStores } from '../../support/on-both-stores.ts'
import { COST, PASSWORD, type PeopleKit, startPeople } from '../../support/people-kit.ts'

const EMAIL = 'desk@stadt.example'
const Answer = z.object({ outcome: z.string() })

onBothStores('what was stolen or is sent again', (makeDatabase) => {
  let kit: PeopleKit | null = null
  afterEach(async () => {
    const stopping = kit
    kit = null
    await stopping?.stop()
  })
  const start = async () => {
    const rooms = [visitorRoom, staffRoom({ cost: COST }), deskRoom({ cost: COST })]
    kit = await startPeople({ databaseUrl: await makeDatabase(), rooms })
    return kit
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
