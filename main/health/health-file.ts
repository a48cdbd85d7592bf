import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import * as z from 'zod/mini'
import { KioskHealth } from '../../sync/contract/kiosk-api.ts'
import type { Cancel, Clock, Log } from '../ports.ts'
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
      replaceFile(file, `${JSON.stringify({ ...look(), writtenAt: new Date(clock.now()).toISOString() } satisfies HealthFile)}\n`)
    } catch (error) {
      log('error', 'health file', { code: error instanceof Error && 'code' in error ? String(error.code) : 'unknown' })
    }
    cancel = clock.after(EVERY_MS, write)
  }
  write()
  return () => cancel()
}

/** A reader sees the old file or the new one, never half of one, also after a power cut. */
function replaceFile(file: string, text: string): void {
  const draft = `${file}.new`
  // Readable for the monitoring agent, which is another user; the folder decides who comes that far.
  const handle = openSync(draft, 'w', 0o644)
  try {
    writeSync(handle, text)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(draft, file)
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
