import type { Actor } from '../context.ts'
import type { Random } from '../ports.ts'
import type { Tx } from '../store/store.ts'

export type AuditEntry = {
  readonly actor: Actor
  /** What was done, as a fixed word such as `booking.accepted`. */
  readonly action: string
  readonly officeId?: string
  readonly bookingId?: string
  /** An id or a count, never a content: the log says who did what and when, not what was read or written. */
  readonly detail?: string
  /** Default: a new one. The same again is the same entry. */
  readonly auditId?: string
}

/** Appends to the audit log, in the transaction of the action itself. */
export async function writeAudit(tx: Tx, { random, nowMs }: { random: Random; nowMs: number }, entry: AuditEntry): Promise<void> {
  await tx.run(
    `insert into audit (audit_id, at, actor_kind, actor, action, office_id, booking_id, detail)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (audit_id) do nothing`,
    [
      entry.auditId ?? random.uuid(),
      nowMs,
      entry.actor.kind,
      entry.actor.id,
      entry.action,
      entry.officeId ?? null,
      entry.bookingId ?? null,
      entry.detail ?? null,
    ],
  )
}
