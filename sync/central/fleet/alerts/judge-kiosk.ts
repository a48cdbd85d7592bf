import type { KioskAlert } from '../../../contract/kiosk-alert.ts'
import { KioskHealth } from '../../../contract/kiosk-api.ts'
import type { KioskRow } from '../kiosk-row.ts'
import type { AlertSettings } from './alert-settings.ts'

export type AlertKind = KioskAlert | 'certificate'

/** `between`: neither bad enough to begin an incident nor good enough to end one, or not known. `over`: there is no device any more. */
export type Condition = 'bad' | 'good' | 'between' | 'over'

const MINUTE_MS = 60_000
/** A device that was heard within this time is there. */
const FRESH_MS = 2 * MINUTE_MS
/** The value must be this much better than the limit to count as good: one that trembles at the limit is one incident. */
const MARGIN = 1.5

export type Looking = {
  readonly nowMs: number
  /** Since when central has been there to hear devices: its own absence is not theirs. */
  readonly watchingSinceMs: number
  readonly settings: AlertSettings
}

/** How a device stands in each respect, from what central has last heard of it. */
export function judgeKiosk(kiosk: KioskRow, { nowMs, watchingSinceMs, settings }: Looking): Record<AlertKind, Condition> {
  if (kiosk.revoked_at !== null) return all('over')
  const heardMs = kiosk.last_seen_at
  const fresh = heardMs !== null && nowMs - heardMs < FRESH_MS
  const quietMs = nowMs - Math.max(heardMs ?? kiosk.enrolled_at, watchingSinceMs)
  const own = {
    ...all('between'),
    offline: fresh ? 'good' : quietMs >= settings.offlineMinutes * MINUTE_MS ? 'bad' : 'between',
    frozen: kiosk.frozen_at === null ? 'good' : 'bad',
  } satisfies Record<AlertKind, Condition>
  const health = kiosk.health === null ? null : (KioskHealth.safeParse(JSON.parse(kiosk.health)).data ?? null)
  return health === null || !fresh ? own : { ...own, ...judgeHealth(health, settings) }
}

function judgeHealth(health: KioskHealth, settings: AlertSettings): Partial<Record<AlertKind, Condition>> {
  const { printer, queue, clockOffsetMs, diskFreeBytes } = health
  const known = printer !== 'unknown'
  const when = (bad: boolean): Condition => (known ? (bad ? 'bad' : 'good') : 'between')
  return {
    // Out of paper is past low: that incident goes on until there is a new roll.
    paperLow: printer === 'paperOut' ? 'between' : printer === 'nearEnd' ? 'bad' : printer === 'ready' ? 'good' : 'between',
    paperOut: when(printer === 'paperOut'),
    printerFault: when(printer === 'coverOpen' || printer === 'jammed' || printer === 'offline'),
    queueStuck: queue > 0 ? 'bad' : 'good',
    clockOff:
      clockOffsetMs === null
        ? 'between'
        : limit(settings.clockSeconds * 1_000 - Math.abs(clockOffsetMs), (settings.clockSeconds * 1_000) / 2),
    diskLow:
      diskFreeBytes === null
        ? 'between'
        : limit(diskFreeBytes - settings.diskMegabytes * 1e6, settings.diskMegabytes * 1e6 * (MARGIN - 1)),
  }
}

/** `room` is how far a value is on the good side of its limit. */
const limit = (room: number, margin: number): Condition => (room < 0 ? 'bad' : room >= margin ? 'good' : 'between')

const all = (condition: Condition): Record<AlertKind, Condition> => ({
  offline: condition,
  paperLow: condition,
  paperOut: condition,
  printerFault: condition,
  queueStuck: condition,
  clockOff: condition,
  diskLow: condition,
  frozen: condition,
  certificate: condition,
})
