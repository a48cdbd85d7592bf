/**
 * How long an answer asks to be left alone (RFC 9110 §10.2.3: seconds, or a date), ms; null where it does not say. A date is
 * measured by the answer's own `Date`, which is of the same clock, else by `nowMs`.
 */
export function retryAfterMs({ headers }: Pick<Response, 'headers'>, nowMs: number): number | null {
  const header = headers.get('retry-after')
  if (header === null) return null
  if (/^\d+$/.test(header)) return Number(header) * 1_000
  const saidMs = Date.parse(headers.get('date') ?? '')
  const wait = Date.parse(header) - (Number.isNaN(saidMs) ? nowMs : saidMs)
  return Number.isNaN(wait) ? null : Math.max(0, wait)
}
