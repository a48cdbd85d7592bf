import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { PNG } from 'pngjs'
import readQr from 'jsqr'
import { codePage } from '../../../main/printing/code-page.ts'
import { encode } from '../../../main/printing/encode.ts'
import { readEscPos } from '../../../main/printing/escpos-reader.ts'
import { COLUMNS, type Columns } from '../../../main/printing/layout.ts'
import { drawPaper, slipLengths } from '../../../main/printing/paper.ts'
import { testSlip } from '../../../main/printing/print-test.ts'
import { layOutReceipt } from '../../../main/printing/receipt.ts'
import type { ReceiptFacts } from '../../../main/printing/receipt-facts.ts'
import { decodeEscPos } from '../../support/escpos-decoder.ts'
import { FACTS, LANGUAGES, LONG_FACTS } from '../../support/receipt-fixture.ts'

const bytesOf = (facts: Partial<ReceiptFacts>, columns: Columns) =>
  encode(layOutReceipt({ ...FACTS, ...facts }, columns), codePage('PC858'))
const lengthsOf = (bytes: Uint8Array, columns: Columns) => slipLengths(readEscPos(bytes, columns * 12))
const pngOf = (bytes: Uint8Array, columns: Columns) => drawPaper(readEscPos(bytes, columns * 12), columns * 12)

function qrOn(png: Buffer): string | undefined {
  const { data, width, height } = PNG.sync.read(png)
  const read = typeof readQr === 'function' ? readQr : (readQr as { default: typeof readQr.default }).default
  return read(new Uint8ClampedArray(data), width, height)?.data
}

/** Black dots in each row. */
function ink(png: Buffer): number[] {
  const { data, width, height } = PNG.sync.read(png)
  return Array.from({ length: height }, (_, row) => {
    let black = 0
    for (let column = 0; column < width; column += 1) if ((data[(row * width + column) * 4] ?? 255) < 128) black += 1
    return black
  })
}

test('a German receipt for one service is at most 160 mm long on either paper', () => {
  for (const columns of COLUMNS) {
    const slipsMm = lengthsOf(bytesOf({}, columns), columns)
    assert.equal(slipsMm.length, 1)
    assert.ok((slipsMm[0] ?? 999) <= 160, `${columns} columns: ${slipsMm[0]} mm`)
    assert.ok((slipsMm[0] ?? 0) > 100)
  }
})

test('a receipt in two languages is at most 230 mm long', () => {
  for (const language of LANGUAGES) {
    for (const columns of COLUMNS) {
      const [length = 999] = lengthsOf(bytesOf({ language }, columns), columns)
      assert.ok(length <= 230, `${language}, ${columns} columns: ${length} mm`)
    }
  }
})

test('the code on the picture is read back by another program, in any script and on both papers', () => {
  for (const language of ['de', 'en', 'uk', 'ar'] as const) {
    const columns = language === 'de' ? 32 : 48
    assert.equal(qrOn(pngOf(bytesOf({ language }, columns), columns)), FACTS.qrPayload)
  }
})

test('zbarimg reads the code too', (t) => {
  if (spawnSync('zbarimg', ['--version']).error) return t.skip('zbarimg is not installed')
  const file = join(mkdtempSync(join(tmpdir(), 'foyer-paper-')), 'slip.png')
  writeFileSync(file, pngOf(bytesOf({}, 48), 48))
  const said = execFileSync('zbarimg', ['-q', '--raw', file], { stdio: ['ignore', 'pipe', 'ignore'] }).toString()
  assert.equal(said.trim(), FACTS.qrPayload)
})

test('the picture is as wide as the head, pure black and white, and has ink where the text is', () => {
  for (const columns of COLUMNS) {
    const png = pngOf(bytesOf({}, columns), columns)
    const { width, data } = PNG.sync.read(png)
    assert.equal(width, columns * 12)
    assert.ok(data.every((value, index) => index % 4 === 3 || value === 0 || value === 255))
    const rows = ink(png)
    assert.ok(
      rows.slice(0, 96).every((black) => black === 0),
      'the paper between head and cutter is blank',
    )
    assert.ok(
      rows.some((black) => black > width * 0.9),
      'a rule runs across the paper',
    )
  }
})

test('every command the product sends is one the reader knows', () => {
  for (const language of LANGUAGES) {
    for (const facts of [FACTS, LONG_FACTS]) {
      const steps = readEscPos(bytesOf({ ...facts, language }, 32), 384)
      assert.deepEqual(
        steps.filter((step) => step.kind === 'unknown'),
        [],
      )
    }
  }
})

test('reader and independent decoder see the same text', () => {
  const bytes = bytesOf({}, 48)
  const lines = readEscPos(bytes, 576).flatMap((step) =>
    step.kind === 'line' ? [step.cells.map((cell) => cell.character).join('')] : [],
  )
  assert.deepEqual(lines, decodeEscPos(bytes).slips[0]?.lines)
})

test('a line that is too wide goes on in the next, as on a real printer', () => {
  const steps = readEscPos(Buffer.from(`${'x'.repeat(50)}\n`), 576)
  assert.deepEqual(
    steps.map((step) => step.kind === 'line' && step.cells.length),
    [48, 2],
  )
})

test('without a code page the reader shows umlauts as a reset printer would: wrong', () => {
  const steps = readEscPos(Buffer.from([0x1b, 0x74, 19, 0xd5, 0x0a, 0x1b, 0x40, 0xd5, 0x0a]), 576)
  const text = steps.map((step) => step.kind === 'line' && step.cells.map((cell) => cell.character).join(''))
  assert.deepEqual(text, ['€', '╒'])
})

test('sizes, weight, tabs, fonts and feeds are obeyed', () => {
  const job = Buffer.from(
    '\u001d!\u0011A\n\u001d!\u0000\u001b!\u0038B\n\u001b!\u0000a\tb\n\u001bM\u0001c\n\u001bM\u0000\u001bd\u0003\u001bJ\u0007',
    'latin1',
  )
  const steps = readEscPos(job, 576)
  const cells = steps.flatMap((step) => (step.kind === 'line' && step.cells[0] ? [step.cells] : []))
  assert.deepEqual([cells[0]?.[0]?.across, cells[0]?.[0]?.down, cells[0]?.[0]?.bold], [2, 2, false])
  assert.deepEqual([cells[1]?.[0]?.across, cells[1]?.[0]?.down, cells[1]?.[0]?.bold], [2, 2, true])
  assert.equal(
    cells[2]?.findIndex((cell) => cell.character === 'b'),
    8,
  )
  assert.equal(cells[3]?.[0]?.small, true)
  assert.equal(steps.filter((step) => step.kind === 'line' && step.cells.length === 0).length, 3)
  assert.deepEqual(steps.at(-1), { kind: 'feed', dots: 7 })
})

test('an unknown command, a picture in mid-line and a torn job are reported and harm nothing', () => {
  for (const bytes of [
    Buffer.from([0x1b, 0x7a, 0x01, 0x41, 0x0a]),
    Buffer.from([0x41, 0x1d, 0x76, 0x30, 0, 1, 0, 1, 0, 0xff, 0x0a]),
    Buffer.from([0x1d, 0x76, 0x30, 0, 72, 0, 30, 0, 0xff]),
    Buffer.from([0x1d, 0x28, 0x6b, 0xff]),
    Buffer.from([0x07]),
  ]) {
    const steps = readEscPos(bytes, 576)
    assert.equal(steps.filter((step) => step.kind === 'unknown').length, 1, bytes.toString('hex'))
    assert.ok(drawPaper(steps, 576).length > 0)
  }
})

test('text stands left, in the middle or right as it is told', () => {
  const [left, middle, right] = [0, 1, 2].map((alignment) => {
    const png = drawPaper(readEscPos(Buffer.from([0x1b, 0x61, alignment, 0x48, 0x48, 0x0a]), 576), 576)
    const { data, width, height } = PNG.sync.read(png)
    const black = Array.from({ length: width * height }, (_, dot) => dot).filter((dot) => (data[dot * 4] ?? 255) === 0)
    const columns = black.map((dot) => dot % width)
    return (Math.min(...columns) + Math.max(...columns)) / 2
  })
  assert.ok(
    Math.abs((left ?? 0) - 12) < 3 && Math.abs((middle ?? 0) - 288) < 3 && Math.abs((right ?? 0) - 564) < 3,
    `${left} ${middle} ${right}`,
  )
})

test('no bytes at all can make the reader fail', () => {
  const commands = fc.constantFrom(0x1b, 0x1d, 0x0a, 0x28, 0x6b, 0x76, 0x30, 0x56, 0x42, 0x10, 0x04)
  const job = fc.array(fc.oneof(fc.integer({ min: 0, max: 255 }), commands), { maxLength: 400 })
  fc.assert(
    fc.property(job, (bytes) => {
      const steps = readEscPos(Uint8Array.from(bytes), 384)
      assert.ok(slipLengths(steps).every((length) => length >= 12))
    }),
    { numRuns: 500 },
  )
})

test('two jobs on one roll are two slips', () => {
  const two = Buffer.concat([bytesOf({}, 48), bytesOf({}, 48)])
  const slipsMm = lengthsOf(two, 48)
  assert.equal(slipsMm.length, 2)
  assert.equal(slipsMm[0], slipsMm[1])
})

test('the test slip fits its paper and holds all umlauts and the euro sign', () => {
  for (const columns of COLUMNS) {
    const slip = testSlip(columns, codePage('WPC1252'))
    const lines = decodeEscPos(slip).slips[0]?.lines ?? []
    assert.ok(lines.includes('Umlaute: ä ö ü Ä Ö Ü ß') && lines.includes('Euro: 37,00 €'))
    for (const line of lines) assert.ok(line.length <= columns, line)
    assert.ok(lines.some((line) => line.length === columns && /^[.1-9]+$/.test(line)))
    assert.equal(qrOn(pngOf(slip, columns)), 'https://example.org/foyer-print-test')
  }
})
