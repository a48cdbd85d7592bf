import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type DeviceKey, openDeviceKey } from '../../main/central/device-key.ts'
import { dayBounds, daysBetween, localDay } from '../../sync/central/planning/local-day.ts'
import { addDays } from '../../sync/contract/local-date.ts'
import type { CentralInfo, SyncRequest } from '../../sync/contract/kiosk-api.ts'
import { freshFolder } from '../support/start-foyer.ts'
import { opOf, PERSON, type Place } from './booking-sample.ts'
import { type Bench, type Line, median, quantile } from './measure.ts'

export const CONNECTIONS = 32
const ROUNDS = 3
const EACH = 40
const PATH = '/v1/sync'
const ZONE = 'Europe/Berlin'

type Kiosk = { readonly kioskId: string; readonly key: DeviceKey; readonly epoch: string; sequence: number }
type Server = {
  readonly port: number
  readonly kiosks: readonly Kiosk[]
  /** Enrols one more device. */
  readonly code: string
  readonly sealingKey: CentralInfo['sealingKey']
  readonly child: ChildProcess
}
type CentralOptions = {
  /** A program that runs central's process, such as strace, with its options. */
  readonly through?: readonly string[]
  readonly databaseUrl?: string
  readonly devices?: number
}
type Sent = { readonly body: string; readonly authorization: string }

/** Bookings per second at 32 connections, each with its own kiosk, beside a server that only reads and answers JSON. */
export const central: Bench = async () => {
  const folder = freshFolder()
  const bare = await startBare()
  const mine = await startCentral(folder)
  const rates = { mine: [] as number[], bare: [] as number[] }
  const latencies: number[] = []
  try {
    for (let round = 0; round <= ROUNDS; round += 1) {
      const batch = await prepare(mine, EACH)
      const bareRate = await drive(bare.port, batch)
      const mineRate = await drive(mine.port, batch)
      if (round === 0) continue
      rates.bare.push(bareRate.perSecond)
      rates.mine.push(mineRate.perSecond)
      latencies.push(...mineRate.latencies)
    }
  } finally {
    bare.child.kill('SIGKILL')
    mine.child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
  const [value, raw] = [median(rates.mine), median(rates.bare)]
  const [p50, p99] = [quantile(latencies, 0.5), quantile(latencies, 0.99)]
  return [
    {
      name: `central on SQLite, bookings at ${CONNECTIONS} connections, beside a bare node:http POST`,
      value,
      unit: 'bookings/s',
      raw,
      ratio: value / raw,
      goal: 'ratio ≥ 0.35',
      pass: value / raw >= 0.35,
      note: `median of ${ROUNDS} interleaved rounds of ${CONNECTIONS * EACH}; each booking signed and sealed by its kiosk`,
    },
    {
      name: `central on SQLite, p99 of a booking at ${CONNECTIONS} connections, beside its p50`,
      value: p99,
      unit: 'ms',
      raw: p50,
      ratio: p99 / p50,
      goal: 'ratio ≤ 10',
      pass: p99 / p50 <= 10,
    },
    await fsyncs(),
  ]
}

async function fsyncs(): Promise<Line> {
  const folder = freshFolder()
  const trace = join(folder, 'trace')
  const line = { name: 'central on SQLite, fsyncs per booking', unit: 'fsyncs', raw: 1, goal: '≤ 0.2' }
  const options = ['-f', '-qq', '--seccomp-bpf', '-e', 'trace=fsync,fdatasync', '-o', trace]
  const count = () => (existsSync(trace) ? (readFileSync(trace, 'utf8').match(/f(data)?sync\(/g)?.length ?? 0) : 0)
  const mine = await startCentral(join(folder, 'data'), { through: ['strace', ...options] }).catch(() => null)
  if (!mine) return { ...line, value: 0, ratio: null, pass: null, note: 'skipped: no strace' }
  const batch = await prepare(mine, EACH)
  const before = count()
  await drive(mine.port, batch)
  const value = (count() - before) / (CONNECTIONS * EACH)
  process.kill(-(mine.child.pid ?? 0), 'SIGKILL')
  rmSync(folder, { recursive: true, force: true })
  return { ...line, value, ratio: value, pass: value <= 0.2, note: 'bookings of one turn of the event loop share a commit' }
}

async function startBare(): Promise<{ port: number; child: ChildProcess }> {
  const child = start([], 'test/bench/bare-server.ts', [])
  return { ...((await firstLine(child)) as { port: number }), child }
}

/** A central process with enrolled kiosks, over SQLite in `data` or the given PostgreSQL. */
export async function startCentral(
  data: string,
  { through = [], databaseUrl = '', devices = CONNECTIONS }: CentralOptions = {},
): Promise<Server> {
  const child = start(through, 'test/bench/central-server.ts', [data, String(devices)], databaseUrl)
  const said = (await firstLine(child)) as {
    port: number
    code: string
    kiosks: { kioskId: string; privateKey: string }[]
    sealingKey: CentralInfo['sealingKey']
  }
  const kiosks = said.kiosks.map(({ kioskId, privateKey }) => {
    const file = join(data, `${kioskId}.pem`)
    writeFileSync(file, privateKey)
    return { kioskId, key: openDeviceKey(file), epoch: randomUUID(), sequence: 0 }
  })
  return { port: said.port, kiosks, code: said.code, sealingKey: said.sealingKey, child }
}

const start = (through: readonly string[], script: string, args: readonly string[], databaseUrl = '') => {
  const [program = '', ...rest] = [...through, process.execPath, script, ...args]
  return spawn(program, rest, {
    cwd: join(import.meta.dirname, '../..'),
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
    env: { ...process.env, DATABASE_URL: databaseUrl },
  })
}

async function firstLine(child: ChildProcess): Promise<unknown> {
  if (!child.stdout) throw new Error('no stdout')
  const failed = new Promise<never>((_, reject) =>
    child.once('error', reject).once('exit', (code) => reject(new Error(`ended with ${code}`))),
  )
  const line = async () => {
    for await (const text of createInterface({ input: child.stdout ?? process.stdin })) return JSON.parse(text) as unknown
    throw new Error('said nothing')
  }
  return Promise.race([line(), failed])
}

/** Places of the demonstration town that are free for the benchmark, spread over days and hours: the nth of them. */
export function placesOf(nowMs: number): (nth: number) => Place {
  const today = localDay(nowMs, ZONE)
  // Thursdays from 12 to 18, all within the horizon: the counter for collecting is open then.
  const days = daysBetween(addDays(today, 3), addDays(today, 24)).filter((day) => new Date(`${day}T12:00:00Z`).getUTCDay() === 4)
  return (nth) => {
    const day = days[nth % days.length] ?? today
    const startsAt = new Date(dayBounds(day, ZONE).startMs + (12 * 60 + ((nth * 7) % 60) * 5) * 60_000).toISOString()
    return { officeId: 'buergeramt', counterGroupId: 'ausgabe', serviceId: 'ausweis-abholen', startsAt, ticks: 1 }
  }
}

/** Requests ready to be sent, each with one booking, sealed and signed by its kiosk. */
export async function prepare(server: Server, each: number): Promise<Sent[][]> {
  const placeAt = placesOf(Date.now())
  return Promise.all(
    server.kiosks.map(async (kiosk, lane) => {
      const lines: Sent[] = []
      for (let index = 0; index < each; index += 1) {
        kiosk.sequence += 1
        const place = placeAt(lane + kiosk.sequence * server.kiosks.length)
        const op = await opOf(place, server.sealingKey, { ...PERSON, email: `${randomUUID()}@example.org` })
        const sync: SyncRequest = {
          epoch: kiosk.epoch,
          generation: 1,
          cursors: {},
          escrow: [],
          returned: [],
          ops: [{ sequence: kiosk.sequence, op, signature: kiosk.key.signOp(op) }],
          catalogueVersion: null,
          health: null,
        }
        const body = JSON.stringify(sync)
        const authorization = kiosk.key.authorize({ kioskId: kiosk.kioskId, method: 'POST', path: PATH, body, nowMs: Date.now() })
        lines.push({ body, authorization })
      }
      return lines
    }),
  )
}

/** One connection per lane, each sends its requests one after the other. Throws if a booking is not taken. */
export async function drive(port: number, lanes: readonly (readonly Sent[])[]) {
  const agent = new Agent({ keepAlive: true, maxSockets: lanes.length })
  const latencies: number[] = []
  const from = performance.now()
  await Promise.all(
    lanes.map(async (lane) => {
      for (const sent of lane) {
        const begun = performance.now()
        const answer = await post(agent, port, sent)
        latencies.push(performance.now() - begun)
        if (!answer.includes('"taken"')) throw new Error(`not taken: ${answer.slice(0, 300)}`)
      }
    }),
  )
  const perSecond = latencies.length / ((performance.now() - from) / 1000)
  agent.destroy()
  return { perSecond, latencies }
}

const post = (agent: Agent, port: number, { body, authorization }: Sent): Promise<string> =>
  new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), authorization }
    const sent = request({ agent, host: '127.0.0.1', port, path: PATH, method: 'POST', headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve(Buffer.concat(chunks).toString()))
      response.on('error', reject)
    })
    sent.on('error', reject)
    sent.end(body)
  })
