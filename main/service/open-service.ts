import type { Config } from '../config.ts'
import type { HealthFacts } from '../health/health-file.ts'
import { selfChecks } from '../health/self-checks.ts'
import type { Ports } from '../ports.ts'
import type { Printer } from '../printing/transport.ts'
import type { Disk } from '../store/disk.ts'
import { createServiceMenu, type ServiceMenu } from './service-menu.ts'

/** The service menu of a station; undefined where its disk has no place for what the menu remembers. */
export function openService(
  { service }: Disk,
  parts: {
    config: Config
    /** Central's address. */
    central: string
    ports: Ports & { readonly printer: Printer; readonly restart?: (() => void) | null }
    health: () => HealthFacts
    printTest: (jobId: string) => Promise<void>
    changed: () => void
  },
): ServiceMenu | undefined {
  const { config, central, ports, health, changed } = parts
  const { clock, fetch, printer, random, log } = ports
  return (
    service &&
    createServiceMenu({
      config: () => config,
      tries: service.tries(clock.now),
      outOfOrder: service.outOfOrder,
      health,
      checks: () => selfChecks(config, { clock, fetch, printer, central, platform: process.platform }),
      printTest: () => parts.printTest(random.uuid()),
      changed,
      restart: ports.restart ?? null,
      log,
    })
  )
}
