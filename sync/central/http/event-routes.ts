import type { ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import type * as z from 'zod/mini'
import type { NextPoke, Poke } from '../../contract/kiosk-api.ts'
import type { CentralContext } from '../context.ts'
import { kioskOf } from '../fleet/kiosk-row.ts'
import type { Stop } from '../ports.ts'
import { openStreams } from './open-streams.ts'
import type { Pokes } from './pokes.ts'
import { describe } from './problem.ts'
import { kioskFrom, requireKiosk } from './signed-request.ts'

// A kiosk that takes nothing off the wire is cut off: it comes back and asks.
const MOST_WAITING_BYTES = 64 * 1_024
/** Shorter than the patience of any proxy for an answer (nginx 60 s, many at 30 s). */
const LONGEST_QUESTION_MS = 25_000

/**
 * `GET /v1/events`: server-sent events that poke, and a comment as heartbeat. `GET /v1/events/next`: the next poke alone.
 * No history: after a gap a kiosk syncs.
 */
export function registerEventRoutes(app: FastifyInstance, context: CentralContext, pokes: Pokes): void {
  const streams = openStreams()
  app.addHook('preClose', (done) => {
    streams.endAll()
    done()
  })

  /** Ends with central, and leaves nothing behind however it ends: also where the kiosk has gone before its turn came. */
  const whileOpen = (kioskId: string, { raw, end, stops }: { raw: ServerResponse; end: () => void; stops: readonly Stop[] }) => {
    const forget = streams.add(kioskId, end)
    const leave = () => {
      for (const stop of stops) stop()
      forget()
    }
    if (raw.closed) leave()
    else raw.once('close', leave)
  }

  app.get('/v1/events', { preHandler: requireKiosk(context), config: { rateLimit: false } }, (request, reply) => {
    reply.hijack()
    const { raw } = reply
    const { kiosk_id: kioskId } = kioskFrom(request)
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      // A proxy that compresses would gather what is said until it has enough.
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      connection: 'keep-alive',
    })
    if (request.method === 'HEAD') return void raw.end()
    const end = () => raw.end()
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
    // Whoever revokes a device has all of them poked: this one asks, hears of it, and hears nothing more.
    const endIfRevoked = async () => {
      if ((await kioskOf(context.store, kioskId))?.revoked_at !== null) end()
    }
    const stopListening = pokes.subscribe((poke: Poke) => {
      write(`event: poke\ndata: ${JSON.stringify(poke)}\n\n`)
      if (poke.officeId === null)
        endIfRevoked().catch((error: unknown) => context.log.warn('stream.unchecked', { error: describe(error) }))
    })
    const stopHeartbeat = context.timers.every(context.settings.heartbeatSeconds * 1_000, () => write(': heartbeat\n\n'))
    whileOpen(kioskId, { raw, end, stops: [stopListening, stopHeartbeat] })
    write(': connected\n\n')
  })

  app.get('/v1/events/next', { preHandler: requireKiosk(context), config: { rateLimit: false } }, (request, reply) => {
    const answer = (poke: Poke | null) => {
      if (!reply.sent) void reply.send({ poke } satisfies z.infer<typeof NextPoke>)
    }
    const end = () => answer(null)
    const stopListening = pokes.subscribe(answer)
    const stopWaiting = context.timers.every(LONGEST_QUESTION_MS, end)
    whileOpen(kioskFrom(request).kiosk_id, { raw: reply.raw, end, stops: [stopListening, stopWaiting] })
  })
}
