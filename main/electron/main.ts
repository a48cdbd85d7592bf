import { join } from 'node:path'
import * as electron from 'electron'
import {
  configReport,
  eventLogOf,
  fetchOverTls,
  healthReport,
  installedCommand,
  openLogFile,
  openStation,
  prepareDataFolder,
  startEmbeddedCentral,
  systemClock,
} from '../app.ts'
import { readConfig } from '../config.ts'
import { createLog, logToAll } from '../log.ts'
import type { Log } from '../ports.ts'
import { lockSession, PAGE, refusedSwitch, servePage } from './lockdown.ts'
import { holdScreens } from './screens.ts'
import { systemSafe } from './system-safe.ts'
import { keepWindow, windowOptions } from './window.ts'

const { app, BrowserWindow, ipcMain, Menu, protocol, safeStorage, screen, session } = electron
/** sysexits.h: the OS's supervisor restarts the kiosk. */
const EXIT_BROKEN = 70
const EXIT_USAGE = 2
const SAID: readonly string[] = ['CannotStart', 'StoreRefused']

const own: Log[] = [createLog((line) => process.stderr.write(line), systemClock.now)]
const eventLog = eventLogOf(
  { platform: process.platform, environment: process.env },
  { now: systemClock.now, aside: logToAll(own) },
)
const logs: Log[] = [logToAll(own)]
const log = logToAll(logs)
const die = (code: number, line: string): never => {
  process.stderr.write(`${line}\n`)
  app.exit(code)
  throw new Error(line)
}

// Test tools drive a developer's Electron through such switches.
const refused = app.isPackaged ? refusedSwitch(app.commandLine) : null
if (refused !== null) die(EXIT_USAGE, `--${refused}: not allowed`)
const flags = process.argv.slice(app.isPackaged ? 1 : 2)
if (flags.includes('--health')) {
  const { code, line } = healthReport(flags, process.env, systemClock.now())
  process.stdout.write(`${line}\n`)
  process.exit(code)
}
if (flags.includes('--check-config')) {
  const { code, text } = configReport(flags, process.env, { packaged: app.isPackaged })
  process.stdout.write(`${text}\n`)
  process.exit(code)
}
const asked = installedCommand(flags)
if (asked) {
  const write = (line: string) => process.stdout.write(`${line}\n`)
  process.exit(await asked.command(asked.args, { environment: process.env, clock: systemClock, fetch: fetchOverTls(), write }))
}
const answer = readConfig(flags, process.env, { packaged: app.isPackaged })
// The reason may quote the file, in which secrets stand, and every user of the machine may read events.
if (answer.outcome === 'fault') eventLog?.('error', 'configuration refused', { code: EXIT_USAGE })
const config = answer.outcome === 'valid' ? answer.config : die(EXIT_USAGE, answer.message)
if (eventLog && config.eventLog) logs.push(eventLog)
if (!app.requestSingleInstanceLock()) die(1, 'Foyer runs already')

app.enableSandbox()
Menu.setApplicationMenu(null)
protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }])
process.on('uncaughtException', (error) => {
  log('error', 'bug', { code: error.name })
  // What stands in the way outside the program is said in its words.
  if (SAID.includes(error.name)) process.stderr.write(`${error.message}\n`)
  app.exit(EXIT_BROKEN)
})

await app.whenReady()
prepareDataFolder(config.data)
own.push(createLog(openLogFile(join(config.data, 'logs')), systemClock.now))
const addressParameters = config.addressParameters ?? false
// A developer's Electron brings a central of its own, as npm start does; here Node is the Electron program itself.
const environment = { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
const embedded =
  config.central === null
    ? await startEmbeddedCentral(app.getAppPath(), { data: config.data, profile: config.profile, environment })
    : null
const central = { address: config.central ?? embedded?.address ?? '', enrolmentCode: embedded?.enrolmentCode ?? null }
const station = await openStation(config, central, {
  addressParameters,
  clock: systemClock,
  log,
  environment: process.env,
  systemSafe: await systemSafe(safeStorage, process.platform),
  end: app.isPackaged ? (code) => void end(code) : null,
})
// No `persist:`: the partition lives in memory and is gone with the process.
const partition = session.fromPartition('kiosk', { cache: false })
partition.protocol.handle('app', servePage(join(import.meta.dirname, '../renderer'), station.notice))
lockSession(partition)
app.on('certificate-error', (event, _contents, _url, _error, _certificate, trust) => {
  event.preventDefault()
  trust(false)
})
await station.ready

const preload = join(import.meta.dirname, 'preload.cjs')
const screens = holdScreens({ screen, wanted: config.display, openCover: (options) => new BrowserWindow(options), log })
const window = new BrowserWindow({
  ...windowOptions({ preload, session: partition, packaged: app.isPackaged }),
  ...screens.home().bounds,
})
screens.hold(window)
const kiosk = keepWindow({
  window,
  session: partition,
  ipcMain,
  openPage: station.openPage,
  clock: systemClock,
  log,
  giveUp: () => app.exit(EXIT_BROKEN),
})
const end = async (code = 0) => {
  await kiosk.close()
  screens.close()
  await station.stop()
  await embedded?.stop()
  app.exit(code)
}
process.once('SIGTERM', () => void end())
process.once('SIGINT', () => void end())
process.stdout.write(`${JSON.stringify({ ready: true, page: PAGE })}\n`)
