import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import { auditWords } from '../../../sync/central/pages/review/audit-words.ts'
import { closeDay } from '../../../sync/central/booking/close-day.ts'
import { desk } from '../../../sync/contract/desk-api.ts'
import { HoldAnswer } from '../../../sync/contract/kiosk-api.ts'
import { OfflineSignIn } from '../../../sync/contract/offline-sign-in.ts'
import { startPeople } from '../../support/people-kit.ts'
import { onBothStores } from '../../support/on-both-stores.ts'
import { stopAfterEach } from '../../support/stop-after-each.ts'

const CENTRAL = join(import.meta.dirname, '../../../sync/central')

onBothStores('the pages of an office’s administration', (makeDatabase) => {
  const stopLater = stopAfterEach()
  const start = async () => stopLater(await startPeople({ databaseUrl: await makeDatabase() }))

  it('shows mails that could not be delivered, by number alone, and sends one again at a press', async () => {
    const people = await start()
    const { number } = await people.book()
    await people.context.store.transact((tx) =>
      tx.run(`update mail set dead_at = 1, attempts = 14, last_error = 'EENVELOPE RCPT TO 550'`),
    )
    const admin = await people.staff({ role: 'officeAdmin' })
    const { text } = await admin.get('/staff/mails')
    assert.ok(text.includes(number))
    assert.doesNotMatch(text, /ada@/)
    const path = /action="(\/staff\/mails\/[^"]+\/again)"/.exec(text)?.[1] ?? ''
    const foreign = await people.staff({ role: 'officeAdmin', offices: ['amt'] })
    assert.ok(!(await foreign.get('/staff/mails')).text.includes(number))
    await foreign.post(path)
    assert.equal(await people.mails(), 0)
    await admin.post(path)
    assert.equal(await people.mails(), 1)
  })

  it('names the mail of an earlier time that could not be delivered, as every other', async () => {
    const people = await start()
    await people.book()
    await people.context.store.transact((tx) => tx.run(`update mail set dead_at = 1, kind = 'earlier'`))
    const { text } = await (await people.staff({ role: 'officeAdmin' })).get('/staff/mails')
    assert.match(text, /<td>Früherer Termin<\/td>/)
  })

  it('has a word for everything that is written into the audit log', () => {
    const written = readdirSync(CENTRAL, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => [...readFileSync(join(CENTRAL, file), 'utf8').matchAll(/action: '([a-zA-Z]+\.[a-zA-Z.]+)'/g)])
      .map(([, action = '']) => action)
    assert.ok(written.length > 30)
    // Names that are put together: what a desk was refused, and what it did without central.
    const refused = Object.keys(desk).filter((method) => !method.startsWith('sign'))
    const composed = [
      ...refused.map((method) => `desk.${method}`),
      ...OfflineSignIn.shape.event.options.map((event) => `signIn.offline.${event}`),
    ]
    assert.deepEqual(
      [...written, ...composed].filter((action) => auditWords(action) === action),
      [],
    )
    assert.equal(auditWords('desk.moveBooking', 'forbidden'), 'Termin verlegt (ohne Berechtigung)')
  })

  it('shows an office its own mails and audit lines, however many newer ones the others have', async () => {
    const people = await start()
    const [own, foreign] = [await people.book(), await people.book({ officeId: 'amt', serviceId: 'bauen' })]
    const many = 'with recursive n(i) as (select 1 union all select i + 1 from n where i < 501) select'
    await people.context.store.transact(async (tx) => {
      await tx.run('update mail set dead_at = 1 where booking_id = $1', [own.bookingId])
      await tx.run(
        `insert into mail (mail_id, event_key, kind, booking_id, queued_at, next_attempt_at, attempts, dead_at)
         ${many} 'm' || i, 'k' || i, 'link', $1, 1, 1, 14, 2 from n`,
        [foreign.bookingId],
      )
      const audit = 'insert into audit (audit_id, at, actor_kind, action, office_id)'
      await tx.run(`${audit} values ('own', 1, 'staff', 'own.line', 'rathaus')`)
      await tx.run(`${audit} ${many} 'a' || i, 2, 'staff', 'other', 'amt' from n`)
    })
    const admin = await people.staff({ role: 'officeAdmin' })
    assert.ok((await admin.get('/staff/mails')).text.includes(own.number))
    assert.match((await admin.get('/staff/audit')).text, /own\.line/)
  })

  it('opens again what was closed by mistake, for the office’s own administration alone', async () => {
    const people = await start()
    const { context, kiosk } = people
    const closing = { officeId: 'rathaus', day: '2026-11-24', reason: 'Streik', actor: { kind: 'staff', id: 's' } } as const
    await closeDay(context, closing)
    await closeDay(context, { ...closing, officeId: 'amt', from: '10:00' })
    const admin = await people.staff({ role: 'officeAdmin', offices: ['rathaus'] })
    const { text } = await admin.get('/staff/closures')
    assert.match(text, /24\. November 2026.*ganzer Tag.*Streik/s)
    assert.doesNotMatch(text, /10:00/, 'another office’s')
    const path = /action="(\/staff\/closures\/[^"]+\/reopen)"/.exec(text)?.[1] ?? ''
    const held = async () => {
      const wish = { officeId: 'rathaus', services: [{ serviceId: 'melden', count: 1 }], startsAt: '2026-11-24T07:00:00.000Z' }
      return HoldAnswer.parse((await kiosk.hold({ ...wish, bookingId: randomUUID() })).body).outcome
    }
    const wrong = [await people.staff({ role: 'clerk' }), await people.staff({ role: 'officeAdmin', offices: ['amt'] })]
    for (const browser of wrong) await browser.post(path)
    assert.equal(await held(), 'slotTaken')
    assert.match((await admin.post(path)).text, /Wieder geöffnet/)
    assert.equal(await held(), 'held')
    assert.match((await admin.post(path)).text, /Das geht nicht mehr/)
    const audit = await context.store.read((tx) => tx.all(`select actor from audit where action = 'day.reopened'`))
    assert.equal(audit.length, 1)
  })

  it('closes a part of a day: says first whom that would cancel, then whom nobody has told yet', async () => {
    const people = await start()
    const { clock, context, mailbox } = people
    const [early, mailed, phoned] = [
      await people.book(),
      await people.book({ startsAt: '2026-11-24T09:00:00.000Z' }),
      await people.book({
        startsAt: '2026-11-24T09:10:00.000Z',
        person: { familyName: 'Großmann', phone: '+49261129' },
      }),
    ]
    const admin = await people.staff({ role: 'officeAdmin' })
    await admin.get('/staff/closures')
    const form = { office: 'rathaus', day: '2026-11-24', from: '10:00', until: '', reason: 'Schulung' }
    const check = (changed: object = {}) => admin.post('/staff/closures/check', { ...form, ...changed })
    for (const [changed, said] of [
      [{ office: 'amt' }, /nicht gültig/],
      [{ day: 'morgen' }, /nicht gültig/],
      [{ day: '2026-11-22' }, /schon vorbei/],
      [{ until: '09:55' }, /muss nach „Von“ liegen/],
      [{ reason: ' \u202e ' }, /Es fehlt ein Text/],
    ] as const) {
      const refused = await check(changed)
      assert.deepEqual(
        [refused.status, said.test(refused.text), /value="10:00"/.test(refused.text)],
        [422, true, true],
        String(said),
      )
    }
    const shown = await check()
    assert.match(
      shown.text,
      /2 Termine werden abgesagt\..*Eine Person bekommt eine E-Mail.*Eine Person hat keine E-Mail-Adresse/s,
    )
    assert.ok(!shown.text.includes(early.number))
    const standings = () =>
      context.store.read((tx) => tx.all<{ standing: string }>('select standing from booking order by starts_at'))
    assert.deepEqual(
      (await standings()).map(({ standing }) => standing),
      ['requested', 'requested', 'confirmed'],
      'looking changes nothing',
    )
    const closureId = /name="closureId" value="([^"]+)"/.exec(shown.text)?.[1] ?? ''
    const [closed, again] = [
      await admin.post('/staff/closures', { ...form, closureId }),
      await admin.post('/staff/closures', { ...form, closureId }),
    ]
    assert.equal(again.url, closed.url, 'pressed twice')
    assert.equal((await context.store.read((tx) => tx.all('select 1 as one from closure'))).length, 1)
    assert.match(
      closed.text,
      /Geschlossen\..*ab 10:00 Uhr.*Schulung.*Anzurufen.*Großmann.*\+49261129.*Per E-Mail benachrichtigt/s,
    )
    assert.ok(closed.text.includes(mailed.number) && closed.text.includes(phoned.number) && !closed.text.includes(early.number))
    assert.deepEqual(
      (await standings()).map(({ standing }) => standing),
      ['requested', 'cancelled', 'cancelled'],
    )
    await people.mails()
    assert.equal(mailbox.received().filter(({ mail }) => mail.text?.includes('Schulung')).length, 1)
    const list = (await admin.get('/staff/closures')).text
    const path = /href="(\/staff\/closures\/[^"]+)"/.exec(list)?.[1] ?? ''
    assert.match((await admin.get(path)).text, /Großmann/, 'whom to call can be seen again later')
    const others = [await people.staff({ role: 'clerk' }), await people.staff({ role: 'officeAdmin', offices: ['amt'] })]
    assert.deepEqual(await Promise.all(others.map(async (browser) => (await browser.get(path)).status)), [403, 404])
    clock.set('2026-11-24T12:00:00.000Z')
    assert.equal(
      (await (await people.signIn('nobody')).browser.post('/staff/closures', form)).url.endsWith('/staff/sign-in'),
      true,
    )
  })

  it('answers an address that is no page with a page, to whoever is signed in', async () => {
    const people = await start()
    const clerk = await people.staff({})
    const { status, text } = await clerk.get('/staff/nowhere/at/all')
    assert.deepEqual([status, /Diese Seite gibt es nicht.*Zu den Anfragen/s.test(text)], [404, true])
    const stranger = await fetch(`${people.address}/staff/nowhere`, { redirect: 'manual' })
    assert.equal(stranger.headers.get('location'), '/staff/sign-in')
  })

  it('takes a template with its line breaks, and leaves one that is too long with its writer', async () => {
    const people = await start()
    const admin = await people.staff({ role: 'officeAdmin' })
    const lines = Array.from({ length: 20 }, () => 'x'.repeat(49))
    const form = { office: 'rathaus', title: 'Lang', body: lines.join('\r\n') }
    assert.match((await admin.post('/staff/templates', form)).text, /Gespeichert/)
    const refused = await admin.post('/staff/templates', { ...form, title: 'Zu lang', body: `${form.body}\r\nNoch eine Zeile.` })
    assert.equal(refused.status, 422)
    assert.match(refused.text, /zu lang.*value="Zu lang".*Noch eine Zeile/s)
    const stored = await people.context.store.read((tx) => tx.all<{ body: string }>('select body from reply_template'))
    assert.deepEqual(stored, [{ body: lines.join('\n') }])
  })
})
