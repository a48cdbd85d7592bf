import type { OfflineSignIn } from '../../contract/offline-sign-in.ts'
import type { CentralContext } from '../context.ts'
import type { KioskRow } from '../fleet/kiosk-row.ts'
import { msOf } from '../planning/local-day.ts'
import { writeAudit } from '../privacy/audit.ts'

/**
 * Writes down who came in at a desk without central, who failed to and who left: in the desk's name, with the account that
 * it names, so that a stolen desk writes no line in anybody's own name. Told twice, it is written once.
 */
export function noteOfflineSignIns(
  { store, clock, random }: CentralContext,
  { kiosk_id: id, office_id: officeId }: KioskRow,
  signIns: readonly OfflineSignIn[],
): Promise<void> {
  const nowMs = clock.nowMs()
  return store.transact(async (tx) => {
    for (const { id: auditId, staffId, at, event } of signIns)
      await writeAudit(
        tx,
        // A desk whose clock runs ahead tells of nothing that is yet to come.
        { random, nowMs: Math.min(msOf(at), nowMs) },
        {
          actor: { kind: 'kiosk', id },
          action: `signIn.offline.${event}`,
          detail: staffId,
          auditId,
          ...(officeId !== null && { officeId }),
        },
      )
  })
}
