import type { AlertSettings } from './alert-settings.ts'
import type { AlertKind, Condition } from './judge-kiosk.ts'

/** How long a condition must last before an incident is told, and how long it must be good again before its end is. */
export type Patience = { readonly raiseMs: number; readonly clearMs: number }

const MINUTE_MS = 60_000
const after = (raise: number, clear: number): Patience => ({ raiseMs: raise * MINUTE_MS, clearMs: clear * MINUTE_MS })

/** Sensors for paper near its end flicker, lids are opened to change a roll, a booking passes through the queue: hence the waits. */
export function patienceFor(kind: AlertKind, { queueMinutes }: AlertSettings): Patience {
  switch (kind) {
    case 'offline':
      return after(0, 3)
    case 'paperLow':
      return after(2, 10)
    case 'paperOut':
      return after(2, 2)
    case 'printerFault':
      return after(5, 5)
    case 'queueStuck':
      return after(queueMinutes, 2)
    case 'clockOff':
      return after(2, 5)
    case 'diskLow':
      return after(10, 10)
    case 'frozen':
    case 'certificate':
      return after(0, 0)
  }
}

/** An incident that is not over, told or not yet. */
export type OpenAlert = { readonly badSinceMs: number; readonly raisedAtMs: number | null; readonly goodSinceMs: number | null }

export type AlertStep = 'nothing' | 'begin' | 'beginAndRaise' | 'drop' | 'raise' | 'noteGood' | 'noteBad' | 'clear'

/** What a look at a condition does to an incident. Each is raised once and cleared once, whatever the value does in between. */
export function stepAlert(open: OpenAlert | null, condition: Condition, patience: Patience, nowMs: number): AlertStep {
  if (open === null) return condition === 'bad' ? (patience.raiseMs === 0 ? 'beginAndRaise' : 'begin') : 'nothing'
  if (open.raisedAtMs === null) {
    if (condition !== 'bad') return 'drop'
    return nowMs - open.badSinceMs >= patience.raiseMs ? 'raise' : 'nothing'
  }
  if (condition === 'over') return 'clear'
  if (condition !== 'good') return open.goodSinceMs === null ? 'nothing' : 'noteBad'
  if (open.goodSinceMs === null) return patience.clearMs === 0 ? 'clear' : 'noteGood'
  return nowMs - open.goodSinceMs >= patience.clearMs ? 'clear' : 'nothing'
}
