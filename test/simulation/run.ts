import { execFileSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { liveThrough, MOST_UNSOLD_PERCENT } from './fleet-of-seeds.ts'
import { simulate } from './world.ts'

// node test/simulation/run.ts --seeds 200 --kiosks 8 --days 30    many seeds, from 1 on or from --from
// node test/simulation/run.ts --seed 7 --lines                    one seed again, with everything that happened
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '200' },
    seed: { type: 'string' },
    from: { type: 'string', default: '1' },
    kiosks: { type: 'string', default: '8' },
    days: { type: 'string', default: '30' },
    escrow: { type: 'string', default: '2.8' },
    threads: { type: 'string' },
    calm: { type: 'boolean', default: false },
    lines: { type: 'boolean', default: false },
    'until-failure': { type: 'boolean', default: false },
  },
})
const say = (line: string) => process.stdout.write(`${line}\n`)
const scope = {
  kiosks: Number(values.kiosks),
  days: Number(values.days),
  escrowPercent: Number(values.escrow),
  faults: !values.calm,
  keepLines: values.lines && values.seed !== undefined,
}
const commit = () => {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return 'unknown'
  }
}
const table = (title: string, rows: Readonly<Record<string, number>>) => {
  say(`\n${title}`)
  for (const [name, count] of Object.entries(rows)) say(`  ${name.padEnd(44)}${String(count).padStart(10)}`)
}

const startedMs = performance.now()
const seeds =
  values.seed === undefined
    ? Array.from({ length: Number(values.seeds) }, (_, index) => Number(values.from) + index)
    : [Number(values.seed)]
if (scope.keepLines) {
  const { lines, breaches } = await simulate({ ...scope, seed: seeds[0] ?? 1 })
  for (const line of [...lines, ...breaches]) say(line)
}
let failures = 0
const sum = await liveThrough(seeds, scope, {
  isTimeUp: () => values['until-failure'] && failures > 0,
  ...(values.threads !== undefined && { threads: Number(values.threads) }),
  heard: ({ seed, hash, breaches }) => {
    if (values.seed !== undefined) say(`seed ${String(seed)} hash ${hash}`)
    if (breaches.length === 0) return
    failures += 1
    say(
      `seed ${String(seed)} at commit ${commit()} failed; again with: node test/simulation/run.ts --seed ${String(seed)} --kiosks ${values.kiosks} --days ${values.days} --lines`,
    )
    for (const breach of breaches.slice(0, 8)) say(`  ${breach}`)
  },
})
table('faults', sum.faults)
table('what happened', sum.counts)
say(
  `\nput aside and not sold: ${sum.unsoldPercent.toFixed(2)} % of the capacity; rounds until all agreed: at most ${String(sum.mostRounds)}`,
)
say(
  `${String(sum.seeds)} seeds × ${values.kiosks} kiosks × ${values.days} days in ${((performance.now() - startedMs) / 1000).toFixed(0)} s, ${String(sum.failed.length)} failed`,
)
process.exitCode = sum.failed.length > 0 || (sum.seeds > 4 && sum.unsoldPercent > MOST_UNSOLD_PERCENT) ? 1 : 0
