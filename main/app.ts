import { join } from 'node:path'
import type { Config } from './config.ts'
import type { Clock, Log } from './ports.ts'
import { systemMonotonic } from './clock.ts'
import { fetchOverTls } from './central/fetch-over-tls.ts'
import { HEALTH_FILE, keepHealthFile } from './health/health-file.ts'
import { credentialSafe } from './secrets/credentials.ts'
import { openKeptKey } from './secrets/kept-key.ts'
import type { KeySafe } from './secrets/key-safe.ts'
import { createPrinter } from './printing/create-printer.ts'
import { systemRandom } from './random.ts'
import { stationFolder } from './data-folder.ts'
import { diskAt } from './store/disk.ts'
import { createStation, type Station } from './station.ts'
import { keepUpdated } from './updates/keep-updated.ts'
import { placeAmongHundred } from './updates/place.ts'
import { openHandedVersions } from './updates/handed-versions.ts'
import { openLinkedVersions } from './updates/linked-versions.ts'
import { VERSION } from './version.ts'

export { PAGE_START_MS } from '../machines/delays.ts'
export { systemClock } from './clock.ts'
export { installedCommand } from './cli/installed-commands.ts'
export { healthReport } from './health/health-report.ts'
export { configReport } from './config-report.ts'
export { eventLogOf } from './event-log.ts'
export { openLogFile } from './log-file.ts'
export { prepareDataFolder } from './data-folder.ts'
export { startEmbeddedCentral } from './central/embedded-central.ts'
export { fetchOverTls } from './central/fetch-over-tls.ts'
export type { Notice } from './out-of-order-notice.ts'
export type { Lost, Page } from './visit/pages.ts'
export type { KeySafe } from './secrets/key-safe.ts'
export { systemRandom } from './random.ts'
export { createWindowKeeper } from './window/window-keeper.ts'
export { createStation, type Station, type StationPorts, type StationSettings } from './station.ts'

/** Where a station finds central, and the one-time code that enrols it there. */
export type CentralPlace = { readonly address: string; readonly enrolmentCode: string | null }

/**
 * The station of this machine, with its real disk, printer, network and chance. Its key is kept by a credential of systemd,
 * else by `systemSafe`, else by the mode of its file. Rejects with StoreRefused and CannotStart.
 */
export async function openStation(
  config: Config,
  central: CentralPlace,
  {
    addressParameters,
    clock,
    log,
    environment,
    systemSafe = null,
    end = null,
  }: {
    addressParameters: boolean
    clock: Clock
    log: Log
    environment: Readonly<Record<string, string | undefined>>
    systemSafe?: KeySafe | null
    /** Ends the program with an exit code that its supervisor acts on; null where nobody would start it again. */
    end?: ((exitCode: number) => void) | null
  },
): Promise<Station> {
  const fetch = fetchOverTls()
  const { uri, columns, answers } = config.printer
  const settings = {
    config: { ...config, enrolmentCode: config.enrolmentCode ?? central.enrolmentCode },
    central: central.address,
    addressParameters,
    version: VERSION,
  }
  const printer = createPrinter(clock, { uri, columns, answers, leftover: true, receipts: join(config.data, 'receipts') })
  const folder = stationFolder(config)
  const safes = [credentialSafe(environment, systemRandom), systemSafe].filter((safe) => safe !== null)
  const { key, keptBy } = await openKeptKey(join(folder, 'device-key'), { safes, protection: config.keyProtection })
  log(keptBy === 'file' ? 'warning' : 'info', 'device key', { state: keptBy })
  const disk = { ...diskAt(folder), deviceKey: () => key }
  const versions = versionsIn(join(config.data, 'versions'), environment, clock)
  const station = createStation(settings, {
    clock,
    monotonic: systemMonotonic,
    random: systemRandom,
    log,
    fetch,
    printer,
    disk,
    restart: end && (() => end(0)),
  })
  const health = () => ({ ...station.health(), deviceKey: keptBy })
  const stopHealthFile = keepHealthFile(join(config.data, HEALTH_FILE), health, { clock, log })
  const stopUpdates =
    end === null
      ? () => undefined
      : keepUpdated({
          settings: config.updates,
          versions,
          device: { current: VERSION, platform: process.platform, arch: process.arch, place: placeAmongHundred(key.publicKey) },
          serving: station.serving,
          end,
          fetch,
          clock,
          log,
        })
  return {
    ...station,
    health,
    stop: () => {
      stopHealthFile()
      stopUpdates()
      return station.stop()
    },
  }
}

const versionsIn = (folder: string, environment: Readonly<Record<string, string | undefined>>, { now }: Clock) =>
  process.platform === 'win32'
    ? openHandedVersions(folder, join(environment['ProgramData'] ?? 'C:\\ProgramData', 'Foyer/updates'), now)
    : openLinkedVersions(folder)
