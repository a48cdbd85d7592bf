import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openApiOf } from '../../../sync/central/http/openapi.ts'
import { desk } from '../../../sync/contract/desk-api.ts'
import { disableStaff } from '../../../sync/central/staff/accounts.ts'
import { issueDeskCode } from '../../../sync/central/staff/desk-code.ts'
import { staffRoom } from '../../../sync/central/pages/review/staff-room.ts'
import { deskRoom } from '../../../sync/central/desk/desk-room.ts'
import { clientOf, type DeskKit, startDeskKit } from '../../support/desk-kit.ts'
import { onBothStores } from '../../support/on-both-stores.ts'
import { COST, PASSWORD } from '../../support/people-kit.ts'
import { stopAfterEach } from '../../support/stop-after-each.ts'

onBothStores('a session at a desk', (makeDatabase) => {
  const stopLater = stopAfterEach()
  const start = async () => {
    return stopLater(
      await startDeskKit({ databaseUrl: await makeDatabase(), rooms: [deskRoom({ cost: COST }), staffRoom({ cost: COST })] }),
    )
  }
  const outcome = async (central: DeskKit, session: string, device = central.device) =>
    (await clientOf(device, session).tasks({})).outcome

  it('is begun with the account’s password, says who it is, and ends by signing out', async () => {
    const central = await start()
    const { email, staffId } = await central.account('frontDesk')
    const nobody = clientOf(central.device, null)
    assert.deepEqual(await nobody.tasks({}), { outcome: 'signedOut' })
    assert.deepEqual(await nobody.release({ bookingId: '2f1f1ab0-5f6b-4d7e-9a55-5bb0b0f6c001' }), {})
    const answer = await nobody.signIn({ email: ` ${email.toUpperCase()}`, password: PASSWORD })
    assert.ok(answer.outcome === 'signedIn')
    assert.deepEqual(answer.staff, {
      staffId,
      name: 'Kim frontDesk',
      role: 'frontDesk',
      offices: ['rathaus'],
      spokenConfirmation: 'allowed',
      providedOffices: [],
    })
    assert.equal(answer.expiresAt, '2026-11-23T16:00:00.000Z')
    assert.equal(await outcome(central, answer.session), 'tasks')
    assert.deepEqual(await clientOf(central.device, answer.session).signOut({}), {})
    assert.equal(await outcome(central, answer.session), 'signedOut')
    assert.deepEqual(await clientOf(central.device, answer.session).signOut({}), {}, 'twice is harmless')
  })

  it('is refused alike for a wrong password, an unknown account and a locked one', async () => {
    const central = await start()
    const { email } = await central.account('clerk')
    const nobody = clientOf(central.device, null)
    assert.deepEqual(await nobody.signIn({ email: 'wer@stadt.example', password: PASSWORD }), { outcome: 'refused' })
    for (let attempt = 0; attempt < 5; attempt += 1)
      assert.deepEqual(await nobody.signIn({ email, password: 'falsch geraten 1' }), { outcome: 'refused' })
    assert.deepEqual(await nobody.signIn({ email, password: PASSWORD }), { outcome: 'refused' })
    central.clock.pass(15)
    assert.equal((await nobody.signIn({ email, password: PASSWORD })).outcome, 'signedIn')
  })

  it('asks a device to wait after too many attempts, and no other device with it', async () => {
    const central = await start()
    const nobody = clientOf(central.device, null)
    const outcomes = new Set<string>()
    for (let attempt = 0; attempt < 32; attempt += 1)
      outcomes.add((await nobody.signIn({ email: 'wer@stadt.example', password: 'geraten' })).outcome)
    assert.deepEqual([...outcomes], ['refused', 'slowDown'])
    const other = clientOf(await central.enrol({ profile: 'desk' }), null)
    assert.equal((await other.signIn({ email: 'wer@stadt.example', password: 'geraten' })).outcome, 'refused')
  })

  it('is good at its own device alone, and opens no page of central', async () => {
    const central = await start()
    const session = await central.signIn((await central.account('clerk')).email)
    const other = await central.enrol({ profile: 'desk' })
    assert.equal(await outcome(central, session, other), 'signedOut')
    const page = await fetch(`${central.address}/staff`, { headers: { cookie: `foyer-staff=${session}` }, redirect: 'manual' })
    assert.equal(page.headers.get('location'), '/staff/sign-in')
  })

  it('ends after half an hour without a request, and after ten hours in any case', async () => {
    const central = await start()
    const { email } = await central.account('clerk')
    const idle = await central.signIn(email)
    central.clock.pass(29)
    assert.equal(await outcome(central, idle), 'tasks')
    central.clock.pass(30)
    assert.equal(await outcome(central, idle), 'signedOut')
    const busy = await central.signIn(email)
    for (let minutes = 0; minutes < 590; minutes += 10) {
      central.clock.pass(10)
      assert.equal(await outcome(central, busy), 'tasks')
    }
    central.clock.pass(10)
    assert.equal(await outcome(central, busy), 'signedOut')
  })

  it('is begun with the one-time code of central’s own page, for accounts without a password too', async () => {
    const central = await start()
    const { staffId, email } = await central.account('clerk')
    const nobody = clientOf(central.device, null)
    const by = async (code: string, at = nobody) => (await at.signInByCode({ code })).outcome
    const { code } = await issueDeskCode(central.context, staffId)
    assert.match(code, /^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    const answer = await nobody.signInByCode({ code: ` ${code.toLowerCase().replace('-', ' ')}` })
    assert.ok(answer.outcome === 'signedIn')
    assert.equal(answer.staff.staffId, staffId)
    assert.equal(await outcome(central, answer.session), 'tasks')
    assert.equal(await by(code), 'refused', 'once')
    const late = await issueDeskCode(central.context, staffId)
    central.clock.pass(3)
    assert.equal(await by(late.code), 'refused', 'for three minutes')
    const gone = await issueDeskCode(central.context, staffId)
    await disableStaff(central.context, email)
    assert.equal(await by(gone.code), 'refused')
    const page = await fetch(`${central.address}/staff`, {
      headers: { cookie: `foyer-staff=deskCode:${gone.code}` },
      redirect: 'manual',
    })
    assert.equal(page.headers.get('location'), '/staff/sign-in', 'a code opens no page')
    const outcomes = new Set<string>()
    for (let attempt = 0; attempt < 30; attempt += 1) outcomes.add(await by('0000-0000'))
    assert.deepEqual([...outcomes], ['refused', 'slowDown'])
  })

  it('ends with the account, and with the device', async () => {
    const central = await start()
    const { email } = await central.account('clerk')
    const session = await central.signIn(email)
    await disableStaff(central.context, email)
    assert.equal(await outcome(central, session), 'signedOut')
    const other = await central.enrol({ profile: 'desk' })
    const there = await central.signIn((await central.account('clerk')).email, other)
    const it = await central.staff('it', [])
    assert.deepEqual(await it.revokeKiosk({ kioskId: other.kioskId }), { outcome: 'done' })
    assert.deepEqual(await it.revokeKiosk({ kioskId: other.kioskId }), { outcome: 'done' }, 'twice is harmless')
    await assert.rejects(outcome(central, there, other), /answered 403/)
    const left = await central.context.store.read((tx) =>
      tx.all('select * from staff_session where kiosk_id = $1', [other.kioskId]),
    )
    assert.deepEqual(left, [])
  })
})

describe('the wire’s description', () => {
  it('names every method of the desk with its input and its answers', () => {
    const { paths } = openApiOf('https://termine.example') as { paths: Record<string, { post?: { operationId: string } }> }
    for (const method of Object.keys(desk)) assert.equal(paths[`/v1/desk/${method}`]?.post?.operationId, `desk.${method}`)
    assert.match(JSON.stringify(paths['/v1/desk/cancelBooking']), /notPossible.*unknown.*forbidden.*signedOut/)
  })
})
