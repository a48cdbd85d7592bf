import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import { confirmByLink } from '../../../sync/central/booking/booking-life.ts'
import { linkIn, type PeopleKit, person, startPeople } from '../../support/people-kit.ts'
import { onBothStores } from '../../support/on-both-stores.ts'
import { stopAfterEach } from '../../support/stop-after-each.ts'

const VISITOR = { kind: 'visitor', id: 'mail' } as const
const BUILD = { officeId: 'amt', serviceId: 'bauen' }

onBothStores('the review inbox', (makeDatabase) => {
  const stopLater = stopAfterEach()
  const start = async () => stopLater(await startPeople({ databaseUrl: await makeDatabase() }))
  const request = async (people: PeopleKit, wish: Parameters<PeopleKit['book']>[0] = {}) => {
    const made = await people.book(wish)
    await confirmByLink(people.context, made.bookingId, VISITOR)
    return made
  }
  const standings = async ({ context }: PeopleKit) =>
    Object.fromEntries(
      (
        await context.store.read((tx) => tx.all<{ number: string; standing: string }>('select number, standing from booking'))
      ).map((row) => [row.number, row.standing]),
    )

  it('shows the requests of the clerk’s own offices; other offices’ bookings do not exist for them', async () => {
    const people = await start()
    const own = await request(people)
    const foreign = await request(people, BUILD)
    const waiting = await people.book({ startsAt: '2026-11-24T09:00:00.000Z', person: person({ email: 'w@example.org' }) })
    const clerk = await people.staff({ offices: ['rathaus'] })
    const { text } = await clerk.get('/staff')
    assert.ok(text.includes(own.number))
    assert.ok(text.includes('Musterfrau, Ada'))
    assert.ok(!text.includes(foreign.number))
    assert.ok(!text.includes(waiting.number), 'not confirmed yet')
    assert.equal((await clerk.get(`/staff/bookings/${own.bookingId}`)).status, 200)
    const unseen = await clerk.get(`/staff/bookings/${foreign.bookingId}`)
    const unknown = await clerk.get('/staff/bookings/0b9f1c52-7d1e-4a63-9c55-0a1b2c3d4e5f')
    assert.deepEqual([unseen.status, unknown.status], [404, 404])
    const same = (shown: { text: string }) => shown.text.replace(/name="csrf" value="[^"]+"/g, '')
    assert.equal(same(unseen), same(unknown))
    for (const what of ['accept', 'decline', 'cancel', 'ask', 'arrived', 'missed']) {
      assert.equal((await clerk.post(`/staff/bookings/${foreign.bookingId}/${what}`, { reason: 'x', question: 'x' })).status, 404)
    }
    await clerk.post('/staff/accept', { ids: [foreign.bookingId] })
    assert.equal((await clerk.get('/staff/day?office=amt')).status, 404)
    assert.match((await clerk.post('/staff/search', { number: foreign.number })).text, /Kein Termin gefunden/)
    assert.equal((await standings(people))[foreign.number], 'confirmed')
  })

  it('accepts with the edited list of documents, which the mail brings', async () => {
    const people = await start()
    const { bookingId, number } = await request(people)
    const clerk = await people.staff({})
    await people.mails()
    const detail = await clerk.get(`/staff/bookings/${bookingId}`)
    assert.match(detail.text, /<textarea id="documents"[^>]*>Ausweis<\/textarea>/)
    const done = await clerk.post(`/staff/bookings/${bookingId}/accept`, {
      documents: 'Ausweis\r\n\r\n  Foto\u0000 35 × 45 \r\n',
    })
    assert.match(done.text, /Angenommen/)
    assert.equal((await standings(people))[number], 'accepted')
    await people.mails()
    const { mail } = await people.mailbox.next('ada@example.org', ({ subject }) => /fest vereinbart/.test(subject ?? ''))
    assert.match(mail.text ?? '', /^- Ausweis\n- Foto 35 × 45$/m)
    assert.match((await clerk.post(`/staff/bookings/${bookingId}/accept`, {})).text, /schon so erfasst/)
    assert.equal(await people.mails(), 0)
  })

  it('declines with a ready-made reason and own words, and never without a reason', async () => {
    const people = await start()
    const { bookingId, number } = await request(people)
    const clerk = await people.staff({})
    const empty = await clerk.post(`/staff/bookings/${bookingId}/decline`, { template: '', reason: ' \r\n ' })
    assert.match(empty.text, /Es fehlt ein Text/)
    assert.equal((await standings(people))[number], 'confirmed')
    await clerk.post(`/staff/bookings/${bookingId}/decline`, { template: 'other-office', reason: '<b>Bitte</b> zum Bauamt' })
    await people.mails()
    const { mail } = await people.mailbox.next('ada@example.org', ({ text }) => /nicht annehmen/.test(text ?? ''))
    assert.match(mail.text ?? '', /andere Behörde zuständig/)
    assert.match(mail.html || '', /&#60;b&#62;Bitte/)
    assert.match(mail.text ?? '', /So bekommen Sie einen neuen Termin/)
    assert.equal((await standings(people))[number], 'declined')
  })

  it('accepts several at once, and says how many of them', async () => {
    const people = await start()
    const ids: string[] = []
    for (const [index, startsAt] of [
      '2026-11-24T07:00:00.000Z',
      '2026-11-24T08:00:00.000Z',
      '2026-11-24T09:00:00.000Z',
    ].entries()) {
      ids.push((await request(people, { startsAt, person: person({ email: `m${String(index)}@example.org` }) })).bookingId)
    }
    const clerk = await people.staff({})
    await clerk.get('/staff')
    const done = await clerk.post('/staff/accept', { ids })
    assert.match(done.text, /3 von 3 Anfragen angenommen/)
    assert.match(done.text, /Alle Anfragen sind beantwortet/)
    assert.match((await clerk.post('/staff/accept', { ids })).text, /0 von 3/)
    assert.match((await clerk.post('/staff/accept', {})).text, /keine Anfrage ausgewählt/)
  })

  it('asks back by mail; the visitor answers by its link, and both are sealed in the store', async () => {
    const people = await start()
    const { bookingId, number, secret } = await request(people)
    const clerk = await people.staff({})
    const long = `Zu <lang>.${'x'.repeat(1_000)}`
    for (const [form, field] of [
      ['ask', 'question'],
      ['decline', 'reason'],
      ['cancel', 'reason'],
      ['accept', 'documents'],
    ] as const) {
      const typed = form === 'accept' ? long.repeat(8) : long
      const refused = await clerk.post(`/staff/bookings/${bookingId}/${form}`, { [field]: typed })
      assert.deepEqual([refused.status, /Der Text ist zu lang/.test(refused.text)], [422, true], form)
      assert.match(refused.text, new RegExp(`name="${field}"[^>]*>Zu &#60;lang&#62;\\.x{1000}`), 'it stays with its writer')
    }
    await clerk.post(`/staff/bookings/${bookingId}/ask`, { question: 'Welches <Kennzeichen> hat\r\ndas Auto?' })
    await people.mails()
    const { mail } = await people.mailbox.next('ada@example.org', ({ subject }) => /Rückfrage/.test(subject ?? ''))
    assert.match(mail.text ?? '', /> Welches <Kennzeichen> hat\n> das Auto\?/)
    const link = linkIn(mail.text, '/answer')
    assert.match(await (await fetch(link)).text(), /Welches &#60;Kennzeichen&#62;/)
    const byPaper = await fetch(`${people.address}/b/${number}/answer?k=${secret}`)
    assert.doesNotMatch(await byPaper.text(), /Kennzeichen/)
    for (const typed of ['', long]) {
      const refused = await fetch(link, { method: 'POST', body: new URLSearchParams({ answer: typed }) })
      const text = await refused.text()
      assert.deepEqual([refused.status, /höchstens 1000 Zeichen/.test(text)], [422, true])
      assert.ok(text.includes(`>${typed.replace('<lang>', '&#60;lang&#62;')}</textarea>`), 'it stays with its writer')
    }
    const answered = await fetch(link, { method: 'POST', body: new URLSearchParams({ answer: 'KO-AB 123' }) })
    assert.match(await answered.text(), /Ihre Antwort ist angekommen/)
    assert.match(
      await (await fetch(link, { method: 'POST', body: new URLSearchParams({ answer: 'noch eine' }) })).text(),
      /keine Frage offen/,
    )
    const shown = await clerk.get(`/staff/bookings/${bookingId}`)
    assert.match(shown.text, /KO-AB 123/)
    assert.doesNotMatch(shown.text, /noch eine</)
    const stored = await people.context.store.read(async (tx) =>
      JSON.stringify([await tx.all('select * from question'), await tx.all('select * from mail')]),
    )
    assert.doesNotMatch(stored, /Kennzeichen|KO-AB/)
  })

  it('filters by office, day and service', async () => {
    const people = await start()
    const one = await request(people)
    const two = await request(people, {
      startsAt: '2026-11-25T08:00:00.000Z',
      serviceId: 'pass',
      person: person({ email: 'two@example.org' }),
    })
    const three = await request(people, {
      ...BUILD,
      startsAt: '2026-11-25T08:00:00.000Z',
      person: person({ email: 'three@example.org' }),
    })
    const clerk = await people.staff({ offices: ['*'] })
    const seen = async (query: string) => {
      const { text } = await clerk.get(`/staff${query}`)
      return [one, two, three].map(({ number }) => text.includes(number))
    }
    assert.deepEqual(await seen(''), [true, true, true])
    assert.deepEqual(await seen('?office=rathaus'), [true, true, false])
    assert.deepEqual(await seen('?day=2026-11-25'), [false, true, true])
    assert.deepEqual(await seen('?service=pass&office=&day='), [false, true, false])
    assert.deepEqual(await seen('?day=gestern&office=%00&page=-1'), [true, true, true])
  })

  it('finds by day and service what stands behind thousands of others, and counts them all', async () => {
    const people = await start()
    const sooner = await request(people)
    const later = await request(people, { startsAt: '2026-11-25T08:00:00.000Z', serviceId: 'pass' })
    const doublings = 11
    await people.context.store.transact(async (tx) => {
      const row = await tx.one<Record<string, unknown>>('select * from booking where booking_id = $1', [sooner.bookingId])
      const rest = Object.keys(row ?? {}).filter((column) => !['booking_id', 'person', 'person_key_id'].includes(column))
      for (let round = 0; round < doublings; round += 1)
        await tx.run(
          `insert into booking (booking_id, ${rest.join(', ')})
           select booking_id || $1, ${rest.join(', ')} from booking where number = $2`,
          [`-${String(round)}`, sooner.number],
        )
    })
    const clerk = await people.staff({})
    for (const query of ['?day=2026-11-25', '?service=pass', '?day=2026-11-25&service=pass'])
      assert.ok((await clerk.get(`/staff${query}`)).text.includes(later.number), query)
    assert.match((await clerk.get('/staff')).text, new RegExp(`${String(2 ** doublings + 1)} Anfragen warten`))
    const last = Math.ceil((2 ** doublings + 1) / 50)
    const end = await clerk.get(`/staff?page=${String(last)}`)
    assert.ok(end.text.includes(later.number) && !/Nächste/.test(end.text))
    const real = [sooner.bookingId, later.bookingId]
    await people.context.store.transact((tx) => tx.run('delete from booking where booking_id not in ($1, $2)', real))
  })

  it('keeps roles apart: IT sees no bookings, clerks no audit log and no rights of persons', async () => {
    const people = await start()
    const { bookingId } = await request(people)
    const it = await people.staff({ role: 'it', offices: ['*'] })
    for (const path of ['/staff', '/staff/day', '/staff/search', `/staff/bookings/${bookingId}`, '/staff/templates'])
      assert.equal((await it.get(path)).status, 403, path)
    assert.equal((await it.post(`/staff/bookings/${bookingId}/accept`, {})).status, 403)
    assert.equal((await it.get('/staff/mails')).status, 200)
    const clerk = await people.staff({})
    assert.doesNotMatch((await clerk.get(`/staff/bookings/${bookingId}`)).text, /Rechte der Person/)
    for (const path of ['/staff/audit', '/staff/mails', '/staff/templates'])
      assert.equal((await clerk.get(path)).status, 403, path)
    for (const what of ['export', 'erase', 'rectify', 'restrict'])
      assert.equal((await clerk.post(`/staff/bookings/${bookingId}/${what}`, {})).status, 403)
    const admin = await people.staff({ role: 'officeAdmin' })
    assert.match((await admin.get(`/staff/bookings/${bookingId}`)).text, /Rechte der Person/)
    assert.equal((await admin.get(`/staff/bookings/${randomUUID()}`)).status, 404)
    assert.match((await admin.get('/staff/audit')).text, /booking\.read/)
    const refused = await people.context.store.read((tx) =>
      tx.all<{ line: string }>(
        `select distinct action || ' ' || coalesce(detail, '') as line from audit where action like 'page.%' order by 1`,
      ),
    )
    assert.deepEqual(
      refused.map(({ line }) => line.trim()),
      ['answerBookings', 'editTemplates', 'privacy', 'readBookings', 'seeAudit', 'seeDeadMails']
        .map((right) => `page.forbidden ${right}`)
        .concat('page.unknown'),
    )
    assert.doesNotMatch((await admin.get('/staff/audit')).text, /Musterfrau/)
  })

  it('keeps an office’s own templates, and shows names as text whatever they contain', async () => {
    const people = await start()
    const { bookingId } = await request(people, { person: person({ familyName: "O'Brien & Söhne", firstName: 'Ada' }) })
    const admin = await people.staff({ role: 'officeAdmin' })
    await admin.get('/staff/templates')
    const saved = await admin.post('/staff/templates', { office: 'rathaus', title: '<i>Kurz</i>', body: '"><script>x</script>' })
    assert.match(saved.text, /&#60;i&#62;Kurz/)
    assert.doesNotMatch(saved.text, /<script/)
    assert.match((await admin.post('/staff/templates', { office: 'amt', title: 'a', body: 'b' })).text, /Es fehlt ein Text/)
    const detail = await admin.get(`/staff/bookings/${bookingId}?was=%3Cscript%3E`)
    assert.match(detail.text, /O&#39;Brien &#38; Söhne/)
    assert.match(detail.text, /&#60;i&#62;Kurz/)
    assert.doesNotMatch(detail.text, /<script/)
  })
})
