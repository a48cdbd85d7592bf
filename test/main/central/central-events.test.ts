import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { createCentralClient } from '../../../main/central/central-client.ts'
import { correctedClock } from '../../../main/central/corrected-clock.ts'
import { type EventNews, listenToCentral } from '../../../main/central/central-events.ts'
import type { Clock } from '../../../main/ports.ts'
import { startCentralKit } from '../../support/central-kit.ts'
import { idleTimers } from '../../support/idle-clock.ts'

// 20 s of silence are 0.2 s here, counted only while nothing else is to be done.
const PACE = 100

/** A proxy that passes an answer on once it has all of it, as some do in the name of scanning for viruses. */
async function startHoarder(target: string) {
  const { hostname, port } = new URL(target)
  const asked: string[] = []
  const server = createServer((question, answer) => {
    asked.push(question.url ?? '')
    const { method, url, headers } = question
    const onwards = request({ hostname, port, method, path: url, headers }, (reply) => {
      const parts: Buffer[] = []
      reply.on('data', (part: Buffer) => parts.push(part))
      reply.on('end', () =>
        answer.writeHead(reply.statusCode ?? 502, { 'content-type': 'application/json' }).end(Buffer.concat(parts)),
      )
      reply.on('error', () => answer.destroy())
    })
    onwards.on('error', () => answer.destroy())
    answer.on('close', () => onwards.destroy())
    question.pipe(onwards)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const stop = async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, stop }
}

/** What a terminal hears through `address`; `until` resolves once it has heard that. */
async function listenThrough(central: Awaited<ReturnType<typeof startCentralKit>>, address: string) {
  const device = await central.enrol()
  const news: EventNews[] = []
  const waiting = new Set<() => void>()
  const key = {
    publicKey: '',
    signOp: () => '',
    proveReceipt: () => '',
    authorize: ({ method, path, body }: { method: string; path: string; body: string }) =>
      device.authorize(method, path, body)['authorization'] ?? '',
  }
  const waits: number[] = []
  const later = idleTimers(PACE)
  const clock: Clock = { now: central.clock.nowMs, after: (ms, call) => (waits.push(ms), later(ms, call)) }
  const corrected = correctedClock(clock, { monotonic: central.clock.nowMs, lastHeardMs: null })
  const client = createCentralClient(address, { key, kioskId: () => device.kioskId, clock: corrected, fetch })
  const cancel = listenToCentral(
    client,
    { clock, fetch, random: { uuid: randomUUID, bytes: () => Buffer.alloc(0), fraction: () => 0 } },
    (one) => {
      news.push(one)
      for (const look of waiting) look()
    },
  )
  const until = (wanted: EventNews) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!news.includes(wanted)) return
        waiting.delete(look)
        resolve()
      }
      waiting.add(look)
      look()
    })
  return { news, until, waits, cancel }
}

const hold = { officeId: 'rathaus', services: [{ serviceId: 'ausweis', count: 1 }], startsAt: '2026-11-24T07:00:00.000Z' }

test('a stream that comes through is open, and pokes', async () => {
  const central = await startCentralKit()
  after(() => central.stop())
  const { news, until, cancel } = await listenThrough(central, central.address)
  await until('opened')
  await (await central.enrol()).hold({ ...hold, bookingId: randomUUID() })
  await until('poked')
  assert.deepEqual(news.slice(0, 2), ['opened', 'poked'])
  cancel()
})

test('where a proxy keeps the stream to itself, central is asked for the next poke instead', async () => {
  const central = await startCentralKit()
  const proxy = await startHoarder(central.address)
  after(async () => {
    await proxy.stop()
    await central.stop()
  })
  const { news, until, cancel } = await listenThrough(central, proxy.address)
  await until('lost')
  const other = await central.enrol()
  // The question is on its way; what changes before it has arrived is found by polling.
  while (!news.includes('poked')) {
    const bookingId = randomUUID()
    await other.hold({ ...hold, bookingId })
    await other.call('POST', '/v1/holds/release', { bookingId })
  }
  assert.ok(!news.includes('opened'), 'the terminal goes on polling in its own pace')
  assert.deepEqual(new Set(proxy.asked), new Set(['/v1/events', '/v1/events/next']))
  cancel()
})

test('a stream that is refused for a while is not opened before it is over', async () => {
  const central = await startCentralKit()
  const busy = createServer((_, answer) => void answer.writeHead(503, { 'retry-after': '120' }).end()).listen(0, '127.0.0.1')
  await once(busy, 'listening')
  after(async () => {
    busy.close()
    await central.stop()
  })
  const { until, waits, cancel } = await listenThrough(central, `http://127.0.0.1:${(busy.address() as AddressInfo).port}`)
  await until('lost')
  while (!waits.includes(120_000)) await new Promise(setImmediate)
  cancel()
})
