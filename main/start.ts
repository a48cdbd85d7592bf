import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Lost, openStation, systemRandom } from './app.ts'
import { CannotStart } from './cannot-start.ts'
import { chooseShell, type Shell } from './window/choose-shell.ts'
import { settableClock } from './clock.ts'
import { type Config, readConfig } from './config.ts'
import { keepBrowser } from './window/keep-browser.ts'
import { healthReport } from './health/health-report.ts'
import { prepareDataFolder } from './data-folder.ts'
import { startElectron } from './window/electron-process.ts'
import { centralFaults, startEmbeddedCentral } from './central/embedded-central.ts'
import { eventLogOf } from './event-log.ts'
import { createLog, logToAll } from './log.ts'
import { openLogFile } from './log-file.ts'
import type { Log } from './ports.ts'
import { startLoopbackHost } from './loopback/host.ts'
import { claimFolder } from './store/claim.ts'
import { StoreRefused } from './store/open.ts'

const ROOT = join(import.meta.dirname, '..')
const PAGE = join(ROOT, 'dist/renderer')
/** A page that opens earlier shows that it is starting; a central that is away does not hold it back longer than this. */
const READY_WAIT_MS = 5_000
/** sysexits.h: the system's supervisor starts a fresh process. */
const EXIT_BROKEN = 70

type CentralAddress = { address: string; mail: string | null; mails: string | null; enrolmentCode: string | null }
type Closing = (() => Promise<unknown>)[]

const clock = settableClock()
const own: Log[] = [createLog((line) => process.stderr.write(line), clock.now)]
const logs: Log[] = [logToAll(own)]
const log = logToAll(logs)

if (process.argv.includes('--health')) {
  const { code, line } = healthReport(process.argv.slice(2), process.env, clock.now())
  process.stdout.write(`${line}\n`)
  process.exit(code)
}
const HELP = `npm start -- [flags]

  --config FILE      FOYER_CONFIG     a JSON file; assets/handbook/device-configuration.md lists its keys
  --data DIR         FOYER_DATA       databases, keys, receipts, mails; default data
  --port N           FOYER_PORT       of the page; default 0, any free one
  --profile NAME     FOYER_PROFILE    lobby or desk; default lobby
  --shell NAME       FOYER_SHELL      auto, electron, browser or none; default auto
  --central URL      FOYER_CENTRAL    a central server elsewhere; default an embedded one with the demonstration town
  --health                            one line about the station of that data folder, and its exit code
`

if (process.argv.some((arg) => arg === '--help' || arg === '-h')) {
  process.stdout.write(HELP)
  process.exit(0)
}
const answer = readConfig(process.argv.slice(2), process.env)
const fault = answer.outcome === 'fault' ? answer.message : await faultOfCentral(answer.config)
if (answer.outcome === 'fault' || fault !== null) {
  process.stderr.write(`${fault}\n`)
  process.exitCode = 2
} else {
  await run(answer.config)
}

async function run(config: Config): Promise<void> {
  const closing: Closing = []
  let ending: Promise<never> | null = null
  const end = (code: number) => (ending ??= closeAll(closing).then(() => process.exit(code)))
  // SIGHUP: the terminal or the remote session in which somebody started it was closed.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => void end(0))
  endWithNpm(() => void end(0))
  try {
    const shell = chooseShell(config.shell, { root: ROOT, environment: process.env, platform: process.platform })
    prepareDataFolder(config.data)
    const claim = claimFolder(join(config.data, 'station'))
    if (claim === null) throw new CannotStart(`data: ${config.data} is in use by another Foyer`)
    closing.push(async () => claim.release())
    own.push(createLog(openLogFile(join(config.data, 'logs')), clock.now))
    const machine = { platform: process.platform, environment: process.env }
    const eventLog = config.eventLog ? eventLogOf(machine, { now: clock.now, aside: logToAll(own) }) : null
    if (eventLog) logs.push(eventLog)
    const central = await findCentral(config, closing, end)
    const page =
      shell.kind === 'electron' ? await showInElectron(shell, config, central) : await showInBrowser(shell, config, central)
    const { mail, mails, address } = central
    const { data } = config
    const ready = { ready: true, shell: shell.kind, page, central: address, mail, data, receipts: join(data, 'receipts'), mails }
    process.stdout.write(`${JSON.stringify(ready)}\n`)
  } catch (error) {
    const line = lineFor(error)
    if (line !== '') process.stderr.write(`${line}\n`)
    await end(1)
  }

  async function showInElectron(shell: Extract<Shell, { kind: 'electron' }>, config: Config, central: CentralAddress) {
    const { data, profile, file } = config
    const own = { FOYER_DATA: data, FOYER_PROFILE: profile, FOYER_CENTRAL: central.address }
    const code = central.enrolmentCode === null ? {} : { FOYER_ENROLMENT_CODE: central.enrolmentCode }
    const environment = { ...process.env, ...own, ...code, ...(file !== null && { FOYER_CONFIG: file }) }
    const electron = await startElectron(shell, environment)
    closing.push(electron.stop)
    void electron.ended.then(() => end(0))
    return electron.page
  }

  async function showInBrowser(shell: Shell, config: Config, central: CentralAddress): Promise<string> {
    if (!existsSync(join(PAGE, 'index.html'))) throw new CannotStart('the page is not built: npm run build')
    const addressParameters = config.addressParameters ?? true
    const station = await openStation(config, central, { addressParameters, clock, log, environment: process.env })
    closing.push(station.stop)
    let replace: (how: Lost) => void = () => undefined
    const host = await startLoopbackHost({
      folder: PAGE,
      port: config.port,
      openPage: station.openPage,
      notice: station.notice,
      clock,
      random: systemRandom,
      log,
      setClock: config.testClock ? (now) => setClocks(now, config.central === null ? central.address : null) : null,
      onLost: (how) => replace(how),
    }).catch((error: unknown) => {
      const code = error instanceof Error && 'code' in error ? String(error.code) : ''
      if (code === 'EADDRINUSE') throw new CannotStart(`port: ${config.port} is in use`)
      if (code === 'EACCES') throw new CannotStart(`port: ${config.port} may not be used`)
      throw error
    })
    closing.push(host.close)
    await Promise.race([station.ready, new Promise<void>((resolve) => clock.after(READY_WAIT_MS, resolve))])
    if (shell.kind === 'browser') {
      const window = keepBrowser(shell.program, {
        host,
        asRoot: process.getuid?.() === 0,
        leftover: join(config.data, 'station', 'window.json'),
        onClosed: () => void end(0),
        giveUp: () => void end(EXIT_BROKEN),
        clock,
        log,
      })
      closing.push(window.stop)
      replace = window.lost
    }
    return host.page
  }
}

/** The embedded central reads its keys of the same file; port and data folder it gets by flag. */
function environmentOfCentral({ file }: Config): Readonly<Record<string, string | undefined>> {
  const { FOYER_PORT: _port, FOYER_DATA: _data, ...others } = process.env
  return { ...others, FOYER_CONFIG: file ?? '' }
}

async function faultOfCentral(config: Config): Promise<string | null> {
  const [fault] = config.central === null ? await centralFaults(ROOT, environmentOfCentral(config)) : []
  return fault ?? null
}

/** The configured central, or one of our own beside us. */
async function findCentral(config: Config, closing: Closing, end: (code: number) => Promise<never>): Promise<CentralAddress> {
  if (config.central !== null) return { address: config.central, mail: null, mails: null, enrolmentCode: config.enrolmentCode }
  const environment = environmentOfCentral(config)
  const embedded = await startEmbeddedCentral(ROOT, { data: config.data, profile: config.profile, environment })
  let closed = false
  closing.push(async () => {
    closed = true
    await embedded.stop()
  })
  void embedded.ended.then((code) => {
    if (closed) return
    log('error', 'the embedded central ended', { code })
    void end(1)
  })
  return embedded
}

/** Central first: a station that is ahead of it would be refused for its clock. */
async function setClocks(now: string, embedded: string | null): Promise<void> {
  if (embedded !== null) {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(`${embedded}/test/clock`, { method: 'POST', headers, body: JSON.stringify({ now }) })
    if (!response.ok) throw new Error(`central's clock: ${response.status}`)
  }
  clock.set(Date.parse(now))
}

async function closeAll(closing: Closing): Promise<void> {
  for (const close of closing.toReversed()) {
    await close().catch((error: unknown) => log('error', 'closing', { code: error instanceof Error ? error.name : 'unknown' }))
  }
}

function lineFor(error: unknown): string {
  if (error instanceof CannotStart || error instanceof StoreRefused) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

/** `npm start` puts a shell between itself and us which takes a SIGTERM to its grave: we notice that it has gone. */
function endWithNpm(end: () => void): void {
  if (process.env['npm_lifecycle_event'] === undefined) return
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && end(), 500).unref()
}
