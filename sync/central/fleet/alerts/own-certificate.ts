import { connect } from 'node:tls'
import type { Condition } from './judge-kiosk.ts'

const PATIENCE_MS = 5_000
const DAY_MS = 86_400_000

/** How long the certificate that devices see is still good: bad within `days` of its end. Nobody is asked for http. */
export async function ownCertificate(publicUrl: string, { nowMs, days }: { nowMs: number; days: number }): Promise<Condition> {
  const { protocol, hostname, port } = new URL(publicUrl)
  if (protocol !== 'https:') return 'good'
  const endsMs = await endOfCertificate(hostname.replace(/^\[|\]$/g, ''), port === '' ? 443 : Number(port))
  if (endsMs === null) return 'between'
  return endsMs - nowMs < days * DAY_MS ? 'bad' : 'good'
}

/** Null where nobody answers: that is another trouble. */
function endOfCertificate(host: string, port: number): Promise<number | null> {
  return new Promise((resolve) => {
    // Whether it is trusted is not the question here, only when it ends.
    const socket = connect({ host, port, servername: host, rejectUnauthorized: false, timeout: PATIENCE_MS })
    const answer = (endsMs: number | null) => {
      socket.destroy()
      resolve(endsMs)
    }
    socket.once('secureConnect', () => {
      const endsMs = Date.parse(socket.getPeerCertificate().valid_to)
      answer(Number.isNaN(endsMs) ? null : endsMs)
    })
    socket.once('timeout', () => answer(null))
    socket.once('error', () => answer(null))
  })
}
