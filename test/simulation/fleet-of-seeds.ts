import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Outcome, Scope } from './world.ts'

/** Of all capacity, in percent, that may end unsold because it was put aside for kiosks: in the mean over many seeds. */
export const MOST_UNSOLD_PERCENT = 0.5

/** A fleet makes much that is soon gone: with room for it the collector copies little. */
const YOUNG_MB = 64

export type Sum = {
  readonly seeds: number
  readonly failed: readonly Outcome[]
  readonly faults: Readonly<Record<string, number>>
  readonly counts: Readonly<Record<string, number>>
  /** Mean over the seeds. */
  readonly unsoldPercent: number
  readonly mostRounds: number
  /** Seeds that were not begun because the time was up. */
  readonly left: number
}

/** Lives through many seeds, one thread per processor, until all are done or the time is up. */
export async function liveThrough(
  seeds: readonly number[],
  scope: Omit<Scope, 'seed'>,
  { isTimeUp = (): boolean => false, heard = (_: Outcome): void => undefined, threads = availableParallelism() } = {},
): Promise<Sum> {
  const waiting = [...seeds]
  const outcomes: Outcome[] = []
  const thread = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(new URL('./worker.ts', import.meta.url), {
        workerData: scope,
        resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
      })
      const next = () => {
        const seed = isTimeUp() ? undefined : waiting.shift()
        worker.postMessage(seed ?? null)
      }
      worker.on('message', (outcome: Outcome) => {
        outcomes.push(outcome)
        heard(outcome)
        next()
      })
      worker.on('error', reject)
      worker.on('exit', () => resolve())
      next()
    })
  await Promise.all(Array.from({ length: Math.min(threads, seeds.length) }, thread))
  return {
    seeds: outcomes.length,
    failed: outcomes.filter(({ breaches }) => breaches.length > 0),
    faults: added(outcomes.map(({ faults }) => faults)),
    counts: added(outcomes.map(({ counts }) => counts)),
    unsoldPercent: outcomes.reduce((sum, { unsoldPercent }) => sum + unsoldPercent, 0) / Math.max(1, outcomes.length),
    mostRounds: Math.max(0, ...outcomes.map(({ rounds }) => rounds)),
    left: waiting.length,
  }
}

function added(all: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sum: Record<string, number> = {}
  for (const one of all) for (const [key, count] of Object.entries(one)) sum[key] = (sum[key] ?? 0) + count
  return Object.fromEntries(Object.entries(sum).toSorted(([one], [other]) => (one < other ? -1 : 1)))
}
