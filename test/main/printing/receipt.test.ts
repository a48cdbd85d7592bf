import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { COLUMNS, type Columns, type LayoutLine } from '../../../main/printing/layout.ts'
import { columnsOf } from '../../../main/printing/printable.ts'
import { layOutReceipt } from '../../../main/printing/receipt.ts'
import type { ReceiptFacts } from '../../../main/printing/receipt-facts.ts'
import { STANDINGS } from '../../../sync/contract/booking.ts'
import { FACTS, LANGUAGES, LONG_FACTS } from '../../support/receipt-fixture.ts'

const layOut = (facts: Partial<ReceiptFacts>, columns: Columns = 48) => layOutReceipt({ ...FACTS, ...facts }, columns).lines

/** Every text of the layout with the columns it takes and may take. */
function texts(line: LayoutLine, columns: number): { text: string; most: number }[] {
  switch (line.kind) {
    case 'text':
      return [{ text: line.text, most: line.size === 'double' ? columns / 2 : columns }]
    case 'pair':
      return [{ text: `${line.label} ${line.figures}`, most: columns }]
    case 'box':
      return [...line.title, ...line.lines].map((text) => ({ text, most: columns - 4 }))
    case 'item':
      return line.lines.map((text) => ({ text, most: columns - 4 }))
    default:
      return []
  }
}
const said = (lines: readonly LayoutLine[]) => lines.flatMap((line) => texts(line, 48).map(({ text }) => text)).join('\n')

test('date and time are large, with the weekday spelled out', () => {
  const large = layOut({}).flatMap((line) => (line.kind === 'text' && line.size === 'double' ? [line.text] : []))
  assert.deepEqual(large, ['Bürgeramt', 'Dienstag', '24. November 2026', '9:10 Uhr', 'Nummer 7K3M-9QXT'])
})

test('the town’s mark stands on top, and all above the box is in one axis', () => {
  const lines = layOut({})
  assert.equal(lines[0]?.kind, 'mark')
  const box = lines.findIndex((line) => line.kind === 'box')
  const astray = lines.slice(0, box).filter((line) => line.kind === 'text' && line.align !== 'center')
  assert.deepEqual(astray, [])
})

test('on narrow paper the month is shortened so that the date stays large', () => {
  const large = layOut({}, 32).flatMap((line) => (line.kind === 'text' && line.size === 'double' ? [line.text] : []))
  assert.ok(large.includes('24. Nov. 2026'))
})

test('the box says in one sentence what the booking is worth and until when', () => {
  const box = layOut({}).find((line) => line.kind === 'box')
  assert.deepEqual(box?.title, ['Bitte noch bestätigen'])
  assert.equal(
    box?.lines.join(' '),
    'Klicken Sie bis Mittwoch, 25. November, 14:30 Uhr auf den Link in der E-Mail, sonst verfällt Ihre Anfrage.',
  )
})

test('an offline booking says whether its place is certain', () => {
  const title = (promised: boolean) =>
    layOut({ standing: 'provisional', promised, confirmBy: null }).find((line) => line.kind === 'box')?.title
  assert.deepEqual(title(false), ['Noch nicht sicher'])
  assert.deepEqual(title(true), ['Bitte noch bestätigen'])
})

test('times are local, on both sides of the change to summer time', () => {
  assert.match(said(layOut({ startsAt: '2027-03-27T23:30:00Z' })), /28\. März 2027\n0:30 Uhr/)
  assert.match(said(layOut({ startsAt: '2027-03-28T08:00:00Z' })), /28\. März 2027\n10:00 Uhr/)
})

test('French tells the hour and sets its colon as French does', () => {
  const words = said(layOut({ language: 'fr' }))
  assert.match(words, /24 novembre 2026\n9 h 10/)
  assert.match(words, /Accès : /)
})

test('a demonstration is called one, and a real town is not', () => {
  assert.match(said(layOut({})), /Demonstration - kein echter Termin/)
  assert.doesNotMatch(said(layOut({ demonstration: false })), /Demonstration/)
})

test('documents that two services need appear once', () => {
  const service = FACTS.services[0] as ReceiptFacts['services'][number]
  const lines = layOut({ services: [service, { ...service, count: 2, name: { de: 'Reisepass' } }] })
  assert.equal(lines.filter((line) => line.kind === 'item').length, 3)
  assert.match(said(lines), /\nPersonalausweis beantragen\n2 x Reisepass/)
})

test('a receipt in another language repeats in German what the office has to read', () => {
  const english = said(layOut({ language: 'en' }))
  assert.match(english, /Apply for an identity card[\s\S]*old identity card or passport\n {4}alter Ausweis oder Reisepass/)
  assert.match(english, /Bürgeramt\nDienstag, 24\. November 2026, 9:10 Uhr\nPersonalausweis beantragen\nBitte noch bestätigen/)
  assert.doesNotMatch(said(layOut({ language: 'de-simple' })), /Dienstag, 24\. November 2026, 9:10/)
})

test('figures never stand in a line of Arabic script that could turn their parts round', () => {
  for (const language of ['ar', 'fa'] as const) {
    const lines = layOut({ language, number: '1234-5678' })
    assert.ok(lines.some((line) => line.kind === 'text' && line.text === '1234-5678' && line.direction === 'ltr'))
    assert.ok(lines.some((line) => line.kind === 'pair' && line.figures === '0261 129-0' && line.direction === 'rtl'))
  }
})

test('every language has a sentence for every standing, with the deadline where one is due', () => {
  for (const language of LANGUAGES) {
    for (const standing of STANDINGS) {
      const box = layOut({ language, standing }).find((line) => line.kind === 'box')
      assert.ok(box && box.title.length > 0 && box.lines.length > 0, `${language} ${standing}`)
      const sentence = box.lines.join(' ')
      assert.doesNotMatch(sentence, /[{}]/)
      if (standing === 'requested') assert.match(sentence, /14(:| h )30/, language)
    }
  }
})

test('no layout is ever wider than its paper, whatever the catalogue says', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 120 }),
    fc.string({ unit: fc.constantFrom('a', 'ß', '\u001b', '\u0000', '\u009b', '\u202e', '\u2066', ' '), maxLength: 60 }),
  )
  const spoken = fc.record({ de: text }, { requiredKeys: ['de'] })
  const facts = fc.record({
    language: fc.constantFrom(...LANGUAGES),
    town: spoken,
    office: fc.record({ name: spoken, street: text, postalCode: text, city: text, way: spoken, phone: text }),
    services: fc.array(
      fc.record({ name: spoken, count: fc.integer({ min: 1, max: 50 }), documents: fc.array(spoken, { maxLength: 3 }) }),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
    standing: fc.constantFrom(...STANDINGS),
  })
  fc.assert(
    fc.property(facts, fc.constantFrom(...COLUMNS), (some, columns) => {
      for (const line of layOut(some, columns)) {
        for (const { text, most } of texts(line, columns)) {
          assert.ok(columnsOf(text) <= most, `${columnsOf(text)} > ${most}: ${text}`)
          assert.doesNotMatch(text, /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/)
        }
      }
    }),
    { numRuns: 200 },
  )
})

test('the longest names of a real directory fit both papers', () => {
  for (const columns of COLUMNS) {
    for (const line of layOutReceipt(LONG_FACTS, columns).lines) {
      for (const { text, most } of texts(line, columns)) assert.ok(columnsOf(text) <= most, text)
    }
  }
})

test('the receipt has no field for a name', () => {
  const named = { ...FACTS, person: { familyName: 'Mustermann' }, familyName: 'Mustermann' }
  assert.doesNotMatch(JSON.stringify(layOutReceipt(named, 48)), /Mustermann/)
})
