import assert from 'node:assert/strict'
import { it } from 'node:test'
import { accept } from '../../../sync/central/booking/booking-life.ts'
import { moveBooking } from '../../../sync/central/booking/move-booking.ts'
import { queueReminders } from '../../../sync/central/mail/reminders.ts'
import { loadCatalogue } from '../../../sync/central/town/load-catalogue.ts'
import { openBrowser, linkIn, type PeopleKit, SLOT, startPeople } from '../../support/people-kit.ts'
import type { KitOptions } from '../../support/central-kit.ts'
import { onBothStores } from '../../support/on-both-stores.ts'
import { smallTown } from '../../support/small-town.ts'
import { stopAfterEach } from '../../support/stop-after-each.ts'

const CLERK = { kind: 'central', id: null } as const
const LATER = '2026-11-26T07:00:00.000Z'

onBothStores("visitors' pages", (makeDatabase) => {
  const stopLater = stopAfterEach()
  const start = async (options: KitOptions = {}) => {
    const kit = stopLater(await startPeople({ databaseUrl: await makeDatabase(), ...options }))
    return { ...kit, visitor: openBrowser(kit.address) }
  }
  const standing = async ({ context }: PeopleKit, bookingId: string) =>
    (
      await context.store.read((tx) =>
        tx.one<{ standing: string }>('select standing from booking where booking_id = $1', [bookingId]),
      )
    )?.standing

  it('confirm by POST alone; a second click is harmless and says so', async () => {
    const people = await start()
    const { bookingId, number } = await people.book()
    await people.mails()
    const link = linkIn((await people.mailbox.next('ada@example.org')).mail.text, '/confirm')
    for (let time = 0; time < 3; time += 1) {
      const { status, text } = await people.visitor.get(link)
      assert.equal(status, 200)
      assert.match(text, /Termin bestätigen/)
      assert.ok(text.includes(number))
      assert.doesNotMatch(text, /Musterfrau|ada@example/)
    }
    assert.equal(await standing(people, bookingId), 'requested')
    const done = await people.visitor.post(link)
    assert.match(done.text, /Danke, Ihre Anfrage ist bestätigt/)
    assert.equal(await standing(people, bookingId), 'confirmed')
    const again = await people.visitor.post(link)
    assert.equal(again.status, 200)
    assert.match(again.text, /schon bestätigt/)
    assert.equal(await people.mails(), 1, 'one more mail: the request has arrived')
  })

  it('say that it is too late, exactly at the deadline, and how to book again', async () => {
    const people = await start()
    const { bookingId } = await people.book()
    await people.mails()
    const link = linkIn((await people.mailbox.next('ada@example.org')).mail.text, '/confirm')
    people.clock.set('2026-11-24T05:59:59.999Z')
    assert.equal((await people.visitor.get(link)).status, 200)
    people.clock.set('2026-11-24T06:00:00.000Z')
    const shown = await people.visitor.get(link)
    assert.equal(shown.status, 410)
    assert.match(shown.text, /Sie konnten bis Dienstag, 24\. November 2026, 7:00 Uhr bestätigen/)
    assert.match(shown.text, /Am Terminal: Rathaus/)
    const tried = await people.visitor.post(link)
    assert.equal(tried.status, 410)
    assert.notEqual(await standing(people, bookingId), 'confirmed')
  })

  it('answer garbled, foreign and lapsed links with a friendly page that tells nothing', async () => {
    const people = await start()
    const { number, secret } = await people.book()
    await people.mails()
    const link = linkIn((await people.mailbox.next('ada@example.org')).mail.text, '/confirm')
    const token = link.split('/')[4] ?? ''
    const wrong = [
      `/b/${token.slice(0, -1)}`,
      `/b/${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
      `/b/${number}`,
      `/b/${number}?k=wrong`,
      `/b/${number}?k=${'x'.repeat(5_000)}`,
      `/b/${number}?k=${secret}&k=${secret}`,
      '/b/%00',
      '/b/%E0%A4%A',
      '/b/..%2f..%2fetc',
      '/b/a/b/c/d',
      "/b/' or 1=1 --",
    ]
    for (const path of wrong) {
      const { status, text } = await people.visitor.get(path)
      assert.equal(status, 404, path)
      assert.match(text, /Diesen Link kennen wir nicht/)
    }
    people.clock.set('2026-12-30T06:00:00.000Z')
    assert.equal((await people.visitor.get(link)).status, 404)
  })

  it('let the paper see, move and cancel, but not confirm', async () => {
    const people = await start()
    const { bookingId, number, secret } = await people.book()
    const paper = `/b/${number}?k=${secret}`
    assert.match((await people.visitor.get(paper)).text, /Gewünschter Termin: noch nicht bestätigt/)
    assert.equal(
      (await people.visitor.get(paper.toLowerCase().replace(secret.toLowerCase(), secret))).status,
      200,
      'the number may be typed small',
    )
    assert.equal((await people.visitor.post(`/b/${number}/confirm?k=${secret}`)).status, 403)
    assert.equal(await standing(people, bookingId), 'requested')
    assert.equal((await people.visitor.get(`/b/${number}/cancel?k=${secret}`)).status, 200)
    assert.equal(await standing(people, bookingId), 'requested', 'looking cancels nothing')
    const done = await people.visitor.post(`/b/${number}/cancel?k=${secret}`)
    assert.match(done.text, /Der Termin ist abgesagt/)
    assert.equal(await standing(people, bookingId), 'cancelled')
    assert.match((await people.visitor.post(`/b/${number}/cancel?k=${secret}`)).text, /Der Termin ist abgesagt/)
  })

  it('move to a free time and refuse one that somebody else has taken meanwhile, keeping the old', async () => {
    const people = await start()
    const { bookingId, number, secret } = await people.book()
    const query = `?k=${secret}`
    const days = await people.visitor.get(`/b/${number}/move${query}`)
    assert.match(days.text, /day&#61;2026-11-25/)
    const times = await people.visitor.get(`/b/${number}/move${query}&day=2026-11-25`)
    assert.match(times.text, /value="2026-11-25T07:00:00.000Z"/)
    await people.book({ startsAt: '2026-11-25T07:00:00.000Z', person: { familyName: 'Andere', email: 'b@example.org' } })
    const late = await people.visitor.post(`/b/${number}/move${query}`, { startsAt: '2026-11-25T07:00:00.000Z' })
    assert.equal(late.status, 409)
    assert.match(late.text, /gerade jemand anders genommen/)
    const startsAt = async () =>
      (
        await people.context.store.read((tx) =>
          tx.one<{ starts_at: number }>('select starts_at from booking where booking_id = $1', [bookingId]),
        )
      )?.starts_at
    assert.equal(await startsAt(), Date.parse(SLOT))
    const moved = await people.visitor.post(`/b/${number}/move${query}`, { startsAt: '2026-11-25T08:00:00.000Z' })
    assert.equal(moved.status, 200)
    assert.equal(await startsAt(), Date.parse('2026-11-25T08:00:00.000Z'))
    assert.equal((await people.visitor.post(`/b/${number}/move${query}`, { startsAt: 'tomorrow' })).status, 200)
    assert.equal(await startsAt(), Date.parse('2026-11-25T08:00:00.000Z'))
  })

  it('show for a move the times at which the service fits as the catalogue has it now', async () => {
    const file = smallTown()
    const people = await start({ town: file })
    const { number, secret } = await people.book()
    const offers = file.offers.map((offer) => (offer.serviceId === 'ausweis' ? { ...offer, ticks: 40 } : offer))
    await loadCatalogue(people.context, { ...file, offers })
    const { text } = await people.visitor.get(`/b/${number}/move?k=${secret}&day=2026-11-25`)
    const times = [...text.matchAll(/value="2026-11-25T([^"]+)"/g)].map(([, time]) => time)
    assert.equal(times.at(-1), '07:40:00.000Z', 'two hundred minutes before noon')
    const moved = await people.visitor.post(`/b/${number}/move?k=${secret}`, { startsAt: `2026-11-25T${times.at(-1) ?? ''}` })
    assert.equal(moved.status, 200)
    assert.match(moved.text, /Mittwoch, 25\. November 2026[^]*8:40 Uhr/)
  })

  it('give the calendar file, and nothing to change once the time has come', async () => {
    const people = await start({ town: smallTown({ confirmation: 'none' }) })
    const { bookingId, number, secret } = await people.book()
    assert.match((await people.visitor.get(`/b/${number}?k=${secret}`)).text, /Gewünschter Termin: wird geprüft/)
    await accept(people.context, bookingId, { actor: CLERK })
    assert.match((await people.visitor.get(`/b/${number}?k=${secret}`)).text, /Ihr Termin: fest vereinbart/)
    const file = await people.visitor.get(`/b/${number}/calendar.ics?k=${secret}`)
    assert.match(file.headers.get('content-type') ?? '', /^text\/calendar/)
    assert.match(file.text, /DTSTART:20261124T070000Z/)
    people.clock.set(SLOT)
    for (const what of ['move', 'cancel']) {
      assert.equal((await people.visitor.get(`/b/${number}/${what}?k=${secret}`)).status, 409)
      assert.equal(
        (await people.visitor.post(`/b/${number}/${what}?k=${secret}`, { startsAt: '2026-11-26T08:00:00.000Z' })).status,
        409,
      )
    }
    assert.equal(await standing(people, bookingId), 'accepted')
  })

  it('and every mail from the clerk’s yes on list the documents as the clerk has changed them', async () => {
    const people = await start({ town: smallTown({ confirmation: 'none' }) })
    const { bookingId, number, secret } = await people.book()
    await accept(people.context, bookingId, { actor: CLERK, documents: [{ de: 'Meldebescheinigung' }] })
    await moveBooking(people.context, bookingId, { startsAtMs: Date.parse(LATER), audience: 'visitor', actor: CLERK })
    people.clock.pass(60)
    const { store, random } = people.context
    await store.transact((tx) => queueReminders(tx, random, { nowMs: people.clock.nowMs(), hours: 72 }))
    await people.mails()
    const mailed = ['fest vereinbart', 'verschoben', 'Erinnerung'].map((news) => {
      const found = people.mailbox.received().find(({ mail }) => mail.subject?.includes(news) === true)
      return found?.mail.text ?? `no mail „${news}“`
    })
    for (const text of [(await people.visitor.get(`/b/${number}?k=${secret}`)).text, ...mailed]) {
      assert.match(text, /Bitte bringen Sie mit[^]*Meldebescheinigung/)
      assert.doesNotMatch(text, /Ausweis/, 'what the catalogue lists')
    }
  })

  it('speak the language asked for, else the booking’s, and the browser’s where there is no booking', async () => {
    const people = await start()
    const { number, secret } = await people.book()
    const lang = async (query: string, accepted: string) => {
      const answer = await fetch(`${people.address}/b/${number}?k=${secret}${query}`, {
        headers: { 'accept-language': accepted },
      })
      return /<html lang="([^"]+)"/.exec(await answer.text())?.[1]
    }
    assert.equal(await lang('', 'de'), 'de')
    assert.equal(await lang('', 'ja, en-US;q=0.8, de;q=0.5'), 'de')
    assert.equal(await lang('&lang=en', 'de'), 'en')
    assert.equal(await lang('&lang=<script>', 'xx;q=nan,,;'), 'de')
    const unknown = await fetch(`${people.address}/b/nothing`, { headers: { 'accept-language': 'ja, en-US;q=0.8, de;q=0.5' } })
    assert.match(await unknown.text(), /<html lang="en"/)
  })

  it('speak only the town’s languages, and the one in which the visitor booked', async () => {
    const all = smallTown()
    const people = await start({ town: { ...all, town: { ...all.town, languages: ['de', 'en'] } } })
    const { bookingId, number, secret } = await people.book()
    const page = async (address: string, accepted = 'de') => {
      const text = await (await fetch(`${people.address}${address}`, { headers: { 'accept-language': accepted } })).text()
      const offered = [...text.matchAll(/hreflang="([^"]+)"/g)].map(([, language]) => language)
      return [/<html lang="([^"]+)"/.exec(text)?.[1], offered]
    }
    const booking = `/b/${number}?k=${secret}`
    assert.deepEqual(await page(`${booking}&lang=tr`), ['de', ['de', 'en']])
    assert.deepEqual(await page(`${booking}&lang=en`), ['en', ['de', 'en']])
    assert.deepEqual(await page('/b/nothing', 'tr, en;q=0.5'), ['en', ['de', 'en']])
    assert.deepEqual(await page('/b/nothing?lang=ar', 'pl'), ['de', ['de', 'en']])
    await people.context.store.transact((tx) => tx.run(`update booking set language = 'tr' where booking_id = $1`, [bookingId]))
    assert.deepEqual(await page(booking), ['tr', ['de', 'en', 'tr']])
    assert.deepEqual(await page(`${booking}&lang=en`), ['en', ['de', 'en', 'tr']])
    assert.deepEqual(await page(`${booking}&lang=tr`), ['tr', ['de', 'en', 'tr']])
  })

  it('allow no script, no frame, no cache, no referrer', async () => {
    const people = await start()
    const { number, secret } = await people.book()
    const { headers, text } = await people.visitor.get(`/b/${number}?k=${secret}`)
    const policy = headers.get('content-security-policy') ?? ''
    assert.match(policy, /default-src 'none'/)
    assert.doesNotMatch(policy, /unsafe|script-src/)
    assert.match(policy, /frame-ancestors 'none'/)
    assert.equal(headers.get('cache-control'), 'no-store')
    assert.equal(headers.get('referrer-policy'), 'no-referrer')
    assert.doesNotMatch(text, /<script| style="| on\w+="/)
    const css = await people.visitor.get('/assets/central.css')
    assert.match(css.text, /--accent:#00496f/)
    // Weak, as a proxy makes it that compresses.
    const known = { 'if-none-match': `W/${css.headers.get('etag')?.replace(/^W\//, '') ?? ''}` }
    assert.equal((await fetch(`${people.address}/assets/central.css`, { headers: known })).status, 304)
    assert.equal((await people.visitor.get('/assets/fonts/..%2f..%2fpackage.json')).status, 404)
  })
})
