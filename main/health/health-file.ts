import { readFileSync } from 'node:fs'
import * as z from 'zod/mini'
import { KioskHealth } from '../../sync/contract/kiosk-api.ts'
import type { Cancel, Clock, Log } from '../ports.ts'
import { replaceFile } from '../replace-file.ts'
import { TROUBLES } from './central-trouble.ts'

/** How a station is, for monitoring on its own machine. It has no field for a person. */
export const HealthFile = z.extend(KioskHealth, {
  writtenAt: z.iso.datetime(),
  network: z.enum(['online', 'offline', 'starting']),
  /** Whether central has ever taken this device. */
  enrolled: z.boolean(),
  /** The code that the screen shows where it is out of service. */
  outOfService: z.nullable(z.string()),
  /** When central last answered. */
  heardAt: z.nullable(z.iso.datetime()),
  /** Why central cannot be reached, where that can be told. */
  trouble: z.nullable(z.enum(TROUBLES)),
  /** What keeps this device's key: `systemd`, the name of the system's store, or `file`. */
  deviceKey: z.optional(z.string()),
})
export type HealthFile = z.infer<typeof HealthFile>
export type HealthFacts = Omit<HealthFile, 'writtenAt'>

export const HEALTH_FILE = 'station/health.json'
const EVERY_MS = 30_000

/** Writes the file now and every 30 seconds: whole or not at all. A full disk is logged and tried again. */
export function keepHealthFile(file: string, look: () => HealthFacts, { clock, log }: { clock: Clock; log: Log }): Cancel {
  let cancel: Cancel = () => undefined
  const write = () => {
    try {
      const told = { ...look(), writtenAt: new Date(clock.now()).toISOString() } satisfies HealthFile
      // Readable for the monitoring agent, which is another user; the folder decides who comes that far.
      replaceFile(file, `${JSON.stringify(told)}\n`, 0o644)
    } catch (error) {
      log('error', 'health file', { code: error instanceof Error && 'code' in error ? String(error.code) : 'unknown' })
    }
    cancel = clock.after(EVERY_MS, write)
  }
  write()
  return () => cancel()
}

/** What the file says; null where there is none, `damaged` where it says nothing that can be understood. */
export function readHealthFile(file: string): HealthFile | 'damaged' | null {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    return 'damaged'
  }
  try {
    return HealthFile.safeParse(JSON.parse(text)).data ?? 'damaged'
  } catch {
    return 'damaged'
  }
}
