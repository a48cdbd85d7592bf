import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Problem } from '../../contract/kiosk-api.ts'
import type { Log } from '../ports.ts'
import { Unavailable } from '../unavailable.ts'
import { noteMethods } from './methods-at.ts'

/** Every kind of problem that central answers with. The names are stable: scripts may rely on `type`. */
const KINDS = {
  malformed: { status: 400, title: 'The request does not fit its schema.' },
  unsigned: { status: 401, title: 'The request is not signed by an enrolled kiosk.' },
  clockSkew: { status: 401, title: 'The clock of the kiosk is more than five minutes off.' },
  revoked: { status: 403, title: 'This kiosk has been revoked.' },
  forbidden: { status: 403, title: 'This is not allowed.' },
  notFound: { status: 404, title: 'There is nothing here.' },
  methodNotAllowed: { status: 405, title: 'The method is not allowed here.' },
  timedOut: { status: 408, title: 'The request took too long to arrive.' },
  gone: { status: 410, title: 'This version is no longer kept.' },
  tooLarge: { status: 413, title: 'The request is too large.' },
  unsupportedMedia: { status: 415, title: 'The content type is not supported.' },
  tooMany: { status: 429, title: 'Too many requests.' },
  headersTooLarge: { status: 431, title: 'The headers of the request are too large.' },
  internal: { status: 500, title: 'Something went wrong here.' },
  notReady: { status: 503, title: 'Central is not ready.' },
} as const
export type ProblemKind = keyof typeof KINDS

const problemType = (kind: ProblemKind): string => `urn:foyer:problem:${kind}`

/** A problem document (RFC 9457); `detail` never holds what a visitor has typed. */
export function problemOf(kind: ProblemKind, detail?: string): Problem {
  const { status, title } = KINDS[kind]
  return { type: problemType(kind), title, status, ...(detail !== undefined && { detail }) }
}

export function sendProblem(
  reply: FastifyReply,
  kind: ProblemKind,
  detail?: string,
  more: Record<string, unknown> = {},
): FastifyReply {
  const problem = problemOf(kind, detail)
  // A 401 names the scheme by which to sign (RFC 9110, 15.5.2).
  if (problem.status === 401) void reply.header('www-authenticate', 'Foyer')
  return reply
    .code(problem.status)
    .type('application/problem+json')
    .send(JSON.stringify({ ...problem, ...more }))
}

/** When to come back to a central that lacks something for the moment. */
export const BUSY_SECONDS = 5

const BY_STATUS: Readonly<Record<number, ProblemKind>> = {
  400: 'malformed',
  403: 'forbidden',
  404: 'notFound',
  405: 'methodNotAllowed',
  413: 'tooLarge',
  415: 'unsupportedMedia',
  429: 'tooMany',
  503: 'notReady',
}

/** Answers whatever goes wrong with a problem document, never with a stack trace. */
export function answerProblems(app: FastifyInstance, log: Log): void {
  const methodsAt = noteMethods(app)
  app.setNotFoundHandler((request, reply) => {
    const allowed = methodsAt(request.url.split('?', 1)[0] ?? '')
    if (allowed.length === 0) return sendProblem(reply, 'notFound')
    return sendProblem(reply.header('allow', allowed.join(', ')), 'methodNotAllowed')
  })
  app.setErrorHandler((error, request, reply) => {
    if (error instanceof Unavailable) {
      log.warn('request.unavailable', {
        method: request.method,
        route: request.routeOptions.url ?? '',
        error: error.message,
      })
      return sendProblem(reply.header('retry-after', BUSY_SECONDS), 'notReady')
    }
    const status = statusOf(error)
    const kind = BY_STATUS[status]
    if (kind) return sendProblem(reply, kind)
    if (status >= 400 && status < 500) return sendProblem(reply, 'malformed')
    log.error('request.failed', { method: request.method, route: request.routeOptions.url ?? '', error: describe(error) })
    return sendProblem(reply, 'internal')
  })
}

function statusOf(error: unknown): number {
  if (error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number') return error.statusCode
  return 500
}

/** An error for the log: name, code and where, without the values that a message may quote. */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : ''
  const where = error.stack?.split('\n').find((line) => line.trim().startsWith('at ')) ?? ''
  return `${error.name}${code} ${where.trim()}`.trim()
}
