import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { openDatabase } from '../../../main/store/open.ts'
import { BOOKINGS_MIGRATIONS } from '../../../main/store/schema.ts'

const ROUNDS = 100
/** A machine with other work starts processes slowly: it makes fewer rounds, and says how many. */
const BUDGET_MS = 75_000
const FEWEST = 20
const AT_ONCE = 4

/** Starts a station's disk under load, kills it at a random point, answers what it had acknowledged. */
function killedRound(folder: string): Promise<string[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'kill-worker.ts'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  let doomed = false
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
    if (doomed) return
    doomed = true
    setTimeout(() => child.kill('SIGKILL'), randomInt(0, 60))
  })
  return new Promise((resolve) => {
    // A line that is not whole was not said.
    child.on('close', () => resolve(said.split('\n').slice(0, -1)))
  })
}

/** Reads the database as SQLite finds it after the last kill. */
function judge(folder: string, acknowledged: readonly string[]): void {
  const database = openDatabase(join(folder, 'bookings.db'), BOOKINGS_MIGRATIONS)
  const all = (sql: string) => database.prepare(sql).pluck().all()
  const booked = new Set(all('select booking_id from booking'))
  const missing = acknowledged.filter((bookingId) => !booked.has(bookingId))
  assert.deepEqual(missing, [], 'every acknowledged booking is there')
  for (const part of ['outbox', 'print_job', 'escrow_sale']) {
    const ids = all(`select booking_id from ${part}`)
    assert.equal(ids.length, booked.size, `${part}: one for each booking and none besides`)
    assert.ok(ids.every((bookingId) => booked.has(bookingId)))
  }
  assert.deepEqual(all('pragma integrity_check'), ['ok'])
  database.close()
}

test('a station killed at random points has every booking that it acknowledged, whole', async (t) => {
  const lanes = Array.from({ length: AT_ONCE }, () => mkdtempSync(join(tmpdir(), 'foyer-kill-')))
  const begun = performance.now()
  let count = 0
  let rounds = 0
  await Promise.all(
    lanes.map(async (folder) => {
      const acknowledged: string[] = []
      for (let round = 0; round < ROUNDS / AT_ONCE && performance.now() - begun < BUDGET_MS; round += 1) {
        acknowledged.push(...(await killedRound(folder)))
        rounds += 1
      }
      judge(folder, acknowledged)
      count += acknowledged.length
      rmSync(folder, { recursive: true })
    }),
  )
  assert.ok(rounds >= FEWEST && count >= rounds, `${rounds} rounds, ${count} bookings`)
  t.diagnostic(
    `${rounds} of ${ROUNDS} kills, ${count} acknowledged bookings, ${Math.round((performance.now() - begun) / 1_000)} s`,
  )
})
