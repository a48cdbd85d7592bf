import type { SyncRequest } from '../../contract/kiosk-api.ts'
import type { KioskRow } from '../fleet/kiosks.ts'
import type { Tx } from '../store/store.ts'
import type { KnownOps } from './known-ops.ts'

/** Why a kiosk's log is not the continuation of what central has seen. */
export type Fork = 'generationWentBack' | 'sequenceWentBack' | 'sequenceForked'

type SeenOp = { readonly sequence: number; readonly hash: string; readonly op: { readonly opId: string } }

/**
 * Compares a kiosk's log with central's memory of it: a smaller generation is a restored disk, a log that ends before
 * what central has of it is a restored database, another op under a known sequence is a copied one. Null where all is well.
 */
export function judgeLog(kiosk: KioskRow, request: SyncRequest, ops: readonly SeenOp[], known: KnownOps): Fork | null {
  if (kiosk.generation !== null && request.generation < kiosk.generation) return 'generationWentBack'
  const { epoch, lastSequence } = request
  if (epoch === kiosk.epoch && lastSequence !== undefined && lastSequence < (kiosk.last_sequence ?? 0)) return 'sequenceWentBack'
  const forked = ops.some(({ sequence, hash, op }) => {
    const same = known.bySequence(sequence)
    return same !== undefined && (same.op_id !== op.opId || same.payload_hash !== hash)
  })
  return forked ? 'sequenceForked' : null
}

/** Remembers how far the kiosk is and how it does. */
export function noteKiosk(
  tx: Tx,
  kiosk: KioskRow,
  request: SyncRequest,
  { nowMs, forked }: { nowMs: number; forked: Fork | null },
): void {
  const sameEpoch = kiosk.epoch === request.epoch
  const lastSequence = Math.max(sameEpoch ? (kiosk.last_sequence ?? 0) : 0, ...request.ops.map((op) => op.sequence))
  tx.write(
    `update kiosk set last_seen_at = $2, epoch = $3, generation = $4, last_sequence = $5, health = $6, catalogue_version = $7
     where kiosk_id = $1`,
    [
      kiosk.kiosk_id,
      nowMs,
      request.epoch,
      Math.max(kiosk.generation ?? 0, request.generation),
      lastSequence,
      request.health === null ? kiosk.health : JSON.stringify(request.health),
      request.catalogueVersion,
    ],
  )
  if (forked === null || kiosk.frozen_at !== null) return
  tx.write('update kiosk set frozen_at = $2, frozen_reason = $3 where kiosk_id = $1', [kiosk.kiosk_id, nowMs, forked])
  tx.write(
    `insert into audit (audit_id, at, actor_kind, actor, action, detail) values ($1, $2, 'kiosk', $3, 'kiosk.frozen', $4)
     on conflict (audit_id) do nothing`,
    [`frozen:${kiosk.kiosk_id}:${String(nowMs)}`, nowMs, kiosk.kiosk_id, forked],
  )
}
