import { execFile } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Params, SqlValue, Store } from '../../sync/central/store/store.ts'
import { startCentralKit } from '../support/central-kit.ts'
import { startPostgres } from '../support/postgres-server.ts'
import { smallTown } from '../support/small-town.ts'
import { freshFolder } from '../support/start-foyer.ts'
import { findPostgres } from '../support/find-postgres.ts'
import { CONNECTIONS, drive, prepare, startCentral } from './central.ts'
import { type Bench, type Line, median } from './measure.ts'

const run = promisify(execFile)
const EACH = 12
const ROUNDS = 3
const CLIENTS = 8
const SECONDS = 3
const NAME = `central on PostgreSQL, bookings at ${CONNECTIONS} connections, beside pgbench -c ${CLIENTS} of the same statements`

type Statement = { readonly sql: string; readonly params: Params }

/** Central's bookings over HTTP, beside pgbench running the very statements that one booking is made of. */
export const centralPostgres: Bench = async () => {
  const line = { name: NAME, unit: 'bookings/s', goal: 'ratio ≥ 0.6' }
  const server = await startPostgres()
  const bin = findPostgres()
  if (!server || !bin) return [{ ...line, value: 0, raw: null, ratio: null, pass: null, note: 'skipped: no PostgreSQL' }]
  const folder = freshFolder()
  try {
    const script = join(folder, 'booking.sql')
    const database = await server.createDatabase()
    writeFileSync(script, await scriptOf(database))
    const mine = await startCentral(folder, { databaseUrl: await server.createDatabase() })
    const rates = { mine: [] as number[], raw: [] as number[] }
    try {
      for (let round = 0; round <= ROUNDS; round += 1) {
        const batch = await prepare(mine, EACH)
        const raw = await pgbench(bin, database, script)
        const { perSecond } = await drive(mine.port, batch)
        if (round === 0) continue
        rates.raw.push(raw)
        rates.mine.push(perSecond)
      }
    } finally {
      mine.child.kill('SIGKILL')
    }
    return [lineOf(line, median(rates.mine), median(rates.raw))]
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

const lineOf = (line: Pick<Line, 'name' | 'unit' | 'goal'>, value: number, raw: number): Line => ({
  ...line,
  value,
  raw,
  ratio: value / raw,
  pass: value / raw >= 0.6,
  note: 'one office, so that all wait for one lock; fsync off for both; pgbench neither checks signatures nor opens persons',
})

async function pgbench(bin: string, database: string, script: string): Promise<number> {
  const { hostname, port, pathname } = new URL(database)
  const place = ['-h', hostname, '-p', port, '-U', 'foyer']
  const load = ['-n', '-M', 'prepared', '-c', String(CLIENTS), '-j', '2', '-T', String(SECONDS), '-f', script]
  // The name stands alone at the end: `-d` is the database only since version 17, before it prints all that is done.
  const { stdout } = await run(join(bin, 'pgbench'), [...place, ...load, pathname.slice(1)])
  const tps = /tps = ([\d.]+)/.exec(stdout)?.[1]
  if (tps === undefined) throw new Error(`pgbench said: ${stdout}`)
  return Number(tps)
}

/** Books once and writes down what was asked of the database, as a script with fresh ids in each run. */
async function scriptOf(databaseUrl: string): Promise<string> {
  const kit = await startCentralKit({ databaseUrl, town: smallTown({ seats: 250 }) })
  const kiosk = await kit.enrol()
  await kiosk.sync()
  const asked: Statement[] = []
  const stop = recordInto(kit.context.store, asked)
  const startsAt = '2026-11-25T07:00:00.000Z'
  const op = await kiosk.bookingOp({ startsAt, serviceId: 'melden' })
  await kiosk.sync({ ops: [kiosk.signedOp(1, op)] })
  stop()
  await kit.stop()
  return [
    '\\set run random(1, 2000000000)',
    '\\set tick random(0, 5000)',
    'begin;',
    ...asked.map((one) => `${inline(one, Date.parse(startsAt))};`),
    'commit;',
    '',
  ].join('\n')
}

/** Notes every statement of the transactions that follow. */
function recordInto(store: Store, asked: Statement[]): () => void {
  const original = { ...store }
  const recording: Store['transact'] = (work) =>
    original.transact((tx) => {
      const note = (sql: string, params: Params = []) => void asked.push({ sql, params })
      return work({
        all: <T>(sql: string, params?: Params) => {
          note(sql, params)
          return tx.all<T>(sql, params)
        },
        one: <T>(sql: string, params?: Params) => {
          note(sql, params)
          return tx.one<T>(sql, params)
        },
        lock: (name) => {
          note('select pg_advisory_xact_lock(hashtextextended($1, 0))', [name])
          tx.lock(name)
        },
        run: (sql, params) => {
          note(sql, params)
          return tx.run(sql, params)
        },
        write: (sql, params) => {
          note(sql, params)
          tx.write(sql, params)
        },
      })
    })
  Object.assign(store, { transact: recording })
  return () => void Object.assign(store, original)
}

/** A statement with its values in it: random ids and seats anew in each run, the start spread over many ticks. */
function inline({ sql, params }: Statement, startMs: number): string {
  const isSeat = sql.startsWith('insert into seat')
  const valueOf = (value: SqlValue | undefined, index: number): string => {
    if (value === undefined || value === null) return 'null'
    if (isSeat && index === 5) return 'cast(:run as integer)'
    if (typeof value === 'number' && value >= startMs && value < startMs + 86_400_000)
      return `(${String(value)} + 300000 * cast(:tick as bigint))`
    if (typeof value !== 'string') return String(Number(value))
    // A colon before a word is a variable to pgbench, also within quotes.
    const text = `'${value.replaceAll("'", "''").replaceAll(':', '.')}'`
    const isOwn =
      /^[0-9a-f-]{36}$/.test(value) ||
      /^(link|received|accepted):/.test(value) ||
      (/^[\w-]{43}$/.test(value) && !sql.includes('name_word'))
    return isOwn && !sql.includes('epoch =') ? `(${text} || cast(:run as text))` : text
  }
  const flat = sql.replace(/\s+/g, ' ')
  // A sequence is the kiosk's own and counts on: here it is as random as the ids.
  const filled = flat.replace(/\$(\d+)/g, (_mark, position: string) =>
    valueOf(params[Number(position) - 1], Number(position) - 1),
  )
  return flat.startsWith('insert into op ') ? filled.replace(/, 1, \(/, ', cast(:run as bigint), (') : filled
}
