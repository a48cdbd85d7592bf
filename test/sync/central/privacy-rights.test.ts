import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { it } from 'node:test'
import { accept, confirmByLink, decline } from '../../../sync/central/booking/booking-life.ts'
import { findBookings } from '../../../sync/central/booking/find-booking.ts'
import { queueReminders } from '../../../sync/central/mail/reminders.ts'
import { exportPerson } from '../../../sync/central/privacy/export-person.ts'
import { erase, object, rectify, restrict, withdrawConsent } from '../../../sync/central/privacy/person-rights.ts'
import { linkIn, type PeopleKit, person, startPeople } from '../../support/people-kit.ts'
import { onBothStores } from '../../support/on-both-stores.ts'
import { stopAfterEach } from '../../support/stop-after-each.ts'

const OPERATOR = { kind: 'operator', id: null } as const
const VISITOR = { kind: 'visitor', id: 'mail' } as const
const CANARY = person({ familyName: 'Zzkanarie', firstName: 'Siebte', email: 'zzkanarie@example.org', phone: '026177777' })

onBothStores('the rights of a person', (makeDatabase) => {
  const stopLater = stopAfterEach()
  const start = async () => {
    const kit = stopLater(await startPeople({ databaseUrl: await makeDatabase() }))
    return { ...kit, ...(await kit.book({ person: CANARY })) }
  }
  const rowOf = ({ context }: PeopleKit, bookingId: string) =>
    context.store.read((tx) => tx.one<Record<string, unknown>>('select * from booking where booking_id = $1', [bookingId]))
  const actions = async ({ context }: PeopleKit) =>
    (await context.store.read((tx) => tx.all<{ action: string }>('select action from audit'))).map(({ action }) => action)

  it('access and portability (Articles 15, 20): everything kept, readable by machines, and that it was given is noted', async () => {
    const people = await start()
    await people.mails()
    const data = await exportPerson(people.context, people.bookingId, OPERATOR)
    const copy = JSON.parse(JSON.stringify(data)) as NonNullable<typeof data>
    assert.deepEqual(copy.person, CANARY)
    assert.equal(copy.booking.number, people.number)
    const [consent] = copy.consents
    assert.deepEqual([consent?.textVersion, consent?.acceptedAt, consent?.withdrawnAt], ['1', '2026-11-23T06:00:00.000Z', null])
    assert.deepEqual(
      copy.mails.map(({ kind }) => kind),
      ['link'],
    )
    assert.deepEqual(
      copy.history.map(({ event }) => event),
      ['booked'],
    )
    assert.deepEqual(copy.recipients, ['office', 'mailServer'])
    assert.deepEqual(
      copy.accesses.map(({ action, by }) => `${action} ${by}`),
      ['person.exported operator'],
    )
    assert.doesNotMatch(JSON.stringify(copy), /token|hash|receiptKey/i)
    assert.ok((await actions(people)).includes('person.exported'))
    assert.equal(await exportPerson(people.context, '0b9f1c52-7d1e-4a63-9c55-0a1b2c3d4e5f', OPERATOR), null)
  })

  it('rectification (Article 16): the right data from now on, found by it and written to it', async () => {
    const people = await start()
    const right = { ...CANARY, familyName: 'Richtig', email: 'richtig@example.org' }
    assert.deepEqual(await rectify(people.context, people.bookingId, { person: right, actor: OPERATOR }), { outcome: 'done' })
    const find = (email: string) => people.context.store.read((tx) => findBookings(tx, people.context.keys, { email }))
    assert.equal((await find('richtig@example.org')).length, 1)
    assert.equal((await find('zzkanarie@example.org')).length, 0)
    assert.equal(await people.mails(), 1)
    assert.equal(people.mailbox.received()[0]?.to, 'richtig@example.org')
  })

  it('rectification by page: a new address gets a link that opens, and a request cannot lose the one its link goes to', async () => {
    const people = await start()
    await people.mails()
    const old = linkIn(people.mailbox.received()[0]?.mail.text, '/confirm')
    const admin = await people.staff({ role: 'officeAdmin' })
    const at = `/staff/bookings/${people.bookingId}`
    await admin.get(at)
    assert.match((await admin.post(`${at}/rectify`, { familyName: 'Neu', email: '' })).text, /nicht gültig/)
    assert.match((await admin.post(`${at}/rectify`, { familyName: 'Neu', email: 'neu@example.org' })).text, /Berichtigt/)
    assert.equal(await people.mails(), 1)
    const [, again] = people.mailbox.received()
    assert.equal(again?.to, 'neu@example.org')
    assert.equal((await fetch(old)).status, 404)
    assert.equal((await fetch(linkIn(again?.mail.text, '/confirm'))).status, 200)
  })

  it('objection and withdrawal of consent by page, and under restriction no reason is read there', async () => {
    const people = await start()
    await confirmByLink(people.context, people.bookingId, VISITOR)
    await decline(people.context, people.bookingId, { actor: OPERATOR, reason: 'Fremder Grund' })
    const admin = await people.staff({ role: 'officeAdmin' })
    const at = `/staff/bookings/${people.bookingId}`
    assert.match((await admin.get(at)).text, /Fremder Grund/)
    const objected = (await admin.post(`${at}/object`)).text
    assert.match(objected, /Widerspruch ist vermerkt/)
    assert.doesNotMatch(objected, /Fremder Grund/)
    assert.equal((await rowOf(people, people.bookingId))?.['objected_at'], people.clock.nowMs())
    assert.match((await admin.post(`${at}/withdraw`)).text, /gelöscht/)
    assert.equal((await rowOf(people, people.bookingId))?.['person'], null)
    const clerk = await people.staff({})
    await clerk.get(at)
    for (const what of ['object', 'withdraw']) assert.equal((await clerk.post(`${at}/${what}`)).status, 403, what)
  })

  it('erasure (Article 17): no trace of the person in any table, the seat free, mails that waited gone', async () => {
    const people = await start()
    await confirmByLink(people.context, people.bookingId, VISITOR)
    const clerk = await people.staff({})
    await clerk.post(`/staff/bookings/${people.bookingId}/ask`, { question: 'Zzkanarie, sind Sie es?' })
    await accept(people.context, people.bookingId, { actor: OPERATOR, documents: [{ de: 'Vollmacht der Frau Zzkanarie' }] })
    assert.deepEqual(await erase(people.context, people.bookingId, OPERATOR), { outcome: 'done' })
    assert.deepEqual(await erase(people.context, people.bookingId, OPERATOR), { outcome: 'erased' })
    assert.equal(await people.mails(), 0)
    const row = await rowOf(people, people.bookingId)
    assert.equal(row?.['standing'], 'cancelled')
    const emptied = ['person', 'person_key_id', 'email_index', 'phone_index', 'name_index', 'note', 'decline_reason', 'documents']
    for (const column of emptied) assert.equal(row?.[column], null, column)
    const left = await people.context.store.read(async (tx) => {
      const counts: number[] = []
      for (const table of ['question', 'link', 'seat'])
        counts.push((await tx.one<{ n: number }>(`select count(*) as n from ${table}`))?.n ?? -1)
      return counts
    })
    assert.deepEqual(left, [0, 0, 0])
    const data = await exportPerson(people.context, people.bookingId, OPERATOR)
    assert.equal(data?.person, null)
    assert.equal((await clerk.get(`/b/${people.number}?k=${people.secret}`)).status, 404)
    assert.match((await clerk.get(`/staff/bookings/${people.bookingId}`)).text, /Die Angaben zur Person sind gelöscht/)
  })

  it('restriction (Article 18): kept, hidden from clerks, not answered and not reminded of, until it is lifted', async () => {
    const people = await start()
    await confirmByLink(people.context, people.bookingId, VISITOR)
    await restrict(people.context, people.bookingId, { restricted: true, actor: OPERATOR })
    const clerk = await people.staff({})
    for (const path of ['/staff', `/staff/bookings/${people.bookingId}`])
      assert.doesNotMatch((await clerk.get(path)).text, /Zzkanarie|zzkanarie/)
    await clerk.post(`/staff/bookings/${people.bookingId}/accept`, {})
    await clerk.post('/staff/accept', { ids: [people.bookingId] })
    assert.equal((await rowOf(people, people.bookingId))?.['standing'], 'confirmed')
    await restrict(people.context, people.bookingId, { restricted: false, actor: OPERATOR })
    assert.match((await clerk.get(`/staff/bookings/${people.bookingId}`)).text, /Zzkanarie/)
    await accept(people.context, people.bookingId, { actor: OPERATOR })
    await object(people.context, people.bookingId, OPERATOR)
    const queued = await people.context.store.transact((tx) =>
      queueReminders(tx, people.context.random, { nowMs: Date.parse('2026-11-24T06:59:00.000Z'), hours: 1 }),
    )
    assert.equal(queued, 0)
  })

  it('objection (Article 21): noted with its time, restricted until it is decided', async () => {
    const people = await start()
    await object(people.context, people.bookingId, OPERATOR)
    const row = await rowOf(people, people.bookingId)
    assert.equal(row?.['restricted'], 1)
    assert.equal(row?.['objected_at'], people.clock.nowMs())
    assert.ok((await actions(people)).includes('person.objected'))
  })

  it('withdrawal of consent (Article 7): as easy as one command; noted beside the consent, and the data erased', async () => {
    const people = await start()
    assert.deepEqual(await withdrawConsent(people.context, people.bookingId, OPERATOR), { outcome: 'done' })
    const consent = await people.context.store.read((tx) =>
      tx.one<{ withdrawn_at: number }>('select withdrawn_at from consent_log'),
    )
    assert.equal(consent?.withdrawn_at, people.clock.nowMs())
    assert.equal((await rowOf(people, people.bookingId))?.['person'], null)
  })

  it('no trace of what staff search for in an address, and a note of who has looked at which lists', async () => {
    const people = await start()
    const clerk = await people.staff({})
    await clerk.get('/staff/search')
    const found = await clerk.post('/staff/search', { number: '', familyName: 'zzKanarie', email: '' })
    assert.ok(found.text.includes(people.number))
    assert.match(found.text, /value="zzKanarie"/)
    assert.doesNotMatch(found.url, /kanarie/i)
    const { pathname, search } = new URL(found.url)
    assert.ok((await clerk.get(pathname + search)).text.includes(people.number), 'a reload, and the way back')
    const other = await people.staff({})
    for (const address of [pathname + search, '/staff/search?familyName=zzKanarie', '/staff/search?asked=a.b'])
      assert.ok(!(await other.get(address)).text.includes(people.number), address)
    assert.equal((await clerk.post('/staff/search', { familyName: 'zzKanarie', csrf: 'x' })).status, 403)
    await clerk.get('/staff?office=rathaus')
    await clerk.get('/staff/day?office=rathaus&day=2026-11-24')
    const noted = await people.context.store.read((tx) =>
      tx.all<{ line: string }>(
        `select action || ' ' || coalesce(office_id, '-') || ' ' || detail as line from audit
         where actor_kind = 'staff' and (action like '%.read' or action like '%.searched')`,
      ),
    )
    const lines = [...new Set(noted.map(({ line }) => line))].sort()
    assert.deepEqual(lines, [
      'bookings.searched - familyName: 1',
      'day.read rathaus 2026-11-24',
      'inbox.read - 0',
      'inbox.read rathaus 0',
    ])
  })

  it('all of it also through the pages of an office’s administration', async () => {
    const people = await start()
    const admin = await people.staff({ role: 'officeAdmin' })
    const at = `/staff/bookings/${people.bookingId}`
    await admin.get(at)
    const file = await admin.post(`${at}/export`)
    assert.match(file.headers.get('content-disposition') ?? '', /attachment; filename="auskunft-/)
    assert.equal((JSON.parse(file.text) as { person: unknown }).person !== null, true)
    assert.match((await admin.post(`${at}/rectify`, { familyName: '<b>', email: 'x' })).text, /nicht gültig/)
    assert.match(
      (await admin.post(`${at}/rectify`, { familyName: 'Neu', email: 'neu@example.org', phone: '' })).text,
      /Berichtigt/,
    )
    const shown = await admin.get(at)
    assert.match(shown.text, /neu@example\.org/)
    assert.match(shown.text, /Angaben zur Person berichtigt/)
    assert.doesNotMatch(shown.text, /person\.rectified/)
    assert.match((await admin.post(`${at}/restrict`, { restricted: 'yes' })).text, /eingeschränkt/)
    await admin.post(`${at}/restrict`, { restricted: 'no' })
    assert.match((await admin.post(`${at}/erase`)).text, /gelöscht/)
    assert.equal((await rowOf(people, people.bookingId))?.['person'], null)
  })
})

it('leaves no readable person in the database file, neither before nor after the erasure', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-privacy-'))
  const people = await startPeople({ file: join(folder, 'central.sqlite') })
  const { bookingId } = await people.book({ person: CANARY })
  await people.mails()
  const found = () =>
    readdirSync(folder).filter((file) => /zzkanarie|Siebte|026177777/i.test(readFileSync(join(folder, file), 'latin1')))
  assert.deepEqual(found(), [])
  await erase(people.context, bookingId, OPERATOR)
  assert.deepEqual(found(), [])
  await people.stop()
  rmSync(folder, { recursive: true })
})
