import { createHash } from 'node:crypto'

/** What somebody outside the program was told of a booking. */
export type Told = {
  readonly atMs: number
  readonly kiosk: number
  readonly bookingId: string
  readonly outcome: string
  readonly promised: boolean
  readonly standing: string | null
  readonly email: string | null
}
export type Letter = { readonly atMs: number; readonly mailId: string; readonly kind: string; readonly bookingId: string }
export type Paper = { readonly atMs: number; readonly jobId: string; readonly outcome: string }

/** All that happened outside the program, and a hash over it that the same seed must reach again. */
export type History = {
  readonly told: Told[]
  readonly letters: Letter[]
  readonly paper: Paper[]
  /** Mails that left, of which central may not know so. */
  readonly unsure: Set<string>
  /** Kiosks that an operator declared dead. */
  readonly declaredDead: Set<string>
  /** Kiosks whose disk was copied or put back. */
  readonly copied: Set<string>
  /** How often each fault struck. */
  readonly faults: Map<string, number>
  /** What else happened, counted. */
  readonly counts: Map<string, number>
  /** Breaches that were seen while it ran. */
  readonly breaches: string[]
  readonly lines: string[]
  readonly fault: (kind: string, kiosk?: number) => void
  readonly count: (what: string, many?: number) => void
  readonly note: (what: string, fields?: Readonly<Record<string, unknown>>) => void
  readonly hash: () => string
}

export function createHistory(now: () => number, keepLines: boolean): History {
  const digest = createHash('sha256')
  const faults = new Map<string, number>()
  const counts = new Map<string, number>()
  const lines: string[] = []
  const note: History['note'] = (what, fields = {}) => {
    const line = `${new Date(now()).toISOString()} ${what} ${JSON.stringify(fields)}`
    digest.update(line).update('\n')
    if (keepLines) lines.push(line)
  }
  const add = (map: Map<string, number>, key: string, many = 1) => void map.set(key, (map.get(key) ?? 0) + many)
  return {
    told: [],
    letters: [],
    paper: [],
    unsure: new Set(),
    declaredDead: new Set(),
    copied: new Set(),
    faults,
    counts,
    breaches: [],
    lines,
    fault: (kind, kiosk) => {
      add(faults, kind)
      note('fault', { kind, kiosk })
    },
    count: (what, many) => add(counts, what, many),
    note,
    hash: () => digest.copy().digest('hex').slice(0, 16),
  }
}
