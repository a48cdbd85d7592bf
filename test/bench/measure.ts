/** One line of `npm run bench`. `raw` is the yardstick of the same run, `ratio` how we compare with it. */
export type Line = {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly raw: number | null
  readonly ratio: number | null
  readonly goal: string
  /** `null` where nothing was promised, or where it could not be measured. */
  readonly pass: boolean | null
  readonly note?: string
}

export type Bench = () => Promise<Line[]>

const round = (value: number) => Number(value.toPrecision(4))

/** A line as it is printed. */
export const lineOf = (line: Line): Line => ({
  ...line,
  value: round(line.value),
  raw: line.raw === null ? null : round(line.raw),
  ratio: line.ratio === null ? null : round(line.ratio),
})

/** The value at a share of the sorted sample, nearest rank. */
export function quantile(sample: readonly number[], share: number): number {
  const sorted = sample.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN
}
export const median = (sample: readonly number[]): number => quantile(sample, 0.5)

/** Milliseconds of one run. */
export function timed(work: () => unknown): number {
  const from = performance.now()
  work()
  return performance.now() - from
}
export async function timedAsync(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}

/** Milliseconds of each of `times` runs, after as many for warming up as `warm` says. */
export function sampleOf(work: () => unknown, { times, warm }: { times: number; warm: number }): number[] {
  for (let run = 0; run < warm; run += 1) work()
  return Array.from({ length: times }, () => timed(work))
}

/** A small seeded generator (mulberry32): the same sample in each run. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
