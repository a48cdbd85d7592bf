import { readFileSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { gzipSync } from 'node:zlib'
import { findSlotTimes } from '../../sync/central/capacity/find-slots.ts'
import { MOST_OF_A_KIOSK } from '../../sync/central/http/open-streams.ts'
import { addDays } from '../../sync/contract/local-date.ts'
import { townOf } from '../../sync/central/town/town-source.ts'
import type { TownFile } from '../../sync/contract/catalogue.ts'
import { startCentralKit } from '../support/central-kit.ts'
import { freshFolder } from '../support/start-foyer.ts'
import { drive, prepare, startCentral } from './central.ts'
import { type Bench, type Line, quantile, timedAsync } from './measure.ts'
import { munichTown } from './munich.ts'

const STREAMS = 1_000
const AT_ONCE = 50
const TODAY = '2026-11-23'
const DAYS = 30

/** What a large city asks of central: a month of its slots, the sizes of its snapshots, and a thousand kiosks that listen. */
export const centralReach: Bench = async () => [...(await ofMunich()), ...(await ofStreams())]

async function ofMunich(): Promise<Line[]> {
  const munich = await munichTown()
  if (munich.outcome === 'missing') {
    const line = { name: 'Munich at central', value: 0, unit: 'ms', raw: null, ratio: null, goal: 'measured', pass: null }
    return [{ ...line, note: `skipped: ${munich.reason}` }]
  }
  const kit = await startCentralKit({ town: munich.town })
  try {
    const kiosk = await kit.enrol()
    await kiosk.sync()
    return [...(await months(kit, munich.town)), ...(await sizes(kiosk, munich.town))]
  } finally {
    await kit.stop()
  }
}

type Kit = Awaited<ReturnType<typeof startCentralKit>>

async function months({ context }: Kit, town: TownFile): Promise<Line[]> {
  const wishes = town.offices.flatMap((office) => {
    const offer = town.offers.find(({ officeId }) => officeId === office.id)
    return offer ? [{ officeId: office.id, need: { counterGroupId: offer.counterGroupId, ticks: offer.ticks } }] : []
  })
  const search = { audience: 'visitor', nowMs: context.clock.nowMs(), firstDay: TODAY, lastDay: addDays(TODAY, DAYS) } as const
  const month = (wish: (typeof wishes)[number]) =>
    context.store.read(async (tx) => findSlotTimes(tx, await townOf(context.town, tx), { ...search, ...wish }))
  const each: number[] = []
  for (let round = 0; round < 4; round += 1)
    for (const wish of wishes) {
      const ms = await timedAsync(() => month(wish))
      if (round > 0) each.push(ms)
    }
  const all = await timedAsync(async () => {
    for (const wish of wishes) await month(wish)
  })
  const plain = { unit: 'ms', goal: 'measured; kiosks search their own cache', pass: null } as const
  return [
    {
      ...plain,
      name: 'central: month of slots, one office of Munich (p50; raw: p99)',
      value: quantile(each, 0.5),
      raw: quantile(each, 0.99),
      ratio: null,
    },
    { ...plain, name: `central: month of slots, all ${wishes.length} offices of Munich`, value: all, raw: null, ratio: null },
  ]
}

async function sizes(kiosk: Awaited<ReturnType<Kit['enrol']>>, town: TownFile): Promise<Line[]> {
  const { cursors } = await kiosk.sync({ cursors: Object.fromEntries(town.offices.map(({ id }) => [id, -1])) })
  const packed: number[] = []
  let plain = 0
  for (const [officeId, version] of Object.entries(cursors)) {
    const { body } = await kiosk.call('GET', `/v1/snapshots/${officeId}/${String(version)}`)
    const text = JSON.stringify(body)
    plain += text.length
    packed.push(gzipSync(text).length)
  }
  const total = packed.reduce((sum, size) => sum + size, 0)
  const kilo = (bytes: number) => bytes / 1_024
  return [
    {
      name: 'central: snapshot of one office of Munich, gzip (median)',
      value: kilo(quantile(packed, 0.5)),
      unit: 'KiB',
      raw: null,
      ratio: null,
      goal: '≤ 6',
      pass: quantile(packed, 0.5) <= 6 * 1_024,
    },
    {
      name: `central: snapshots of all ${packed.length} offices of Munich, gzip, beside plain JSON`,
      value: kilo(total),
      unit: 'KiB',
      raw: kilo(plain),
      ratio: total / plain,
      goal: '≤ 300',
      pass: total <= 300 * 1_024,
    },
  ]
}

/** Idle listeners over one process; then one booking, and how long until each of them has heard of it. */
async function ofStreams(): Promise<Line[]> {
  const folder = freshFolder()
  const server = await startCentral(folder, { devices: STREAMS / MOST_OF_A_KIOSK })
  const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY })
  const memory = async () => {
    server.child.kill('SIGUSR2')
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    return residentOf(server.child.pid)
  }
  try {
    let heard = 0
    let all: () => void = () => undefined
    const open = (index: number) =>
      new Promise<void>((resolve, reject) => {
        const kiosk = server.kiosks[index % server.kiosks.length]
        if (!kiosk) return reject(new Error('no kiosk'))
        const path = '/v1/events'
        const authorization = kiosk.key.authorize({ kioskId: kiosk.kioskId, method: 'GET', path, body: '', nowMs: Date.now() })
        const sent = request({ agent, host: '127.0.0.1', port: server.port, path, headers: { authorization } }, (response) => {
          let poked = false
          response.once('data', () => resolve())
          response.on('data', (chunk: Buffer) => {
            if (poked || !chunk.includes('event: poke')) return
            poked = true
            heard += 1
            if (heard === STREAMS) all()
          })
          response.on('error', () => undefined)
        })
        sent.on('error', reject).end()
      })
    // The first ones make the process larger by the code that they run.
    await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => open(index)))
    const before = await memory()
    for (let opened = AT_ONCE; opened < STREAMS; opened += AT_ONCE)
      await Promise.all(Array.from({ length: AT_ONCE }, (_, more) => open(opened + more)))
    const perStream = ((await memory()) - before) / (STREAMS - AT_ONCE)
    const [lane] = await prepare(server, 1)
    const told = new Promise<void>((resolve) => {
      all = resolve
    })
    const begun = performance.now()
    await drive(server.port, [lane ?? []])
    const booked = performance.now() - begun
    await told
    const line = { raw: null, ratio: null, pass: null } as const
    return [
      {
        ...line,
        name: `central: memory of an idle event stream (${STREAMS} open)`,
        value: perStream,
        unit: 'KiB',
        goal: 'measured',
      },
      {
        name: `central: a booking until all ${STREAMS} listeners have heard of it (raw: until it was answered)`,
        value: performance.now() - begun,
        unit: 'ms',
        raw: booked,
        ratio: null,
        goal: '≤ 1000',
        pass: performance.now() - begun <= 1_000,
      },
    ]
  } finally {
    server.child.kill('SIGKILL')
    agent.destroy()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** KiB that a process holds in memory. */
const residentOf = (pid: number | undefined): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1] ?? 0)
