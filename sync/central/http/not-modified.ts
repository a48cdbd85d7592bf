import type { FastifyReply, FastifyRequest } from 'fastify'

/**
 * Names the answer's version, and says whether the client has it already: then 304 is the answer. The tag is weak,
 * because an answer is sent with and without gzip (RFC 9110, 8.8.3.3), and compared so (13.1.2).
 */
export function notModified(request: FastifyRequest, reply: FastifyReply, version: string): boolean {
  void reply.headers({ etag: `W/"${version}"`, vary: 'accept-encoding' })
  const has = request.headers['if-none-match'] ?? ''
  return has.trim() === '*' || [...has.matchAll(/"([^"]*)"/g)].some(([, tag]) => tag === version)
}
