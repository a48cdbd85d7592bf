import { join } from 'node:path'
import { DEFAULTS } from '../../main/config.ts'
import { silentLog } from '../../main/log.ts'
import { createVirtualPrinter } from '../../main/printing/virtual.ts'
import { systemRandom } from '../../main/random.ts'
import { createStation, type Station } from '../../main/station.ts'

export type StationPlace = {
  /** Central's address, and a code that enrols this station there. */
  readonly central: string
  readonly code: string
  readonly homeOffice: string
  readonly nowMs: () => number
}

/** A real station over a folder, ready, with a clock that the benchmark may turn. */
export async function stationAt(folder: string, { central, code, homeOffice, nowMs }: StationPlace): Promise<Station> {
  const config = { ...DEFAULTS, data: folder, enrolmentCode: code, homeOffice, testClock: false, file: null, given: [] }
  const after = (milliseconds: number, call: () => void) => {
    const timer = setTimeout(call, milliseconds)
    return () => clearTimeout(timer)
  }
  const station = createStation(
    { config, central, addressParameters: false, version: 'bench' },
    {
      clock: { now: nowMs, after },
      monotonic: nowMs,
      random: { ...systemRandom, fraction: () => 0 },
      log: silentLog,
      fetch,
      printer: createVirtualPrinter({ folder: join(folder, 'receipts'), columns: 48 }),
    },
  )
  await station.ready
  return station
}
