import assert from 'node:assert/strict'
import { test } from 'node:test'
import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder'
import fc from 'fast-check'
import { CODE_PAGE_NAMES, codePage } from '../../../main/printing/code-page.ts'
import { encode } from '../../../main/printing/encode.ts'
import type { Columns, LayoutLine } from '../../../main/printing/layout.ts'
import { layOutReceipt } from '../../../main/printing/receipt.ts'
import type { ReceiptFacts } from '../../../main/printing/receipt-facts.ts'
import { decodeEscPos } from '../../support/escpos-decoder.ts'
import { FACTS, LANGUAGES } from '../../support/receipt-fixture.ts'

const PC858 = codePage('PC858')
const slip = (facts: Partial<ReceiptFacts> = {}, columns: Columns = 48) =>
  encode(layOutReceipt({ ...FACTS, ...facts }, columns), PC858)
const line = (text: string, page = PC858) => {
  const words: LayoutLine = { kind: 'text', text, size: 'normal', bold: false, align: 'start', direction: 'ltr' }
  return decodeEscPos(encode({ columns: 48, lines: [words, { kind: 'cut' }] }, page))
}
const service = (name: string): Partial<ReceiptFacts> => ({ services: [{ name: { de: name }, count: 1, documents: [] }] })

test('an independent reader finds on the slip what the layout says', () => {
  const { slips, strange } = decodeEscPos(slip())
  assert.deepEqual(strange, [])
  assert.equal(slips.length, 1)
  const [paper] = slips
  assert.ok(paper)
  for (const words of [
    'Stadt Koblenz',
    'Dienstag',
    '24. November 2026',
    '9:10 Uhr',
    'Gymnasialstraße 6, 56068 Koblenz',
    'Nummer 7K3M-9QXT',
  ]) {
    assert.ok(paper.lines.includes(words), words)
  }
  assert.ok(paper.lines.includes('[ ] Gebühr: 37,00 €'))
  assert.deepEqual(paper.qr, [FACTS.qrPayload])
  assert.equal(paper.cut, 'partial')
})

test('control bytes in a name never reach the printer', () => {
  const evil = 'Amt\u001b@\u001dV\u0000\u0007\u001b\u0070\u0000\u0010\u0004\u0001\u009b0m\u202eknalB'
  const clean = decodeEscPos(slip(service('Amt')))
  const attacked = decodeEscPos(slip({ ...service(evil), office: { ...FACTS.office, name: { de: evil } }, number: `7K${evil}` }))
  assert.deepEqual(attacked.strange, [])
  assert.equal(attacked.commands.filter((command) => command === 'ESC @').length, 1)
  assert.deepEqual(
    attacked.commands.filter((command) => command.startsWith('GS V')),
    clean.commands.filter((command) => command.startsWith('GS V')),
  )
})

test('whatever a text holds, the bytes hold only known commands and one cut', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: 'binary-ascii', maxLength: 60 }),
      (any, ascii) => {
        const { strange, commands } = decodeEscPos(slip({ ...service(any), town: { de: ascii }, demonstration: false }))
        assert.deepEqual(strange, [])
        assert.equal(commands.filter((command) => command.startsWith('GS V')).length, 1)
        assert.equal(commands.filter((command) => command === 'ESC @').length, 1)
      },
    ),
    { numRuns: 40 },
  )
})

test('umlauts and the euro sign are right on the second slip too', () => {
  const both = Buffer.concat([slip(), slip()])
  const { slips } = decodeEscPos(both)
  assert.equal(slips.length, 2)
  for (const paper of slips) {
    assert.ok(paper.lines.includes('Bürgeramt'))
    assert.ok(paper.lines.includes('[ ] Gebühr: 37,00 €'))
  }
  assert.deepEqual(slips[0], slips[1])
})

test('the code page is chosen right after the printer is reset and never changed', () => {
  for (const name of CODE_PAGE_NAMES) {
    const { commands } = line('äöü ß € é Ж ş ← 日本', codePage(name))
    assert.equal(commands[0], 'ESC @')
    assert.deepEqual(
      new Set(commands.filter((command) => command.startsWith('ESC t'))),
      new Set([`ESC t ${codePage(name).number}`]),
    )
    assert.ok(!commands.some((command) => command.startsWith('ESC R')))
  }
})

test('a maker’s own number for the code page is the last word', () => {
  const { commands } = line('a', codePage('PC858', 66))
  assert.equal(
    commands.findLast((command) => command.startsWith('ESC t')),
    'ESC t 66',
  )
})

test('PC858 and Windows-1252 give the bytes that the standards name', () => {
  const bytes = (name: 'PC858' | 'WPC1252') => {
    const words: LayoutLine = { kind: 'text', text: 'äöüÄÖÜß€', size: 'normal', bold: false, align: 'start', direction: 'ltr' }
    return Buffer.from(encode({ columns: 48, lines: [words] }, codePage(name))).toString('hex')
  }
  assert.match(bytes('PC858'), /8494818e999ae1d50a/)
  assert.match(bytes('WPC1252'), /e4f6fcc4d6dcdf800a/)
})

test('typographic signs become plain ones, other scripts pictures, and signs without a font a question mark', () => {
  assert.deepEqual(line('„Amt“ – 2 × ja').slips[0]?.lines, ['"Amt" - 2 × ja'])
  assert.deepEqual(line('Привіт').slips[0], { lines: [], qr: [], pictures: 1, cut: 'partial' })
  assert.deepEqual(line('Привет', codePage('PC866')).slips[0]?.lines, ['Привет'])
  assert.deepEqual(line('Łódź', codePage('PC852')).slips[0]?.lines, ['Łódź'])
  assert.deepEqual(line('ok 👍 日').slips[0]?.lines, ['ok ? ?'])
})

test('the code’s payload is stored with its length in bytes, and anything but ASCII is escaped', () => {
  const payload = 'https://example.org/b/7K3M?k=0123456789'
  const stored = Buffer.from(slip({ qrPayload: payload }))
  const at = stored.indexOf(Buffer.from([0x31, 0x50, 0x30]))
  assert.equal(stored.readUInt16LE(at - 2), payload.length + 3)
  const read = (qrPayload: string) => decodeEscPos(slip({ qrPayload })).slips[0]?.qr
  assert.deepEqual(read('https://münchen.example/b?k=1'), ['https://m%C3%BCnchen.example/b?k=1'])
  assert.deepEqual(read('a\u001b@ \ud800'), ['a%1B@%20%EF%BF%BD'])
  for (const wrong of ['', 'x'.repeat(401)]) assert.throws(() => slip({ qrPayload: wrong }), RangeError)
})

test('the code’s cells are three to eight dots for any payload', () => {
  for (const length of [1, 20, 60, 120, 250, 400]) {
    const bytes = Buffer.from(slip({ qrPayload: 'x'.repeat(length) }))
    const cell = bytes[bytes.indexOf(Buffer.from([0x31, 0x43])) + 2] ?? 0
    assert.ok(cell >= 3 && cell <= 8, `${length} characters: ${cell}`)
  }
})

test('large text is twice as wide and twice as high', () => {
  const sizes = decodeEscPos(slip()).commands.filter((command) => command.startsWith('GS !'))
  assert.deepEqual(new Set(sizes), new Set(['GS ! 0', 'GS ! 17']))
})

test('pictures come in bands of at most 256 rows, no wider than the paper', () => {
  const long = { de: 'x', ar: 'وثيقة '.repeat(120) }
  for (const columns of [32, 48] as const) {
    const facts = { ...FACTS, language: 'ar', services: [{ name: long, count: 1, documents: [long] }] } as const
    const { commands, strange } = decodeEscPos(encode(layOutReceipt(facts, columns), PC858))
    assert.deepEqual(strange, [])
    const bands = commands.filter((command) => command.startsWith('GS v 0'))
    assert.ok(bands.length > 5)
    for (const band of bands) {
      const [, width = 0, rows = 0] = /(\d+)x(\d+)/.exec(band)?.map(Number) ?? []
      assert.ok(rows <= 256 && width <= columns * 12, band)
    }
  }
})

test('a job is encoded anew each time, so nothing of one slip is in the next', () => {
  slip(service('Geheimnis'))
  assert.doesNotMatch(Buffer.from(slip()).toString('latin1'), /Geheimnis/)
})

test('the library’s own wrong commands are not used', () => {
  for (const language of LANGUAGES) {
    const { commands } = decodeEscPos(slip({ language }))
    // Its cut feeds by ESC d, cuts fully by GS V 0 and resets the printer behind it.
    assert.ok(!commands.some((command) => /^(ESC d|GS V [01]$|ESC R)/.test(command)))
    assert.match(commands.at(-1) ?? '', /^GS V 66 /)
  }
})

test('an independent encoder gives the same bytes for umlauts and for the code', () => {
  const other = new ReceiptPrinterEncoder({ language: 'esc-pos', codepageMapping: 'epson', columns: 48 })
  const theirs = Buffer.from(
    other
      .initialize()
      .codepage('cp858')
      .line('Gebühr: 37,00 € für Größe')
      .qrcode(FACTS.qrPayload, { model: 2, size: 6, errorlevel: 'm' })
      .encode(),
  )
  const words: LayoutLine = {
    kind: 'text',
    text: 'Gebühr: 37,00 € für Größe',
    size: 'normal',
    bold: false,
    align: 'start',
    direction: 'ltr',
  }
  const ours = Buffer.from(encode({ columns: 48, lines: [words, { kind: 'qr', payload: FACTS.qrPayload }] }, PC858))
  const text = Buffer.from([...'Geb'].map((c) => c.charCodeAt(0)).concat([0x81]))
  const sentence = (bytes: Buffer) => bytes.subarray(bytes.indexOf(text), bytes.indexOf(text) + 25).toString('hex')
  assert.equal(sentence(ours), sentence(theirs))
  const code = (bytes: Buffer) => {
    const from = bytes.indexOf(Buffer.from([0x1d, 0x28, 0x6b]))
    const until = bytes.indexOf(Buffer.from([0x31, 0x51, 0x30])) + 3
    return bytes.subarray(from, until).toString('hex')
  }
  assert.equal(code(ours), code(theirs))
})

test('nothing is written to the console', (t) => {
  const said = [t.mock.method(console, 'error'), t.mock.method(console, 'log'), t.mock.method(console, 'warn')]
  for (const language of LANGUAGES) slip({ language, ...service('← Ș 日 👍 €') })
  assert.deepEqual(
    said.map((method) => method.mock.callCount()),
    [0, 0, 0],
  )
})
