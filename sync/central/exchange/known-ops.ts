import type { Verdict } from '../../contract/booking.ts'
import type { SyncRequest } from '../../contract/kiosk-api.ts'
import type { Tx } from '../store/store.ts'

export type OpRow = {
  readonly op_id: string
  readonly kiosk_id: string
  readonly epoch: string
  readonly sequence: number
  readonly payload_hash: string
  readonly verdict: string
}

/** What central has answered before that concerns a request: by op id whoever sent it, and by place in the kiosk's log. */
export type KnownOps = {
  readonly byId: (opId: string) => OpRow | undefined
  readonly bySequence: (sequence: number) => OpRow | undefined
  /** Stores the answer to an op, for ever. */
  readonly add: (op: NewOp, verdict: Verdict) => void
}
export type NewOp = {
  readonly opId: string
  readonly sequence: number
  readonly bookingId: string
  readonly hash: string
  readonly nowMs: number
}

/** Reads in one statement what is known of a request's ops, those twice that are known by both. The kiosk's row is locked, so nobody adds to it meanwhile. */
export async function knownOps(
  tx: Tx,
  kioskId: string,
  { epoch, ops }: Pick<SyncRequest, 'epoch'> & { ops: readonly { sequence: number; op: { opId: string } }[] },
): Promise<KnownOps> {
  const rows = ops.length === 0 ? [] : await readOps(tx, kioskId, epoch, ops)
  const byId = new Map(rows.map((row) => [row.op_id, row]))
  const own = rows.filter((row) => row.kiosk_id === kioskId && row.epoch === epoch)
  const bySequence = new Map(own.map((row) => [row.sequence, row]))
  return {
    byId: (opId) => byId.get(opId),
    bySequence: (sequence) => bySequence.get(sequence),
    add({ opId, sequence, bookingId, hash, nowMs }, verdict) {
      const row = { op_id: opId, kiosk_id: kioskId, epoch, sequence, payload_hash: hash, verdict: JSON.stringify(verdict) }
      tx.write(
        `insert into op (op_id, kiosk_id, epoch, sequence, booking_id, payload_hash, verdict, received_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [opId, kioskId, epoch, sequence, bookingId, hash, row.verdict, nowMs],
      )
      byId.set(opId, row)
      bySequence.set(sequence, row)
    },
  }
}

function readOps(
  tx: Tx,
  kioskId: string,
  epoch: string,
  ops: readonly { sequence: number; op: { opId: string } }[],
): Promise<OpRow[]> {
  const marks = (from: number) => ops.map((_, index) => `$${String(from + index)}`).join(', ')
  const columns = 'op_id, kiosk_id, epoch, sequence, payload_hash, verdict'
  return tx.all<OpRow>(
    `select ${columns} from op where op_id in (${marks(3)})
     union all select ${columns} from op where kiosk_id = $1 and epoch = $2 and sequence in (${marks(3 + ops.length)})`,
    [kioskId, epoch, ...ops.map(({ op }) => op.opId), ...ops.map(({ sequence }) => sequence)],
  )
}
