import type { SyncRequest } from '../../contract/kiosk-api.ts'
import type { KioskRow } from '../fleet/kiosk-row.ts'
import type { Tx } from '../store/store.ts'
import type { KnownOps } from './known-ops.ts'

/** Why a kiosk's log is not the continuation of what central has seen. */
export type Fork = 'generationWentBack' | 'sequenceWentBack' | 'sequenceForked'

type SeenOp = { readonly sequence: number; readonly hash: string; readonly op: { readonly opId: string } }

/** A round as it was signed, ms since the epoch by the kiosk's clock. */
export type SignedRound = { readonly request: SyncRequest; readonly signedAtMs: number }

/**
 * Whether a kiosk has signed a newer round that is here already. The network delivers a request that its sender has long
 * given up, and anybody on the way may send one again: it tells how the kiosk was, not how it is.
 */
const isLate = (kiosk: KioskRow, signedAtMs: number): boolean => signedAtMs < (kiosk.round_signed_at ?? 0)

/**
 * Compares a kiosk's log with central's memory of it: a smaller generation is a restored disk, a log that ends before
 * what central has of it is a restored database, another op under a known sequence is a copied one. Null where all is well.
 */
export function judgeLog(
  kiosk: KioskRow,
  { request, signedAtMs }: SignedRound,
  ops: readonly SeenOp[],
  known: KnownOps,
): Fork | null {
  const { epoch, generation, lastSequence } = request
  if (!isLate(kiosk, signedAtMs)) {
    if (kiosk.generation !== null && generation < kiosk.generation) return 'generationWentBack'
    if (epoch === kiosk.epoch && lastSequence !== undefined && lastSequence < (kiosk.last_sequence ?? 0))
      return 'sequenceWentBack'
  }
  const forked = ops.some(({ sequence, hash, op }) => {
    const same = known.bySequence(sequence)
    return same !== undefined && (same.op_id !== op.opId || same.payload_hash !== hash)
  })
  return forked ? 'sequenceForked' : null
}

/** Remembers how far the kiosk is and how it does; of a late round, only that it was heard. */
export function noteKiosk(
  tx: Tx,
  kiosk: KioskRow,
  { request, signedAtMs }: SignedRound,
  { nowMs, forked }: { nowMs: number; forked: Fork | null },
): void {
  if (isLate(kiosk, signedAtMs)) tx.write('update kiosk set last_seen_at = $2 where kiosk_id = $1', [kiosk.kiosk_id, nowMs])
  else noteRound(tx, kiosk, { request, signedAtMs }, nowMs)
  if (forked === null || kiosk.frozen_at !== null) return
  tx.write('update kiosk set frozen_at = $2, frozen_reason = $3 where kiosk_id = $1', [kiosk.kiosk_id, nowMs, forked])
  tx.write(
    `insert into audit (audit_id, at, actor_kind, actor, action, detail) values ($1, $2, 'kiosk', $3, 'kiosk.frozen', $4)
     on conflict (audit_id) do nothing`,
    [`frozen:${kiosk.kiosk_id}:${String(nowMs)}`, nowMs, kiosk.kiosk_id, forked],
  )
}

function noteRound(tx: Tx, kiosk: KioskRow, { request, signedAtMs }: SignedRound, nowMs: number): void {
  const { epoch, generation, ops, health, catalogueVersion } = request
  const lastSequence = Math.max(kiosk.epoch === epoch ? (kiosk.last_sequence ?? 0) : 0, ...ops.map((op) => op.sequence))
  tx.write(
    `update kiosk set last_seen_at = $2, epoch = $3, generation = $4, last_sequence = $5, health = $6, catalogue_version = $7,
       round_signed_at = $8 where kiosk_id = $1`,
    [
      kiosk.kiosk_id,
      nowMs,
      epoch,
      Math.max(kiosk.generation ?? 0, generation),
      lastSequence,
      health === null ? kiosk.health : JSON.stringify(health),
      catalogueVersion,
      signedAtMs,
    ],
  )
}
