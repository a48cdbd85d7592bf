import type { CentralContext } from '../context.ts'
import { writeAudit } from '../privacy/audit.ts'
import type { Tx } from '../store/store.ts'
import type { KioskRow } from './kiosk-row.ts'

/** Whoever called waits no longer than this. */
const SHOWN_MS = 15 * 60_000

/** Notes that somebody at a device asks for a person. Nothing is known of who it is. */
export function noteStaffCall(context: CentralContext, kiosk: KioskRow): Promise<void> {
  return context.store.transact((tx) =>
    writeAudit(
      tx,
      { random: context.random, nowMs: context.clock.nowMs() },
      {
        actor: { kind: 'kiosk', id: kiosk.kiosk_id },
        action: 'kiosk.staffCalled',
        ...(kiosk.office_id !== null && { officeId: kiosk.office_id }),
      },
    ),
  )
}

/** When staff was last called at which device, while it still matters. */
export async function recentStaffCalls(tx: Tx, nowMs: number): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.all<{ actor: string; at: number }>(
    `select actor, max(at) as at from audit where action = 'kiosk.staffCalled' and at > $1 group by actor`,
    [nowMs - SHOWN_MS],
  )
  return new Map(rows.map(({ actor, at }) => [actor, Number(at)]))
}
