import { after } from 'node:test'
import type { Room } from '../../sync/central/central.ts'
import { providerRoom } from '../../sync/central/provider/provider-room.ts'
import { ProviderSettings } from '../../sync/central/provider/provider-settings.ts'
import { createZmsProvider } from '../../sync/central/provider/zms/zms-provider.ts'
import { createZmsWire } from '../../sync/central/provider/zms/zms-wire.ts'
import { type CentralKit, startCentralKit } from './central-kit.ts'
import { startZms, withoutDate } from './zms-stand-in.ts'

type Wanted = {
  readonly databaseUrl: string | null
  /** Seats by the instant of their start; what was booked there before is forgotten. */
  readonly offered: Readonly<Record<string, number>>
  readonly rooms?: readonly Room[]
}

/**
 * A ZMS for all tests of a file, and centrals before it: real ones that are configured to stand there, with catalogue and
 * calendar read. Its clock is that of the central which was started last.
 */
export async function startZmsTown() {
  const time = { nowMs: () => 0 }
  const zms = await startZms({ now: () => time.nowMs() })
  after(() => zms.stop())
  const onClock = (nowMs: () => number) => void (time.nowMs = nowMs)
  const start = ({ offered, ...wanted }: Wanted): Promise<CentralKit> => {
    zms.processes.clear()
    for (const [startsAt, seats] of Object.entries(offered)) zms.offer(Date.parse(startsAt), seats)
    return startProvidedKit({ ...wanted, zmsUrl: zms.baseUrl, onClock })
  }
  return { zms, start }
}

type Wiring = Omit<Wanted, 'offered'> & { readonly zmsUrl: string; readonly onClock: (nowMs: () => number) => void }

async function startProvidedKit({ databaseUrl, zmsUrl, onClock, rooms = [] }: Wiring): Promise<CentralKit> {
  const ports = { fetch: withoutDate, timeout: (ms: number) => AbortSignal.timeout(ms) }
  const kit = await startCentralKit({
    databaseUrl,
    rooms,
    settings: { provider: ProviderSettings.parse({ kind: 'zms', url: zmsUrl }), escrowPercent: 50 },
    provider: (nowMs) => {
      onClock(nowMs)
      return createZmsProvider(createZmsWire({ baseUrl: zmsUrl, timeoutMs: 30_000 }, ports), { now: nowMs })
    },
  })
  // Not among those that central starts by itself: a reading that is still under way would make a test's own one empty.
  const { jobs = [] } = providerRoom()
  const work = async () => {
    for (const job of jobs) await job.work(kit.context)
    await kit.work()
  }
  await work()
  return {
    ...kit,
    work,
    stop() {
      // What the provider refuses is noted for the operator; it is no fault of central.
      kit.faults.splice(0, kit.faults.length, ...kit.faults.filter((fault) => !/^(provider\.|request\.unavailable)/.test(fault)))
      return kit.stop()
    },
  }
}
