import type { Tx } from '../store/store.ts'

/**
 * Counts an attempt under a key in a fixed window, in the store so that all processes count together.
 * Answers whether it is still within `limit`. Keys carry no personal data: hash what identifies somebody.
 */
export async function countAttempt(
  tx: Tx,
  { key, limit, windowMs, nowMs }: { key: string; limit: number; windowMs: number; nowMs: number },
): Promise<boolean> {
  const row = await tx.one<{ attempts: number }>(
    `insert into throttle (key, attempts, window_ends_at) values ($1, 1, $2)
     on conflict (key) do update set
       attempts = case when throttle.window_ends_at <= $3 then 1 else throttle.attempts + 1 end,
       window_ends_at = case when throttle.window_ends_at <= $3 then excluded.window_ends_at else throttle.window_ends_at end
     returning attempts`,
    [key, nowMs + windowMs, nowMs],
  )
  return (row?.attempts ?? 1) <= limit
}
