import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

// Plants one fault after the other in a copy of the program and shows that the simulation sees each.

type Patch = { readonly file: string; readonly from: string; readonly to: string }
type Mutant = { readonly name: string; readonly patches: readonly Patch[]; readonly seenAs: RegExp }

const SEQUENCE = '(select booking_id from booking where office_id = $1 and standing = '
export const MUTANTS: readonly Mutant[] = [
  {
    name: 'NORMAL for FULL on the kiosk',
    patches: [{ file: 'main/store/open.ts', from: 'synchronous = FULL', to: 'synchronous = NORMAL' }],
    seenAs: /lost: .* is nowhere/,
  },
  {
    name: 'the kiosk says it is booked before it is written',
    patches: [
      { file: 'main/store/bookings.ts', from: `return { outcome: 'notRecorded', reason }`, to: `return { outcome: 'recorded' }` },
    ],
    seenAs: /lost: .* is nowhere/,
  },
  {
    name: 'central answers before it commits',
    patches: [
      {
        file: 'sync/central/store/group-commit.ts',
        from: 'resolve(result.value) : reject(result.failure))',
        to: 'resolve(result.value) : reject(result.failure)); answer()',
      },
    ],
    seenAs: /lost: |untold: |not converged/,
  },
  {
    name: 'no idempotency at central',
    patches: [
      { file: 'sync/central/exchange/sync-kiosk.ts', from: '  if (same) return', to: '  if (same && nowMs < 0) return' },
      { file: 'sync/central/exchange/sync-kiosk.ts', from: 'if (known.bySequence(sequence)) return null', to: '' },
      {
        file: 'sync/central/exchange/apply-op.ts',
        from: '  if (existing) {',
        to: '  if (existing && room.nowMs < 0) {',
      },
    ],
    seenAs: /not converged|duplicate effect|lost/,
  },
  {
    name: 'escrow that ends by the clock',
    patches: [
      {
        file: 'sync/central/escrow/blocks.ts',
        from: `state = 'granted' and starts_at + ticks * \${String(TICK_MS)} <= $1`,
        to: `state = 'granted' and granted_at + 3600000 <= $1`,
      },
    ],
    seenAs: /promised then refused|nobody declared its kiosk dead|taken back: /,
  },
  {
    name: 'sealed persons kept after the acknowledgement',
    patches: [
      {
        file: 'main/store/bookings.ts',
        from: 'delete from outbox where op_id in',
        to: 'update outbox set sequence = -sequence where op_id in',
      },
      {
        file: 'main/store/bookings.ts',
        from: 'from outbox order by sequence limit ?',
        to: 'from outbox where sequence > 0 order by sequence limit ?',
      },
    ],
    seenAs: /ops left|remains: a sealed person/,
  },
  {
    name: 'deleted persons stay in free pages',
    patches: [{ file: 'main/store/open.ts', from: 'secure_delete = ON', to: 'secure_delete = OFF' }],
    seenAs: /remains: a sealed person/,
  },
  {
    name: 'unanswered requests do not count as taken',
    patches: [
      {
        file: 'sync/central/capacity/free-seats.ts',
        from: `${SEQUENCE}'requested' and confirm_by <= $4)`,
        to: `${SEQUENCE}'requested' and confirm_by > $4 - 99999999999)`,
      },
    ],
    seenAs: /not converged/,
  },
  {
    name: 'a cursor that skips a change',
    patches: [{ file: 'sync/central/capacity/free-seats.ts', from: 'and version > $4 order', to: 'and version > $4 + 1 order' }],
    seenAs: /not converged/,
  },
  {
    name: 'seats are looked for and taken without a guard',
    patches: [
      {
        file: 'sync/central/capacity/seats.ts',
        from: 'and starts_at >= $3 and starts_at < $4',
        to: 'and starts_at >= $3 and starts_at < $4 and seat >= 9',
      },
      {
        file: 'sync/central/store/006-fewer-pages.ts',
        from: `'office_id, counter_group, starts_at, seat',`,
        to: `'office_id, counter_group, starts_at, seat, holder_id',`,
      },
    ],
    seenAs: /double: /,
  },
]

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    seeds: { type: 'string', default: '6' },
    kiosks: { type: 'string', default: '8' },
    days: { type: 'string', default: '10' },
  },
})
const ROOT = join(import.meta.dirname, '../..')
const say = (line: string) => process.stdout.write(`${line}\n`)

function plant({ patches }: Mutant): string {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-mutant-'))
  for (const part of ['machines', 'main', 'sync', 'test/simulation', 'package.json'])
    cpSync(join(ROOT, part), join(folder, part), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  for (const { file, from, to } of patches) {
    const text = readFileSync(join(folder, file), 'utf8')
    if (!text.includes(from)) throw new Error(`${file} no longer holds: ${from}`)
    writeFileSync(
      join(folder, file),
      text.replace(from, () => to),
    )
  }
  return folder
}

/** What the simulation says of a tree. */
function live(folder: string): Promise<string> {
  const { seeds, kiosks, days } = values
  const args = ['test/simulation/run.ts', '--seeds', seeds, '--kiosks', kiosks, '--days', days, '--until-failure']
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', () => resolve(said))
  })
}

async function showAll(): Promise<number> {
  let missed = 0
  const wanted = MUTANTS.filter(({ name }) => values.only === undefined || name.includes(values.only))
  for (const mutant of [{ name: 'the program as it is', patches: [], seenAs: /, 0 failed/ }, ...wanted]) {
    const folder = plant(mutant)
    const said = await live(folder).finally(() => rmSync(folder, { recursive: true, force: true }))
    const line = said.split('\n').find((one) => mutant.seenAs.test(one))
    if (line === undefined) missed += 1
    if (line === undefined)
      say(
        said
          .split('\n')
          .filter((one) => /^seed|^  [a-z]+.*:/.test(one))
          .slice(0, 6)
          .join('\n'),
      )
    say(`${line === undefined ? 'MISSED' : 'seen  '}  ${mutant.name}${line === undefined ? '' : `: ${line.trim()}`}`)
  }
  say(`${String(wanted.length)} mutants, ${String(missed)} missed`)
  return missed
}

if (import.meta.main) process.exitCode = (await showAll()) > 0 ? 1 : 0
