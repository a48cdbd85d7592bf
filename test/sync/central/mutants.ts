import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findPostgres } from '../../support/find-postgres.ts'

// `node test/sync/central/mutants.ts`: plants classic errors of booking systems into a copy of the tree, one after the other,
// and shows that the tests see each of them. One JSON line per mutant; exit code 1 if one lives.

const ROOT = join(import.meta.dirname, '../../..')
const run = promisify(execFile)

type Change = { readonly file: string; readonly from: string; readonly to: string }
type Mutant = {
  readonly name: string
  readonly engine: 'SQLite' | 'PostgreSQL'
  readonly tests: string[]
  readonly changes: Change[]
}

const LIFE = 'test/sync/central/booking/life-property.test.ts'
const RACES = 'test/sync/central/races.test.ts'
const CURSOR = 'test/sync/central/exchange-cursor.test.ts'
const SEATS = 'sync/central/capacity/seats.ts'
const LOCK = 'sync/central/capacity/lock-office.ts'
const SCHEMA = 'sync/central/store/001-first.ts'
const VERSION = 'sync/central/capacity/office-lock.ts'

// The office's lock alone, or the key alone, would still hold: a double booking needs both of them gone.
const NO_LOCK: Change = {
  file: LOCK,
  from: 'on conflict (office_id) do update set version = office_counter.version',
  to: 'on conflict (office_id) do nothing',
}
const MUTANTS: readonly Mutant[] = [
  {
    name: 'check, then insert: neither a lock nor a key',
    engine: 'PostgreSQL',
    tests: [RACES],
    changes: [
      NO_LOCK,
      {
        file: SCHEMA,
        from: '        primary key (office_id, counter_group, starts_at, seat)\n      )`,\n    },',
        to: '        extra integer\n      )`,\n    },',
      },
    ],
  },
  {
    name: 'cursor by a sequence, taken before the change is made',
    engine: 'PostgreSQL',
    tests: [CURSOR],
    changes: [
      {
        file: SCHEMA,
        from: '`create table setting (',
        to: "{ sqlite: 'select 1', postgres: 'create sequence office_version start 1000' },\n    `create table setting (",
      },
      {
        file: LOCK,
        from: '  await tx.run(\n    `insert into office_counter',
        to: "  const early = (await tx.one<{ value: number }>(`select nextval('office_version') as value`))?.value ?? 0\n  await tx.all('select pg_sleep(random() / 100)')\n  await tx.run(\n    `insert into office_counter",
      },
      { file: LOCK, from: 'createLock(tx, officeId, version)', to: 'createLock(tx, officeId, version, early)' },
      {
        file: VERSION,
        from: 'officeId: string, version: number): OfficeLock',
        to: 'officeId: string, version: number, early = 0): OfficeLock',
      },
      { file: VERSION, from: 'const next = version + 1', to: 'const next = early' },
      {
        file: VERSION,
        from: 'set version = $2 where',
        to: 'set version = greatest(version, $2) where',
      },
    ],
  },
  {
    name: 'seats of holds are not counted',
    engine: 'SQLite',
    tests: [LIFE],
    changes: [
      {
        file: SEATS,
        from: 'and starts_at >= $3 and starts_at < $4',
        to: 'and starts_at >= $3 and starts_at < $4 and holder_id not in (select booking_id from hold)',
      },
    ],
  },
  {
    name: 'requests that are not confirmed yet give up their seats',
    engine: 'SQLite',
    tests: [LIFE],
    changes: [
      {
        file: SEATS,
        from: 'and starts_at >= $3 and starts_at < $4',
        to: 'and starts_at >= $3 and starts_at < $4 and holder_id not in (select booking_id from booking where confirm_by is not null)',
      },
    ],
  },
  {
    name: 'one seat too many',
    engine: 'SQLite',
    tests: [LIFE],
    changes: [
      { file: SEATS, from: 'taken.size + kept >= capacity', to: 'taken.size + kept > capacity' },
      { file: SEATS, from: 'seat < capacity', to: 'seat <= capacity' },
    ],
  },
  {
    name: 'a move keeps the old seats',
    engine: 'SQLite',
    tests: [LIFE],
    changes: [{ file: SEATS, from: '  for (const holderId of instead) await freeSeats(tx, lock, holderId)\n', to: '' }],
  },
  {
    name: 'expired holds go on occupying',
    engine: 'SQLite',
    tests: [LIFE],
    changes: [{ file: LOCK, from: 'await freeExpiredHolds(tx, lock, moment.nowMs)', to: 'void freeExpiredHolds' }],
  },
  {
    name: 'an op is applied again when it is sent again',
    engine: 'SQLite',
    tests: ['test/sync/central/kiosk-api.test.ts'],
    changes: [
      {
        file: 'sync/central/exchange/sync-kiosk.ts',
        from: 'const same = known.byId(op.opId)',
        to: 'const same = known.byId(`${op.opId}x`)',
      },
    ],
  },
]

function plant({ changes }: Mutant, into: string): void {
  for (const { file, from, to } of changes) {
    const text = readFileSync(join(into, file), 'utf8')
    const places = text.split(from).length - 1
    if (places === 0) throw new Error(`${file} no longer holds „${from}“`)
    writeFileSync(join(into, file), text.replaceAll(from, to))
  }
}

/** What the tests complain about; null where they are content. */
async function whatShows(mutant: Mutant): Promise<string | null> {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-mutant-'))
  try {
    for (const part of ['sync', 'test/support', 'test/sync', 'assets', 'package.json', 'tsconfig.json']) {
      cpSync(join(ROOT, part), join(folder, part), { recursive: true })
    }
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
    plant(mutant, folder)
    const options = ['--test', '--test-name-pattern', `\\(${mutant.engine}\\)`, ...mutant.tests]
    const env = { ...process.env, FOYER_TEST_WHOLE: '1' }
    await run(process.execPath, options, { cwd: folder, env, timeout: 180_000, killSignal: 'SIGKILL', maxBuffer: 64_000_000 })
    return null
  } catch (error) {
    const said = error instanceof Error && 'stdout' in error ? String(error.stdout) : ''
    const line = said.split('\n').find((text) => /AssertionError|not in order|Property failed/.test(text))
    // A mutant that cannot even start shows nothing.
    if (line === undefined) throw error
    return line.trim().slice(0, 120)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const wanted = process.argv.slice(2)
for (const mutant of MUTANTS.filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)))) {
  if (mutant.engine === 'PostgreSQL' && findPostgres() === null) {
    process.stdout.write(`${JSON.stringify({ mutant: mutant.name, seen: null, note: 'skipped: no PostgreSQL' })}\n`)
    continue
  }
  const shown = await whatShows(mutant)
  process.stdout.write(
    `${JSON.stringify({ mutant: mutant.name, engine: mutant.engine, by: mutant.tests, seen: shown !== null, shown })}\n`,
  )
  if (shown === null) process.exitCode = 1
}
