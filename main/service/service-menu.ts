import type {
  ServiceAction,
  ServiceCheck,
  ServiceOutcome,
  ServiceOverview,
  ServiceRole,
  UnlockOutcome,
} from '../../sync/contract/service-menu.ts'
import type { HealthFacts } from '../health/health-file.ts'
import type { Config } from '../config.ts'
import type { Log } from '../ports.ts'
import { qrMatrix } from '../visit/receipt-code.ts'
import { presenceAt, type VisitorSession } from '../visit/visitor-session.ts'
import type { OutOfOrder } from './out-of-order.ts'
import { isPin } from './pin.ts'
import type { Tries } from './tries.ts'

/** The terminal's own menu for staff and IT. What it lets do hangs on the page's session, which ends with the page. */
export type ServiceMenu = {
  readonly unlock: (session: VisitorSession, pin: string) => Promise<UnlockOutcome>
  /** Null while it is locked. */
  readonly overview: (session: VisitorSession) => ServiceOverview | null
  readonly check: (session: VisitorSession) => Promise<ServiceCheck[]>
  readonly act: (session: VisitorSession, action: ServiceAction) => Promise<ServiceOutcome>
}

const ALLOWED: Readonly<Record<ServiceRole, readonly ServiceAction[]>> = {
  staff: ['printTest', 'close', 'open'],
  it: ['printTest', 'close', 'open', 'restart'],
}

export type ServiceMenuParts = {
  readonly config: () => Config
  readonly tries: Tries
  readonly outOfOrder: OutOfOrder
  readonly health: () => HealthFacts
  readonly checks: () => AsyncIterable<ServiceCheck>
  readonly printTest: () => Promise<void>
  /** Something that the pages are told has changed. */
  readonly changed: () => void
  readonly restart: (() => void) | null
  readonly log: Log
}

export function createServiceMenu(parts: ServiceMenuParts): ServiceMenu {
  const { tries, outOfOrder, log } = parts
  const act = async (action: ServiceAction): Promise<ServiceOutcome['outcome']> => {
    if (action === 'printTest') {
      await parts.printTest()
      return 'done'
    }
    if (action === 'restart') {
      if (parts.restart === null) return 'failed'
      parts.restart()
      return 'done'
    }
    outOfOrder.set(action === 'close')
    parts.changed()
    return 'done'
  }
  return {
    unlock: async (session, pin) => {
      session.service = null
      const present = presenceAt(session)
      const pins = parts.config().servicePins
      if (pins.it === null && pins.staff === null) return { outcome: 'notSet' }
      const lockedMs = tries.lockedMs()
      if (lockedMs > 0) return { outcome: 'locked', minutes: Math.ceil(lockedMs / 60_000) }
      // Counted before it is looked at: whoever pulls the plug in between has spent a try.
      const left = tries.failed()
      for (const role of ['it', 'staff'] as const) {
        const stored = pins[role]
        if (stored === null || !(await isPin(pin, stored))) continue
        tries.succeeded()
        // Checking takes a moment: whoever has gone meanwhile leaves the menu closed.
        if (present()) session.service = role
        log('info', 'service menu opened', { state: role })
        return { outcome: 'unlocked', role }
      }
      log('warning', 'service menu refused', { count: left })
      return left > 0 ? { outcome: 'refused', left } : { outcome: 'locked', minutes: Math.ceil(tries.lockedMs() / 60_000) }
    },
    overview: ({ service: role }) => {
      if (role === null) return null
      const { deviceName, pixelsPerMm, reachLimitMm } = parts.config()
      const health = parts.health()
      return {
        role,
        deviceName,
        version: health.version,
        closed: outOfOrder.closed(),
        waiting: health.queue,
        canRestart: parts.restart !== null && role === 'it',
        pixelsPerMm,
        reachLimitMm,
        diagnostics: qrMatrix(JSON.stringify({ device: deviceName, ...health })),
      }
    },
    check: async ({ service }) => {
      const found: ServiceCheck[] = []
      if (service !== null) for await (const one of parts.checks()) found.push(one)
      return found
    },
    act: async ({ service }, action) => {
      if (service === null || !ALLOWED[service].includes(action)) return { outcome: 'forbidden' }
      log('info', 'service menu', { state: action })
      return { outcome: await act(action).catch(() => 'failed' as const) }
    },
  }
}
