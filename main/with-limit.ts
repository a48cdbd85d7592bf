import type { Clock } from './ports.ts'

/** Works on something that may take so long at most: then the signal that the work was given aborts. */
export async function withLimit<T>(
  clock: Pick<Clock, 'after'>,
  milliseconds: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = new AbortController()
  const cancel = clock.after(milliseconds, () => limit.abort())
  try {
    return await work(limit.signal)
  } finally {
    cancel()
  }
}
