import { createHmac } from 'node:crypto'
import type { Notice, Send } from './notices.ts'

const PATIENCE_MS = 10_000

/** HMAC-SHA-256 over `<unix seconds>.<body>`, so that neither the body nor its age can be changed on the way. */
export const webhookSignature = (secret: string, atSeconds: number, body: string): string =>
  `t=${String(atSeconds)},v1=${createHmac('sha256', secret)
    .update(`${String(atSeconds)}.${body}`)
    .digest('hex')}`

/** Posts a notice as JSON. `foyer-notice` is the same for every try: a receiver that got it before can tell. */
export function webhookWay(parts: {
  secret: string
  fetch: typeof globalThis.fetch
  nowMs: () => number
  /** A signal that aborts after so many milliseconds. */
  timeout: (ms: number) => AbortSignal
}): Send {
  return async (target, notice: Notice, noticeId) => {
    const body = JSON.stringify(notice)
    try {
      const answer = await parts.fetch(target, {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/json',
          'foyer-notice': noticeId,
          'foyer-signature': webhookSignature(parts.secret, Math.floor(parts.nowMs() / 1_000), body),
        },
        redirect: 'error',
        signal: parts.timeout(PATIENCE_MS),
      })
      await answer.body?.cancel()
      return answer.ok ? { outcome: 'sent' } : { outcome: 'failed', lasting: answer.status === 410, error: String(answer.status) }
    } catch (error) {
      return { outcome: 'failed', lasting: false, error: error instanceof Error ? error.name : 'unknown' }
    }
  }
}
