import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { createLog } from '../../main/log.ts'
import { openLogFile } from '../../main/log-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'foyer-log-'))
after(() => rmSync(folder, { recursive: true }))

test('each line is one object, for its owner’s eyes only', () => {
  const log = createLog(openLogFile(folder), () => 0)
  log('warning', 'page silent')
  log('error', 'bridge', { code: 'TypeError', count: 3 })
  const lines = readFileSync(join(folder, 'station.log'), 'utf8').trim().split('\n')
  assert.deepEqual(
    lines.map((line) => JSON.parse(line) as unknown),
    [
      { at: '1970-01-01T00:00:00.000Z', level: 'warning', event: 'page silent' },
      { at: '1970-01-01T00:00:00.000Z', level: 'error', event: 'bridge', code: 'TypeError', count: 3 },
    ],
  )
  if (process.platform !== 'win32') assert.equal(statSync(join(folder, 'station.log')).mode & 0o777, 0o600)
})

test('a full file makes room, and five are kept at most', () => {
  const write = openLogFile(folder)
  for (let line = 0; line < 700; line += 1) write(`${'x'.repeat(9_999)}\n`)
  assert.deepEqual(readdirSync(folder).toSorted(), [
    'station.1.log',
    'station.2.log',
    'station.3.log',
    'station.4.log',
    'station.log',
  ])
  for (const name of readdirSync(folder)) assert.ok(statSync(join(folder, name)).size <= 1_000_000)
})

test('a folder that cannot be written stops nobody', () => {
  openLogFile(join(folder, 'missing'))('{}\n')
})
