import cookie from '@fastify/cookie'
import files from '@fastify/static'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { ContractError } from '../../sync/contract/rpc.ts'
import { type Lost, type Notice, type Page, PAGE_START_MS } from '../app.ts'
import type { Cancel, Clock, Log, Random } from '../ports.ts'
import { createTokens } from './tokens.ts'
import { streamReports } from './reports.ts'

/** The page needs nothing from anywhere else, and no inline script or style. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "media-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

export type LoopbackParts = {
  /** The built page. */
  readonly folder: string
  readonly port: number
  readonly openPage: () => Page
  /** What stands in a window while no page can be kept alive. */
  readonly notice: () => Notice
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  /** Present where a test may set the clocks. */
  readonly setClock: ((now: string) => Promise<void>) | null
  /** A launched window's page is lost; the window can be replaced. */
  readonly onLost: (how: Lost) => void
}

export type LoopbackHost = {
  /** Can be opened as it is, more than once, until the process ends. */
  readonly page: string
  /**
   * An address for one opening: what a launched browser gets, since command lines can be read by other processes. A browser
   * that has not opened it within 20 s never will: `onLost` hears of it.
   */
  readonly pageOnce: () => string
  /** The launched window is gone: its visitor is forgotten, and nobody waits for its page any more. */
  readonly windowGone: () => void
  /** The notice's address: public, and without anything to do on it. */
  readonly notice: string
  readonly close: () => Promise<void>
}

type Visit = { readonly page: Page; readonly launched: boolean; streams: number; cancelEnd: Cancel }
/** A page without its report stream for this long was closed; a reload is back much sooner. */
const GONE_AFTER_MS = 60_000
const NOTICE = '/out-of-order'
const BODY_LIMIT = 64 * 1024

/** The same station behind 127.0.0.1 for a browser window on this machine. Rejects with the listening error. */
export async function startLoopbackHost(parts: LoopbackParts): Promise<LoopbackHost> {
  const server = fastify({ logger: false, bodyLimit: BODY_LIMIT, forceCloseConnections: true })
  const tokens = createTokens(parts.random)
  const visits = new Map<string, Visit>()
  let cancelOpening: Cancel = () => undefined
  let origin = ''
  let cookieName = ''

  await server.register(cookie)
  server.addHook('onRequest', async (request, reply) => {
    void reply.headers(SECURITY_HEADERS)
    if (!isOurs(request, origin)) return reply.code(403).send({ title: 'not from this page' })
    if (isOpen(request.url)) return undefined
    if (visitOf(request) === null) return reply.code(401).type('text/plain').send('Open the address that Foyer printed.')
    return undefined
  })
  const visitOf = (request: FastifyRequest): Visit | null => visits.get(request.cookies[cookieName] ?? '') ?? null
  const endUnlessStreaming = (name: string, visit: Visit) => {
    if (visit.streams > 0 || !visits.has(name)) return
    visit.cancelEnd = parts.clock.after(GONE_AFTER_MS, () => {
      visits.delete(name)
      void visit.page.close()
    })
  }
  const current = (request: FastifyRequest): Visit => {
    const visit = visitOf(request)
    if (visit === null) throw new Error('a request without its visit')
    return visit
  }

  server.get<{ Params: { token: string } }>('/open/:token', async (request, reply) => {
    const taken = tokens.take(request.params.token)
    if (taken === null) return reply.code(401).type('text/plain').send('This address has been used.')
    const launched = taken === 'once'
    const visit: Visit = { page: parts.openPage(), launched, streams: 0, cancelEnd: () => undefined }
    // Only a window that Foyer has opened can be replaced; a page that somebody opened by hand may be paused.
    if (launched) {
      cancelOpening()
      visit.page.onLost(parts.onLost)
    }
    const name = Buffer.from(parts.random.bytes(32)).toString('base64url')
    visits.set(name, visit)
    endUnlessStreaming(name, visit)
    void reply.setCookie(cookieName, name, { httpOnly: true, sameSite: 'strict', path: '/' })
    const query = request.url.split('?')[1]
    return reply.redirect(query === undefined ? '/' : `/?${query}`, 303)
  })
  server.get(NOTICE, (_request, reply) => {
    const { html, contentSecurityPolicy } = parts.notice()
    return reply.header('content-security-policy', contentSecurityPolicy).type('text/html; charset=utf-8').send(html)
  })
  server.post<{ Params: { method: string } }>('/bridge/:method', async (request, reply) => {
    try {
      return await current(request).page.call(request.params.method, request.body)
    } catch (error) {
      if (error instanceof ContractError) return reply.code(400).send({ title: error.message })
      throw error
    }
  })
  server.get('/reports', (request, reply) => {
    const visit = current(request)
    visit.cancelEnd()
    visit.streams += 1
    streamReports(visit.page, request, reply, () => {
      visit.streams -= 1
      endUnlessStreaming(request.cookies[cookieName] ?? '', visit)
    })
  })
  if (parts.setClock !== null) addTestClock(server, parts.setClock)
  server.setErrorHandler((error, _request, reply) => {
    const status = statusOf(error)
    if (status >= 500)
      parts.log('error', 'bridge', { code: error instanceof Error ? error.name : 'unknown', place: placeOf(error) })
    return reply.code(status).send({ title: status >= 500 ? 'the station failed' : 'not understood' })
  })
  await server.register(files, { root: parts.folder, cacheControl: false, etag: false, lastModified: false })

  await server.listen({ host: '127.0.0.1', port: parts.port }).catch(async (error: unknown) => {
    await server.close()
    throw error
  })
  const address = server.server.address()
  const port = typeof address === 'object' && address !== null ? address.port : parts.port
  origin = `http://127.0.0.1:${port}`
  // Cookies know no ports: two Foyers on one machine must not take each other's.
  cookieName = `foyer-${port}`
  return {
    page: `${origin}/open/${tokens.lasting}`,
    notice: `${origin}${NOTICE}`,
    pageOnce: () => {
      cancelOpening()
      cancelOpening = parts.clock.after(PAGE_START_MS, () => parts.onLost('silent'))
      return `${origin}/open/${tokens.once()}`
    },
    windowGone: () => {
      cancelOpening()
      for (const [name, visit] of visits) {
        if (!visit.launched) continue
        visit.cancelEnd()
        visits.delete(name)
        void visit.page.close()
      }
    },
    close: async () => {
      cancelOpening()
      await server.close()
      const left = [...visits.values()]
      left.forEach(({ cancelEnd }) => cancelEnd())
      await Promise.all(left.map(({ page }) => page.close()))
    },
  }
}

const SECURITY_HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=()',
  'cache-control': 'no-store',
} as const

const isOpen = (url: string) => url.startsWith('/open/') || url === '/test/clock' || url === NOTICE

/**
 * Against DNS rebinding the Host must be ours; against other sites the Origin, where a browser sends one, and
 * `Sec-Fetch-Site`. What changes something is never accepted without an Origin, but from the test clock's scripts.
 */
function isOurs({ headers, method, url }: FastifyRequest, origin: string): boolean {
  if (`http://${headers.host ?? ''}` !== origin) return false
  if (headers.origin !== undefined) return headers.origin === origin
  if (method !== 'GET' && url !== '/test/clock') return false
  const site = headers['sec-fetch-site']
  return site === undefined || site === 'same-origin' || site === 'none' || url.startsWith('/open/')
}

/** Loopback only, as everything here, and only in a process that was started for tests. */
function addTestClock(server: FastifyInstance, setClock: (now: string) => Promise<void>): void {
  server.post<{ Body: { now?: unknown } | null }>('/test/clock', async (request, reply: FastifyReply) => {
    const now = request.body?.now
    if (typeof now !== 'string' || Number.isNaN(Date.parse(now)))
      return reply.code(400).send({ title: 'needs {"now": ISO 8601}' })
    await setClock(new Date(now).toISOString())
    return reply.code(204).send()
  })
}

function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  return Number.isInteger(status) && status >= 400 && status < 600 ? status : 500
}

const placeOf = (error: unknown) => (error instanceof Error ? (error.stack?.split('\n')[1]?.trim() ?? null) : null)
