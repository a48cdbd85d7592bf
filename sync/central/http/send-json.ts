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
  if (text.length < WORTH_BYTES || !/\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))) return reply.send(text)
  return reply.header('content-encoding', 'gzip').send(await compress(text))
}
