import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { TownFile } from '../contract/catalogue.ts'
import { addressOf } from './address-of.ts'
import { createCentral } from './central.ts'
import { createTestClock, systemClock, systemTimers } from './clock.ts'
import { BadConfig, parseServerFlags, readConfig } from './config.ts'
import type { CentralContext } from './context.ts'
import { issueEnrolmentCode } from './fleet/kiosks.ts'
import { registerTestClock } from './http/test-clock-route.ts'
import { lastingPort, rememberPort } from './lasting-port.ts'
import { createLog } from './log.ts'
import { openContext } from './open-central.ts'
import { systemRandom } from './random.ts'
import { roomsOf } from './rooms.ts'
import { StoreUnusable } from './store/store.ts'
import { loadCatalogue } from './town/load-catalogue.ts'

const DEMO_TOWN = join(import.meta.dirname, '../../assets/demo-town/town.json')

const HELP = `npm run central -- [flags]

  --config FILE      FOYER_CONFIG    JSON: data, port, host, databaseUrl, keyFile, mail, settings
  --data DIR         FOYER_DATA      databases, keys and mails; default data
  --port N           FOYER_PORT      default 8080; 0 takes any free one
  --host ADDRESS     FOYER_HOST      default 127.0.0.1

  FOYER_PUBLIC_URL   the address in mails and on receipts
  DATABASE_URL       postgres://… instead of SQLite
  FOYER_SMTP_URL     smtp://user:password@host:587 or smtps://…; without it mails are files
  FOYER_SMTP_CA_FILE, FOYER_MAIL_FROM, FOYER_KEY_FILE, FOYER_OIDC_CLIENT_SECRET, FOYER_WEBHOOK_SECRET

Also taken, for one command line with npm start, and without effect here: --profile, --shell, --central.
`

async function main(): Promise<void> {
  const flags = parseServerFlags(process.argv.slice(2))
  if (flags.help === true) return void process.stdout.write(HELP)
  const config = readConfig(flags, process.env)
  const testClock = config.testClock ? createTestClock() : null
  const clock = testClock ?? systemClock
  const log = createLog(clock, (line) => process.stderr.write(line))
  const ports = { clock, timers: systemTimers, random: systemRandom, log }
  const context = await openContext(config, ports, config.publicUrl ?? addressOf(config.host, config.port))
  // Has the threads for checks begun now: the first visitor after a start should not wait for them.
  void context.isSignedBy('', '', '')
  if (config.embedded) await loadDemoTown(context)
  const central = await createCentral(context, roomsOf(config))
  if (testClock) registerTestClock(central.app, { set: testClock.set, caughtUp: central.doDueWork })

  let stopping: Promise<void> | null = null
  const stop = () => {
    stopping ??= central.stop().then(() => context.store.close())
    return stopping
  }
  const end = () => void stop().then(() => process.exit(0))
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, end)
  if (config.embedded) endWithParent(end)

  const bound = (found: number) => {
    // Links in mails need the real address; with port 0 it is known only now.
    if (config.publicUrl === null) context.settings.publicUrl = addressOf(config.host, found)
  }
  const wanted = config.embedded && config.port === 0 ? await lastingPort(context.store, config.host) : config.port
  const port = await central.listen({ host: config.host, port: wanted, bound }).catch(async (error: unknown) => {
    await context.store.close()
    throw error
  })
  log.info('central.ready', { port })
  if (config.embedded) await rememberPort(context.store, port)
  const enrolmentCode = config.embedded
    ? await issueEnrolmentCode(context, { officeId: null, name: null, profile: config.profile })
    : null
  const address = addressOf(config.host, port)
  const ready = {
    ready: true,
    central: address,
    // Mails that go to a relay are in no folder and on no page.
    mail: config.mail.smtpUrl === undefined ? `${address}/mail` : null,
    data: config.dataDir,
    mails: config.mail.smtpUrl === undefined ? join(config.dataDir, 'mails') : null,
    ...(enrolmentCode && { enrolmentCode: enrolmentCode.code }),
  }
  process.stdout.write(`${JSON.stringify(ready)}\n`)
}

/** An embedded central without a catalogue gets the demonstration town; one that has one keeps it. */
async function loadDemoTown(context: CentralContext): Promise<void> {
  if (await context.store.read((tx) => context.town.current(tx))) return
  await loadCatalogue(context, TownFile.parse(JSON.parse(readFileSync(DEMO_TOWN, 'utf8'))))
}

/** The station that started us has gone when its end of the IPC channel or, without one, of stdin closes. */
function endWithParent(end: () => void): void {
  if (process.connected) process.on('disconnect', end)
  else process.stdin.resume().on('end', end).on('error', end)
}

main().catch((error: unknown) => {
  const { line, code } = explain(error)
  process.stderr.write(`${line}\n`)
  process.exit(code)
})

function explain(error: unknown): { line: string; code: number } {
  if (error instanceof BadConfig) return { line: `foyer central: ${error.message}`, code: 2 }
  if (error instanceof StoreUnusable) return { line: `foyer central: ${error.message}`, code: 1 }
  const reason = cannotListen(error)
  if (reason !== null) return { line: `foyer central: ${reason}`, code: 1 }
  return { line: `foyer central: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`, code: 1 }
}

/** What stands in the way of listening, in words; null for any other error. */
function cannotListen(error: unknown): string | null {
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) return null
  if (error.syscall === 'getaddrinfo') return 'host: the name leads to no address'
  if (error.syscall !== 'listen') return null
  const port = 'port' in error ? `port: ${String(error.port)}` : 'port: it'
  if (error.code === 'EADDRINUSE') return `${port} is in use`
  if (error.code === 'EACCES') return `${port} may not be used`
  if (error.code === 'EADDRNOTAVAIL') return 'host: this machine does not have the address'
  return `host: it cannot be listened on (${String(error.code)})`
}
