import { findPostgres } from '../../support/find-postgres.ts'
import { type Change, type Mutant, showMutants } from '../../support/mutants.ts'

// `npm run test:mutants`: classic errors of booking systems, planted in central, each of which its tests must see.

const SQLITE = '\\(SQLite\\)'
const POSTGRES = '\\(PostgreSQL\\)'
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
export const MUTANTS: readonly Mutant[] = [
  {
    name: 'check, then insert: neither a lock nor a key',
    only: POSTGRES,
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
    only: POSTGRES,
    tests: [CURSOR],
    changes: [
      {
        file: SCHEMA,
        from: '`create table setting (',
        to: "{ sqlite: 'select 1', postgres: 'create sequence office_version start 1000' },\n    `create table setting (",
      },
      {
        file: LOCK,
        from: '  tx.write(\n    `insert into office_counter',
        to: "  const early = (await tx.one<{ value: number }>(`select nextval('office_version') as value`))?.value ?? 0\n  await tx.all('select pg_sleep(random() / 100)')\n  tx.write(\n    `insert into office_counter",
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
    only: SQLITE,
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
    only: SQLITE,
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
    only: SQLITE,
    tests: [LIFE],
    changes: [{ file: SEATS, from: 'used + kept >= capacityAt', to: 'used + kept > capacityAt' }],
  },
  {
    name: 'a move keeps the old seats',
    only: SQLITE,
    tests: [LIFE],
    changes: [{ file: SEATS, from: '  for (const holderId of instead) await freeSeats(tx, lock, holderId)\n', to: '' }],
  },
  {
    name: 'expired holds go on occupying',
    only: SQLITE,
    tests: [LIFE],
    changes: [{ file: LOCK, from: 'await freeExpiredHolds(tx, lock, moment.nowMs)', to: 'void freeExpiredHolds' }],
  },
  {
    name: 'an op is applied again when it is sent again',
    only: SQLITE,
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

if (import.meta.main) {
  const possible = MUTANTS.filter(({ only }) => only !== POSTGRES || findPostgres() !== null)
  for (const { name } of MUTANTS.filter((mutant) => !possible.includes(mutant)))
    process.stdout.write(`${JSON.stringify({ mutant: name, seen: null, note: 'skipped: no PostgreSQL' })}\n`)
  await showMutants(possible, {
    parts: ['sync', 'test/support', 'test/sync', 'assets', 'package.json', 'tsconfig.json'],
    environment: { FOYER_TEST_WHOLE: '1' },
  })
}
