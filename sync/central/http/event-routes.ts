import type { ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import type * as z from 'zod/mini'
import type { NextPoke, Poke } from '../../contract/kiosk-api.ts'
import type { CentralContext } from '../context.ts'
import type { Stop } from '../ports.ts'
import type { Pokes } from './pokes.ts'
import { requireKiosk } from './signed-request.ts'

// A kiosk that takes nothing off the wire is cut off: it comes back and asks.
const MOST_WAITING_BYTES = 64 * 1_024
/** Shorter than the patience of any proxy for an answer (nginx 60 s, many at 30 s). */
const LONGEST_QUESTION_MS = 25_000

/**
 * `GET /v1/events`: server-sent events that poke, and a comment as heartbeat. `GET /v1/events/next`: the next poke alone.
 * No history: after a gap a kiosk syncs.
 */
export function registerEventRoutes(app: FastifyInstance, context: CentralContext, pokes: Pokes): void {
  const streams = new Set<() => void>()
  app.addHook('preClose', (done) => {
    for (const end of streams) end()
    done()
  })

  /** Ends with central, and leaves nothing behind however it ends: also where the kiosk has gone before its turn came. */
  const whileOpen = (raw: ServerResponse, end: () => void, stops: readonly Stop[]) => {
    const leave = () => {
      for (const stop of stops) stop()
      streams.delete(end)
    }
    streams.add(end)
    if (raw.closed) leave()
    else raw.once('close', leave)
  }

  app.get('/v1/events', { preHandler: requireKiosk(context), config: { rateLimit: false } }, (_request, reply) => {
    reply.hijack()
    const { raw } = reply
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      connection: 'keep-alive',
    })
    // What is said in one go leaves in one piece: a town that plans all its offices anew pokes for each of them at once,
    // and that is no sign of a kiosk that does not read.
    let saying = ''
    const flush = () => {
      const text = saying
      saying = ''
      if (raw.destroyed || raw.writableEnded) return
      if (raw.writableLength > MOST_WAITING_BYTES) raw.destroy()
      else raw.write(text)
    }
    const write = (text: string) => {
      if (saying === '') queueMicrotask(flush)
      saying += text
    }
    const stopListening = pokes.subscribe((poke: Poke) => write(`event: poke\ndata: ${JSON.stringify(poke)}\n\n`))
    const stopHeartbeat = context.timers.every(context.settings.heartbeatSeconds * 1_000, () => write(': heartbeat\n\n'))
    const end = () => raw.end()
    whileOpen(raw, end, [stopListening, stopHeartbeat])
    write(': connected\n\n')
  })

  app.get('/v1/events/next', { preHandler: requireKiosk(context), config: { rateLimit: false } }, (_request, reply) => {
    const answer = (poke: Poke | null) => {
      if (!reply.sent) void reply.send({ poke } satisfies z.infer<typeof NextPoke>)
    }
    const end = () => answer(null)
    const stopListening = pokes.subscribe(answer)
    const stopWaiting = context.timers.every(LONGEST_QUESTION_MS, end)
    whileOpen(reply.raw, end, [stopListening, stopWaiting])
  })
}
