import type { FastifyReply, FastifyRequest } from 'fastify'
import { BUSY_SECONDS, describe } from '../http/problem.ts'
import type { Log } from '../ports.ts'

/**
 * What goes wrong with a page, noted for the operator; answers the status that it is shown with. What central lacks for the
 * moment is no fault of its own, and the reply says when to come back.
 */
export function pageFault(
  log: Log,
  error: Error & { readonly statusCode?: number },
  request: FastifyRequest,
  reply: FastifyReply,
): number {
  const status = error.statusCode ?? 500
  const route = request.routeOptions.url ?? ''
  if (status === 503) {
    log.warn('request.unavailable', { method: request.method, route, error: describe(error) })
    void reply.header('retry-after', BUSY_SECONDS)
  } else if (status >= 500) log.error('page.failed', { route, error: describe(error) })
  return status
}
