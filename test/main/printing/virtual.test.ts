import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { codePage } from '../../../main/printing/code-page.ts'
import { encode } from '../../../main/printing/encode.ts'
import { layOutReceipt } from '../../../main/printing/receipt.ts'
import { createVirtualPrinter, type VirtualState } from '../../../main/printing/virtual.ts'
import { FACTS } from '../../support/receipt-fixture.ts'

const bytes = encode(layOutReceipt(FACTS, 48), codePage('PC858'))
const NEVER = new AbortController().signal

async function virtualPrinter() {
  const folder = join(await mkdtemp(join(tmpdir(), 'foyer-virtual-')), 'receipts')
  const printer = createVirtualPrinter({ folder, columns: 48 })
  const turn = (state: VirtualState | 'nonsense') => writeFile(join(folder, 'printer-state'), `${state}\n`)
  const files = async () => (await readdir(folder)).filter((name) => name !== 'printer-state').sort()
  return { folder, printer, turn, files, print: () => printer.print({ jobId: 'job', bytes }, NEVER) }
}

test('a job leaves the very bytes and their picture, numbered in order', async () => {
  const { folder, print, files, printer } = await virtualPrinter()
  assert.deepEqual(await printer.status(), { trouble: null, nearEnd: false })
  assert.deepEqual(await print(), { outcome: 'printed' })
  assert.deepEqual(await print(), { outcome: 'printed' })
  assert.deepEqual(await files(), ['0001.bin', '0001.png', '0002.bin', '0002.png'])
  assert.deepEqual(new Uint8Array(await readFile(join(folder, '0001.bin'))), bytes)
  assert.equal((await readFile(join(folder, '0002.png'))).subarray(1, 4).toString(), 'PNG')
})

test('numbers go on after a restart', async () => {
  const { folder, print, files } = await virtualPrinter()
  await print()
  await createVirtualPrinter({ folder, columns: 48 }).print({ jobId: 'job', bytes }, NEVER)
  assert.equal((await files()).at(-1), '0002.png')
})

test('the control file pulls the paper and puts it back', async () => {
  const { print, turn, files, printer } = await virtualPrinter()
  await print()
  for (const [state, trouble] of [
    ['paper-out', 'paperOut'],
    ['cover-open', 'coverOpen'],
    ['offline', 'offline'],
    ['silent', 'silent'],
  ] as const) {
    await turn(state)
    assert.equal((await printer.status()).trouble, trouble)
    assert.deepEqual(await print(), { outcome: 'failed', reason: trouble })
  }
  assert.equal((await files()).length, 2)
  await turn('near-end')
  assert.deepEqual(await printer.status(), { trouble: null, nearEnd: true })
  assert.deepEqual(await print(), { outcome: 'printed' })
  await turn('nonsense')
  assert.deepEqual(await printer.status(), { trouble: null, nearEnd: false })
})

test('a printer that dies half-way leaves half a slip and an unknown outcome', async () => {
  const { folder, print, turn } = await virtualPrinter()
  await print()
  await turn('dies-half-way')
  assert.equal((await print()).outcome, 'maybePrinted')
  assert.equal((await readFile(join(folder, '0002.bin'))).length, Math.floor(bytes.length / 2))
})

test('an aborted job leaves nothing', async () => {
  const { folder, printer } = await virtualPrinter()
  assert.deepEqual(await printer.print({ jobId: 'job', bytes }, AbortSignal.abort()), { outcome: 'failed', reason: 'aborted' })
  await assert.rejects(readdir(folder))
})
