import { join } from 'node:path'
import type { Config } from './config.ts'
import type { Clock, Log } from './ports.ts'
import { systemMonotonic } from './clock.ts'
import { HEALTH_FILE, keepHealthFile } from './health/health-file.ts'
import { createPrinter } from './printing/create-printer.ts'
import { systemRandom } from './random.ts'
import { createStation, type Station } from './station.ts'
import { VERSION } from './version.ts'

export { systemClock } from './clock.ts'
export { healthReport } from './health/health-report.ts'
export { openLogFile } from './log-file.ts'
export { prepareDataFolder } from './data-folder.ts'
export { startEmbeddedCentral } from './embedded-central.ts'
export type { Page } from './pages.ts'
export { systemRandom } from './random.ts'
export { createStation, type Station, type StationPorts, type StationSettings } from './station.ts'

/** Where a station finds central, and the one-time code that enrols it there. */
export type CentralPlace = { readonly address: string; readonly enrolmentCode: string | null }

/** The station of this machine, with its real disk, printer, network and chance. Throws StoreRefused. */
export function openStation(
  config: Config,
  central: CentralPlace,
  { addressParameters, clock, log }: { addressParameters: boolean; clock: Clock; log: Log },
): Station {
  const { uri, columns, answers } = config.printer
  const settings = {
    config: { ...config, enrolmentCode: config.enrolmentCode ?? central.enrolmentCode },
    central: central.address,
    addressParameters,
    version: VERSION,
  }
  const printer = createPrinter(clock, { uri, columns, answers, receipts: join(config.data, 'receipts') })
  const station = createStation(settings, { clock, monotonic: systemMonotonic, random: systemRandom, log, fetch, printer })
  const stopHealthFile = keepHealthFile(join(config.data, HEALTH_FILE), station.health, { clock, log })
  return {
    ...station,
    stop: () => {
      stopHealthFile()
      return station.stop()
    },
  }
}
