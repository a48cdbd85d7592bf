import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createCentralClient } from '../../../main/central/central-client.ts'
import { correctedClock } from '../../../main/central/corrected-clock.ts'
import type { Ports } from '../../../main/ports.ts'

const key = {
  publicKey: 'AA==',
  signOp: () => 'AA==',
  proveReceipt: () => 'F1.',
  authorize: ({ nowMs }: { nowMs: number }) => `Foyer at ${nowMs}`,
}
const INFO = {
  serverTime: '2026-11-23T06:00:10.000Z',
  publicUrl: 'http://127.0.0.1',
  sealingKey: { keyId: 'k', publicKey: 'AA==' },
}
const NOW = Date.parse('2026-11-23T06:00:00.000Z')

function client(answer: () => Promise<Response> | Response, { kioskId = 'kiosk-1' as string | null } = {}) {
  const asked: [string, RequestInit | undefined][] = []
  const timers: (() => void)[] = []
  const fetch: Ports['fetch'] = async (address, init) => {
    asked.push([address, init])
    return answer()
  }
  const clock = { now: () => NOW, after: (_: number, call: () => void) => (timers.push(call), () => undefined) }
  const corrected = correctedClock(clock, { monotonic: () => 0, lastHeardMs: null })
  return {
    asked,
    timers,
    corrected,
    central: createCentralClient('http://central/', { key, kioskId: () => kioskId, clock: corrected, fetch }),
  }
}
const json = (value: unknown, init?: ResponseInit) => Response.json(value, init)

test('an answer is parsed before anybody sees it; what does not fit is no answer', async () => {
  assert.deepEqual(await client(() => json(INFO)).central.info(), { outcome: 'answered', answer: INFO })
  const portal = client(() => new Response('<html>Please accept our terms</html>'))
  assert.deepEqual(await portal.central.info(), { outcome: 'away', retryAfterMs: null })
  assert.deepEqual(await client(() => json({ hello: 'world' })).central.info(), { outcome: 'away', retryAfterMs: null })
})

test('a network that fails is a central that is away', async () => {
  const { central } = client(() => Promise.reject(new TypeError('fetch failed')))
  assert.deepEqual(await central.info(), { outcome: 'away', retryAfterMs: null })
})

test('a busy central says when to come back, in seconds or as a date', async () => {
  const busy = (after: string, date?: string) =>
    client(() => json({}, { status: 503, headers: { 'retry-after': after, ...(date && { date }) } })).central.info()
  assert.deepEqual(await busy('7'), { outcome: 'away', retryAfterMs: 7_000 })
  assert.deepEqual(await busy('Mon, 23 Nov 2026 06:00:30 GMT'), { outcome: 'away', retryAfterMs: 30_000 })
  // On a device whose clock is a day behind, too: both dates are the server's.
  const tomorrow = ['Tue, 24 Nov 2026 06:00:30 GMT', 'Tue, 24 Nov 2026 06:00:00 GMT'] as const
  assert.deepEqual(await busy(...tomorrow), { outcome: 'away', retryAfterMs: 30_000 })
  assert.deepEqual(await busy('soon'), { outcome: 'away', retryAfterMs: null })
})

test('a refusal keeps the problem’s type', async () => {
  const problem = { type: 'https://foyer.invalid/problems/revoked', title: 'revoked', status: 403 }
  const { central } = client(() => json(problem, { status: 403 }))
  assert.deepEqual(await central.catalogue(), { outcome: 'rejected', status: 403, code: problem.type })
})

test('requests are signed with central’s time once it is known, and not sent unsigned', async () => {
  const { central, corrected, asked } = client(() => json(INFO))
  await central.catalogue()
  await central.info()
  assert.equal(corrected.offsetMs(), 10_000)
  await central.catalogue()
  const headers = (index: number) => new Headers(asked[index]?.[1]?.headers).get('authorization')
  assert.deepEqual([headers(0), headers(1), headers(2)], [`Foyer at ${NOW}`, null, `Foyer at ${NOW + 10_000}`])
  assert.equal(asked[0]?.[0], 'http://central/v1/catalogue')
  const stranger = client(() => json(INFO), { kioskId: null })
  assert.deepEqual(await stranger.central.catalogue(), { outcome: 'rejected', status: 401, code: 'notEnrolled' })
  assert.equal(stranger.asked.length, 0)
})

test('a request that takes too long is given up', async () => {
  const stuck = client(
    () => new Promise((_, reject) => stuck.asked[0]?.[1]?.signal?.addEventListener('abort', () => reject(new Error('aborted')))),
  )
  const reply = stuck.central.hold({ bookingId: 'b', officeId: 'o', services: [], startsAt: INFO.serverTime })
  await Promise.resolve()
  for (const call of stuck.timers) call()
  assert.deepEqual(await reply, { outcome: 'away', retryAfterMs: null })
})
