export type Cancel = () => void

/** Simulated time: one thread, one event after the other; what happens at the same instant happens in the order of asking. */
export type Timeline = {
  /** True time, ms since the epoch. */
  readonly now: () => number
  readonly after: (milliseconds: number, call: () => void) => Cancel
  readonly sleep: (milliseconds: number) => Promise<void>
  /** Time stands still until this work is done: it takes real time in a thread of the runtime's own (a signature's check). */
  readonly hold: <T>(work: Promise<T>) => Promise<T>
  /** Runs all that is due up to an instant, each event to its end. */
  readonly runUntil: (atMs: number) => Promise<void>
}

/** More events at one instant than this are a circle. */
const MOST_AT_ONCE = 100_000

type Entry = { readonly atMs: number; readonly order: number; call: (() => void) | null }

/** Everything but held work rests on promises alone: after one turn of the event loop nothing is left to do. */
const turn = () => new Promise<void>((resolve) => void setImmediate(resolve))

export function createTimeline(startMs: number): Timeline {
  const heap: Entry[] = []
  let nowMs = startMs
  let asked = 0
  let atOnce = 0
  let held = 0
  const after = (milliseconds: number, call: () => void): Cancel => {
    const entry: Entry = { atMs: nowMs + Math.max(0, milliseconds), order: (asked += 1), call }
    push(heap, entry)
    return () => {
      entry.call = null
    }
  }
  return {
    now: () => nowMs,
    after,
    sleep: (milliseconds) => new Promise((resolve) => void after(milliseconds, resolve)),
    hold: (work) => {
      held += 1
      return work.finally(() => {
        held -= 1
      })
    },
    async runUntil(atMs) {
      for (let first = heap[0]; first && first.atMs <= atMs; first = heap[0]) {
        pop(heap)
        if (first.call === null) continue
        atOnce = first.atMs === nowMs ? atOnce + 1 : 0
        if (atOnce > MOST_AT_ONCE) throw new Error('simulated time stands still')
        nowMs = first.atMs
        first.call()
        do await turn()
        while (held > 0)
      }
      nowMs = Math.max(nowMs, atMs)
    },
  }
}

const before = (one: Entry, other: Entry) => one.atMs < other.atMs || (one.atMs === other.atMs && one.order < other.order)

function push(heap: Entry[], entry: Entry): void {
  let place = heap.push(entry) - 1
  while (place > 0) {
    const parent = (place - 1) >> 1
    const above = heap[parent]
    if (!above || !before(entry, above)) break
    heap[place] = above
    place = parent
  }
  heap[place] = entry
}

function pop(heap: Entry[]): void {
  const last = heap.pop()
  if (last === undefined || heap.length === 0) return
  let place = 0
  for (;;) {
    const left = 2 * place + 1
    const [one, other] = [heap[left], heap[left + 1]]
    const child = other && one && before(other, one) ? left + 1 : left
    const below = heap[child]
    if (!below || !before(below, last)) break
    heap[place] = below
    place = child
  }
  heap[place] = last
}
