import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { composeMail } from '../../../sync/central/mail/compose-mail.ts'
import type { BookingView } from '../../../sync/central/booking/booking-view.ts'
import type { MailNews } from '../../../sync/central/mail/mail-news.ts'
import { stillTrue } from '../../../sync/central/mail/mail-worker.ts'
import type { Standing } from '../../../sync/contract/booking.ts'
import { bookingView, LINKS } from '../../support/booking-view.ts'

const AT = '2026-11-23T06:00:00.000Z'
const ALL: readonly MailNews[] = [
  { kind: 'link' },
  { kind: 'received' },
  { kind: 'accepted' },
  { kind: 'declined', reason: 'Eine andere Behörde ist zuständig.' },
  { kind: 'moved', oldStartsAt: '2026-11-20T08:00:00.000Z' },
  { kind: 'cancelled' },
  { kind: 'reminder' },
  { kind: 'expired' },
  { kind: 'unanswered' },
  { kind: 'refused', alternatives: [{ startsAt: '2026-11-25T08:00:00.000Z', day: '2026-11-25', time: '09:00' }] },
  { kind: 'question', question: 'Welches Kennzeichen?' },
]

describe('mails', () => {
  it('tell every piece of news in German and English, with date and number in the subject and nothing of the person', () => {
    for (const language of ['de', 'en'] as const) {
      for (const news of ALL) {
        const mail = composeMail(news, bookingView({ language }), LINKS, AT)
        assert.match(mail.subject, /1ERH-RMJX/)
        assert.match(mail.subject, /24[./]11[./]2026, 0?9:10/)
        assert.doesNotMatch(mail.subject, /[\r\n{}]/)
        assert.doesNotMatch(mail.text + mail.html, /\{\w+\}|undefined|\[object/)
        assert.match(mail.html, new RegExp(`<html lang="${language}" dir="ltr">`))
      }
    }
  })

  it('are not sent once time or another step has overtaken them', () => {
    const BEFORE = Date.parse('2026-11-24T08:09:59.999Z')
    const BEGUN = BEFORE + 1
    const OVER = Date.parse('2026-11-24T08:20:00.000Z')
    const earlier = { kind: 'earlier', startsAt: '2026-11-24T07:10:00.000Z', until: '2026-11-24T06:00:00.000Z' } as const
    const HELD = Date.parse(earlier.until)
    const sent = (news: MailNews, standing: Standing, atMs: number) => stillTrue(news, bookingView({ standing }), atMs)
    const when = (news: MailNews, standing: Standing) => [BEFORE, BEGUN, OVER].map((atMs) => sent(news, standing, atMs))
    assert.deepEqual(when({ kind: 'reminder' }, 'accepted'), [true, false, false])
    for (const kind of ['accepted', 'moved'] as const) assert.deepEqual(when({ kind }, 'accepted'), [true, true, false])
    assert.deepEqual([sent(earlier, 'accepted', HELD - 1), sent(earlier, 'accepted', HELD)], [true, false])
    const passed: Partial<BookingView> = { standing: 'accepted', startsAt: '2026-11-24T07:10:00.000Z' }
    assert.equal(stillTrue(earlier, bookingView(passed), HELD - 1), false, 'it has that date, or an earlier one')
    for (const news of ALL.filter(({ kind }) => kind !== 'cancelled'))
      assert.equal(sent(news, 'cancelled', BEFORE), false, `${news.kind}, and then cancelled`)
    for (const standing of ['confirmed', 'accepted', 'expired'] as const)
      assert.equal(sent({ kind: 'link' }, standing, BEFORE), false, `a link, and then ${standing}`)
    assert.deepEqual(when({ kind: 'unanswered' }, 'accepted'), [false, false, false])
  })

  it('keep the order of numbers, and the side from which German is read, among Arabic letters', () => {
    for (const language of ['ar', 'fa'] as const) {
      const { office } = bookingView()
      const view = bookingView({ language, office: { ...office, phone: '0261 129-0' } })
      const { subject, html } = composeMail({ kind: 'reminder' }, view, LINKS, AT)
      assert.match(subject, /\u200E1ERH-RMJX\u200E/)
      assert.match(html, /\u200E0261 129-0\u200E/)
      assert.match(html, /<table lang="de" dir="ltr"/)
      assert.match(html, /<span lang="de" dir="ltr">Marktplatz 1, /)
      const otherWays = { ...view.town.otherWays, [language]: 'رقم 0261 129-14' }
      const declined = composeMail({ kind: 'declined' }, { ...view, town: { ...view.town, otherWays } }, LINKS, AT)
      for (const part of [declined.html, declined.text]) assert.match(part, /\u200E0261 129-14\u200E/)
    }
  })

  it('say in the office’s time, whatever the zone of the machine, also on the days when clocks change', () => {
    const time = (startsAt: string) =>
      /\d{1,2}:\d\d Uhr/.exec(composeMail({ kind: 'received' }, bookingView({ startsAt }), LINKS, AT).subject)?.[0]
    assert.equal(time('2027-03-28T00:30:00.000Z'), '1:30 Uhr')
    assert.equal(time('2027-03-28T01:30:00.000Z'), '3:30 Uhr')
    assert.equal(time('2027-10-31T00:30:00.000Z'), '2:30 Uhr')
    assert.equal(time('2027-10-31T01:30:00.000Z'), '2:30 Uhr')
  })

  it('tell the hour and set the colon in French as French does, and in German below it as German does', () => {
    const { subject, text } = composeMail({ kind: 'link' }, bookingView({ language: 'fr' }), LINKS, AT)
    assert.match(subject, /24\/11\/2026, 9\u00a0h\u00a010/)
    assert.match(text, /^Quand\u00a0: mardi 24 novembre 2026, 9\u00a0h\u00a010$/m)
    assert.match(text, /^Wann: Dienstag, 24\. November 2026, 9:10 Uhr$/m)
  })

  it('give the real deadline and the link that leads to the page with the button', () => {
    const { text, html } = composeMail({ kind: 'link' }, bookingView({ standing: 'requested' }), LINKS, AT)
    assert.match(text, /Bestätigen Sie bis Montag, 23\. November 2026, 14:30 Uhr/)
    assert.ok(text.includes(LINKS.confirm))
    assert.ok(html.includes(`href="${LINKS.confirm}"`))
    assert.match(html, /Dienstag, 24\.\u00a0November 2026, 9:10\u00a0Uhr/)
  })

  it('ask once more for the yes to a request that was moved before it was given, and not after', () => {
    const moved = (standing: Standing) =>
      composeMail({ kind: 'moved', oldStartsAt: '2026-11-20T08:00:00.000Z' }, bookingView({ standing }), LINKS, AT)
    const open = moved('requested')
    assert.match(open.text, /Bestätigen Sie bis Montag, 23\. November 2026, 14:30 Uhr/)
    for (const part of [open.text, open.html]) assert.ok(part.includes(LINKS.confirm))
    for (const standing of ['confirmed', 'accepted'] as const) assert.ok(!moved(standing).text.includes(LINKS.confirm), standing)
  })

  it('bring the documents along, as the clerk has edited them', () => {
    const own = composeMail({ kind: 'accepted' }, bookingView(), LINKS, AT)
    assert.match(own.text, /^- Ausweis$/m)
    const edited = composeMail({ kind: 'accepted', documents: [{ de: 'Nur das Foto' }] }, bookingView(), LINKS, AT)
    assert.match(edited.text, /^- Nur das Foto$/m)
    assert.doesNotMatch(edited.text, /^- Ausweis$/m)
  })

  it('repeat the facts in German for those who read another language, to be shown at the office', () => {
    const { text, html } = composeMail({ kind: 'accepted' }, bookingView({ language: 'en' }), LINKS, AT)
    assert.match(text, /When: Tuesday,? 24 November 2026, 0?9:10/)
    assert.match(text, /Wann: Dienstag, 24\. November 2026, 9:10 Uhr/)
    assert.match(html, /<table lang="de"/)
    assert.doesNotMatch(composeMail({ kind: 'accepted' }, bookingView(), LINKS, AT).text, /zum Vorzeigen/)
  })

  it('load nothing from anywhere and carry no script', () => {
    for (const news of ALL) {
      const { html } = composeMail(news, bookingView(), LINKS, AT)
      assert.doesNotMatch(html, /<(img|script|link|iframe|form|style)\b|url\(|@import|\bsrc=/i)
    }
  })

  it('show texts of catalogue and clerks as text, whatever they contain', () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom('<script>alert(1)</script>', '"><img src=x onerror=1>', 'a\r\nBcc: x@y.z', '</style>'),
    )
    fc.assert(
      fc.property(nasty, (text) => {
        const view = bookingView()
        const [first] = view.services
        assert.ok(first)
        const services = [{ service: { ...first.service, name: { de: text }, documents: [{ de: text }] }, count: 1 }]
        const office = { ...view.office, name: { de: text }, way: { de: text } }
        for (const news of [
          { kind: 'accepted' },
          { kind: 'declined', reason: text },
          { kind: 'question', question: text },
        ] as const) {
          const mail = composeMail(news, { ...view, services, office }, LINKS, AT)
          assert.doesNotMatch(mail.html, /<script|<img|<\/style/i)
          assert.doesNotMatch(mail.subject, /[\r\n]/)
        }
      }),
      { numRuns: 100 },
    )
  })

  it('take only a plain colour from the town’s theme', () => {
    const view = bookingView()
    const town = { ...view.town, theme: { accent: 'red;background:url(//evil)', onAccent: '#fff' } }
    const { html } = composeMail({ kind: 'link' }, { ...view, town }, LINKS, AT)
    assert.doesNotMatch(html, /evil/)
  })
})
