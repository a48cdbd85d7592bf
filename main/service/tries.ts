import { existsSync, readFileSync } from 'node:fs'
import * as z from 'zod/mini'
import { replaceFile } from '../replace-file.ts'

const MOST_TRIES = 5
export const LOCK_MS = 15 * 60_000

const Kept = z.object({ failed: z.int(), lockedAtMs: z.nullable(z.number()) })
type Kept = z.infer<typeof Kept>
const NONE: Kept = { failed: 0, lockedAtMs: null }

/** Counts wrong PINs in a file, so that pulling the plug gives no new tries: five, then fifteen minutes of none. */
export type Tries = {
  /** Milliseconds until a PIN is looked at again; 0 now. */
  readonly lockedMs: () => number
  /** A wrong one; answers how many are left. */
  readonly failed: () => number
  readonly succeeded: () => void
}

export function countTries(file: string, now: () => number): Tries {
  let kept = read(file)
  const keep = (next: Kept) => {
    // First to the file: a try that is not written down must not count as free.
    replaceFile(file, `${JSON.stringify(next)}\n`)
    kept = next
  }
  const lockedMs = () => {
    if (kept.lockedAtMs === null) return 0
    const goneMs = now() - kept.lockedAtMs
    // A clock that was set back does not shorten the lock, and does not make it longer than it is.
    return goneMs < 0 ? LOCK_MS : Math.max(0, LOCK_MS - goneMs)
  }
  return {
    lockedMs,
    failed: () => {
      const before = kept.lockedAtMs !== null && lockedMs() === 0 ? 0 : kept.failed
      const failed = before + 1
      keep({ failed, lockedAtMs: failed >= MOST_TRIES ? now() : null })
      return Math.max(0, MOST_TRIES - failed)
    },
    succeeded: () => {
      if (kept.failed > 0) keep(NONE)
    },
  }
}

/** A file that cannot be read is no way around the lock: it counts as locked from now on its next wrong PIN alone. */
function read(file: string): Kept {
  if (!existsSync(file)) return NONE
  try {
    return Kept.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return { failed: MOST_TRIES - 1, lockedAtMs: null }
  }
}
