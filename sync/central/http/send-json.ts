import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'

const compress = promisify(gzip)
// Below this, gzip makes an answer larger or hardly smaller.
const WORTH_BYTES = 1_024

/** Sends JSON that may be large, compressed where the other side takes it. */
export async function sendJson(request: FastifyRequest, reply: FastifyReply, value: unknown): Promise<FastifyReply> {
  const text = JSON.stringify(value)
  void reply.type('application/json; charset=utf-8').header('vary', 'accept-encoding')
  if (text.length < WORTH_BYTES || !takesGzip(String(request.headers['accept-encoding'] ?? ''))) return reply.send(text)
  return reply.header('content-encoding', 'gzip').send(await compress(text))
}

/** Whether an Accept-Encoding names gzip, or else anything, with a weight above 0 (RFC 9110, 12.5.3). */
function takesGzip(accepted: string): boolean {
  const weights = new Map<string, number>()
  for (const one of accepted.toLowerCase().split(',')) {
    const [coding = '', ...parameters] = one.split(';').map((part) => part.trim())
    const weight = parameters.find((parameter) => parameter.startsWith('q='))
    weights.set(coding, weight === undefined ? 1 : Number(weight.slice(2)))
  }
  return (weights.get('gzip') ?? weights.get('x-gzip') ?? weights.get('*') ?? 0) > 0
}
