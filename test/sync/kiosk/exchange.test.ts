import assert from 'node:assert/strict'
import { test } from 'node:test'
import { randomUUID } from 'node:crypto'
import type { CatalogueAnswer, SequencedOp, SyncAnswer, SyncRequest } from '../../../sync/contract/kiosk-api.ts'
import { exchange, OPS_PER_REQUEST } from '../../../sync/kiosk/exchange.ts'
import type { Central, Reply } from '../../../sync/kiosk/parts.ts'

const ANSWER: SyncAnswer = {
  serverTime: '2026-11-23T06:00:00.000Z',
  frozen: false,
  verdicts: [],
  days: [],
  cursors: {},
  granted: [],
  withdrawn: [],
  catalogueVersion: 'v1',
  outOfService: null,
}
const away = async () => ({ outcome: 'away', retryAfterMs: null }) as const

function parts({ ops = 0, version = 'v1' as string | null, answer = {} as Partial<SyncAnswer> } = {}) {
  const order: string[] = []
  const asked: SyncRequest[] = []
  const pending = Array.from({ length: ops }, (_, index) => {
    const op = { kind: 'cancel', opId: randomUUID(), bookingId: randomUUID(), cancelledAt: ANSWER.serverTime } as const
    return { sequence: index + 1, op, signature: 'AA==' } satisfies SequencedOp
  })
  const central: Central = {
    info: away,
    enrol: away,
    hold: away,
    release: away,
    townKeys: async () => {
      order.push('town keys')
      return { outcome: 'answered', answer: { keys: [{ keyId: '0a1b2c3d', key: 'AAAA' }] } }
    },
    catalogue: async () => {
      order.push('catalogue')
      return { outcome: 'answered', answer: { version: 'v2' } as CatalogueAnswer }
    },
    sync: async (request): Promise<Reply<SyncAnswer>> => {
      asked.push(request)
      return { outcome: 'answered', answer: { ...ANSWER, ...answer } }
    },
  }
  const outbox = {
    epoch: randomUUID,
    generation: 3,
    lastSequence: async () => ops,
    pending: async (limit: number) => pending.slice(0, limit),
    settle: async (verdicts: readonly unknown[]) => void order.push(`settle ${verdicts.length}`),
  }
  const escrow = {
    held: () => ['kept'],
    giveBack: async () => {
      order.push('giveBack')
      return ['near']
    },
    heard: async ({
      returned,
      granted,
      collided,
    }: {
      returned: readonly string[]
      granted: readonly unknown[]
      collided: boolean
    }) => void order.push(`heard ${returned.join()} ${granted.length}${collided ? ' collided' : ''}`),
  }
  const cache = {
    catalogueVersion: () => version,
    officeIds: () => ['rathaus', 'amt'],
    cursors: () => ({ rathaus: 7 }),
    setCatalogue: async () => void order.push('setCatalogue'),
    applyDays: async (days: readonly unknown[]) => void order.push(`applyDays ${days.length}`),
    forgetPast: async (before: string) => void order.push(`forgetPast ${before}`),
  }
  const health = () => ({
    version: 'test',
    state: 'start' as const,
    printer: 'ready' as const,
    queue: ops,
    clockOffsetMs: 0,
    diskFreeBytes: null,
    uptimeSeconds: 1,
  })
  const orders = { answers: () => [], heard: () => undefined }
  const keyring = {
    townKeys: () => [{ keyId: 'ffffffff', key: 'AAAA' }],
    setTownKeys: async ([first]: readonly { keyId: string }[]) => void order.push(`keeps ${first?.keyId ?? ''}`),
  }
  return { order, asked, pending, all: { central, outbox, escrow, cache, health, orders, keyring } }
}

const verdictOn = ({ sequence, op }: SequencedOp) => ({ sequence, opId: op.opId, verdict: { outcome: 'cancelled' } }) as const

test('a round tells where the kiosk stands and follows new offices from the beginning', async () => {
  const { all, asked } = parts()
  const reply = await exchange(all)
  assert.deepEqual(asked[0]?.cursors, { rathaus: 7, amt: 0 })
  assert.equal(asked[0]?.generation, 3)
  assert.deepEqual([asked[0]?.lastSequence, asked[0]?.escrow, asked[0]?.returned], [0, ['kept'], ['near']])
  assert.deepEqual(reply, {
    outcome: 'answered',
    answer: { more: false, serverTime: ANSWER.serverTime, frozen: false, outOfService: null },
  })
})

test('own verdicts are written before the days are, so that no slot looks free in between', async () => {
  const kit = parts({ ops: 2 })
  const day = { officeId: 'rathaus', day: '2026-11-23', version: 8, groups: [] }
  const sync: Central['sync'] = async () => ({
    outcome: 'answered',
    answer: { ...ANSWER, verdicts: kit.pending.map(verdictOn), days: [day] },
  })
  await exchange({ ...kit.all, central: { ...kit.all.central, sync } })
  assert.deepEqual(kit.order, ['giveBack', 'settle 2', 'heard near 0', 'applyDays 1', 'forgetPast 2026-11-21'])
})

test('a hundred ops go at most, in order, and the rest follows', async () => {
  const kit = parts({ ops: OPS_PER_REQUEST + 5 })
  const sync: Central['sync'] = async ({ ops }) => {
    kit.asked.push({ ops } as SyncRequest)
    return { outcome: 'answered', answer: { ...ANSWER, verdicts: ops.map(verdictOn) } }
  }
  const reply = await exchange({ ...kit.all, central: { ...kit.all.central, sync } })
  const sequences = kit.asked[0]?.ops.map(({ sequence }) => sequence)
  assert.deepEqual(
    sequences,
    Array.from({ length: OPS_PER_REQUEST }, (_, index) => index + 1),
  )
  assert.ok(reply.outcome === 'answered' && reply.answer.more)
})

test('a central that answers no op is not asked again at once', async () => {
  const { all } = parts({ ops: OPS_PER_REQUEST })
  const reply = await exchange(all)
  assert.ok(reply.outcome === 'answered' && !reply.answer.more)
})

test('a new catalogue is fetched, and another round follows for its offices', async () => {
  const { all, order } = parts({ version: null })
  const reply = await exchange(all)
  assert.deepEqual(order, ['giveBack', 'heard near 0', 'applyDays 0', 'forgetPast 2026-11-21', 'catalogue', 'setCatalogue'])
  assert.ok(reply.outcome === 'answered' && reply.answer.more)
})

test('a central that is away changes nothing', async () => {
  const { all, order } = parts({ ops: 1 })
  const reply = await exchange({ ...all, central: { ...all.central, sync: away } })
  assert.deepEqual(reply, { outcome: 'away', retryAfterMs: null })
  assert.deepEqual(order, ['giveBack'], 'what goes back stays out of sale until central has heard of it')
})

test('an op that central leaves unanswered has another one in its place: a new epoch is needed', async () => {
  const { order, pending, all } = parts({ ops: 2 })
  const [first] = pending
  const verdicts = [{ sequence: 1, opId: first?.op.opId ?? '', verdict: { outcome: 'cancelled' as const } }]
  all.central = { ...all.central, sync: async () => ({ outcome: 'answered', answer: { ...ANSWER, verdicts } }) }
  await exchange(all)
  assert.ok(order.some((step) => step.endsWith('collided')))
})

test('the town’s keys are fetched when another one is in use, and their absence holds up nothing', async () => {
  const moved = parts({ answer: { townKeyId: '0a1b2c3d' } })
  await exchange(moved.all)
  assert.deepEqual(moved.order.slice(-2), ['town keys', 'keeps 0a1b2c3d'])
  for (const townKeyId of ['ffffffff', undefined]) {
    const same = parts({ answer: { townKeyId } })
    await exchange(same.all)
    assert.ok(!same.order.includes('town keys'))
  }
  const silent = await exchange({ ...moved.all, central: { ...moved.all.central, townKeys: away } })
  assert.equal(silent.outcome, 'answered')
})
