import type { EscrowBlock, SequencedOp, SyncAnswer, SyncRequest } from '../../contract/kiosk-api.ts'
import { Verdict } from '../../contract/booking.ts'
import { canonicalJson } from '../../contract/canonical-json.ts'
import { lockOffices } from '../capacity/lock-office.ts'
import type { CentralContext } from '../context.ts'
import { blocksOf } from '../escrow/blocks.ts'
import { grantBlocks } from '../escrow/grant-blocks.ts'
import { settleEscrow } from '../escrow/settle-escrow.ts'
import { type KioskRow, kioskOf } from '../fleet/kiosks.ts'
import { isSignedBy } from '../fleet/signature.ts'
import { isoOf } from '../planning/local-day.ts'
import type { Tx } from '../store/store.ts'
import { type LoadedTown, townOf } from '../town/town-source.ts'
import { applyOp, type OpenedOp, payloadHash } from './apply-op.ts'
import { readChanges } from './read-changes.ts'
import { judgeLog, noteKiosk } from './kiosk-log.ts'

const INVALID: Verdict = { outcome: 'refused', reason: 'invalid', alternatives: [] }

/**
 * One round trip with a kiosk: its ops first, all in one transaction with their answers, then what has changed since
 * its cursors. The same request any number of times has the effect of one.
 */
export async function syncKiosk(context: CentralContext, kiosk: KioskRow, request: SyncRequest): Promise<SyncAnswer> {
  const opened = await Promise.all(request.ops.map((op) => openOp(context, kiosk, op)))
  const { verdicts, frozen, granted, withdrawn } = await context.store.transact((tx) =>
    applyAll(tx, context, kiosk, request, opened),
  )
  const fresh = frozen ? [] : await topUp(context, kiosk, request, granted.length)
  const changes = await readChanges(context, kiosk, request.cursors)
  return {
    serverTime: isoOf(context.clock.nowMs()),
    frozen,
    verdicts,
    ...changes,
    granted: [...granted, ...fresh],
    withdrawn,
    outOfService: kiosk.out_of_service,
  }
}

const TOP_UP_MS = 600_000
const MOST_OFFICES = 3

// Looking for room on the days ahead costs more than the rest of an exchange; once in a while is enough.
const isDue = ({ last_seen_at }: KioskRow, nowMs: number): boolean =>
  last_seen_at === null || Math.floor(last_seen_at / TOP_UP_MS) !== Math.floor(nowMs / TOP_UP_MS)

/** New blocks for a kiosk that holds fewer than it may: from its own office, or from those it follows. */
async function topUp(context: CentralContext, kiosk: KioskRow, request: SyncRequest, resent: number): Promise<EscrowBlock[]> {
  const { escrowPercent, escrowBlocksPerKiosk } = context.settings
  if (escrowPercent === 0 || kiosk.profile !== 'lobby' || !isDue(kiosk, context.clock.nowMs())) return []
  const granted: EscrowBlock[] = []
  const held = () => request.escrow.length + resent + granted.length
  const offices = kiosk.office_id === null ? Object.keys(request.cursors).slice(0, MOST_OFFICES) : [kiosk.office_id]
  for (const officeId of offices) {
    if (held() >= escrowBlocksPerKiosk) break
    granted.push(...(await grantBlocks({ context, kiosk, epoch: request.epoch, held: held() }, officeId)))
  }
  return granted
}

type Judged = { readonly sequence: number; readonly op: OpenedOp['op']; readonly hash: string; readonly opened: OpenedOp | null }

/** Checks the op's signature and opens its person, before the transaction: both take time. */
async function openOp(context: CentralContext, kiosk: KioskRow, { sequence, op, signature }: SequencedOp): Promise<Judged> {
  const hash = payloadHash(op)
  if (!isSignedBy(kiosk.public_key, canonicalJson(op), signature)) return { sequence, op, hash, opened: null }
  const person = op.kind === 'book' ? await context.keys.openPerson(op.person, op.opId) : null
  return { sequence, op, hash, opened: { sequence, op, person } }
}

async function applyAll(
  tx: Tx,
  context: CentralContext,
  { kiosk_id }: KioskRow,
  request: SyncRequest,
  ops: readonly Judged[],
): Promise<Pick<SyncAnswer, 'verdicts' | 'frozen' | 'granted' | 'withdrawn'>> {
  const nowMs = context.clock.nowMs()
  const town = await townOf(context.town, tx)
  // The kiosk's own requests take turns, before any office is locked: a repeated one finds the first one's answers.
  await tx.run('update kiosk set last_seen_at = last_seen_at where kiosk_id = $1', [kiosk_id])
  const offices = [
    ...(await officesOf(tx, town, ops)),
    ...(await blocksOf(tx, kiosk_id, request.returned)).map((block) => block.office_id),
  ]
  const locks = await lockOffices(tx, offices, { nowMs, random: context.random })
  const kiosk = await kioskOf(tx, kiosk_id)
  if (!kiosk) throw new Error('the kiosk is gone')
  const forked = await judgeLog(tx, kiosk, request, ops)
  const frozen = kiosk.frozen_at !== null || forked !== null
  const verdicts: SyncAnswer['verdicts'] = []
  for (const op of ops.toSorted((one, other) => one.sequence - other.sequence)) {
    const verdict = await answerOnce(tx, { kioskId: kiosk_id, epoch: request.epoch, nowMs }, op, () =>
      op.opened ? applyOp(tx, { context, town, kiosk, frozen, locks, nowMs }, op.opened) : Promise.resolve(INVALID),
    )
    verdicts.push({ sequence: op.sequence, opId: op.op.opId, verdict })
  }
  const escrow = await settleEscrow(tx, kiosk, request, { locks, nowMs })
  await noteKiosk(tx, kiosk, request, { nowMs, forked })
  return { verdicts, frozen, ...(frozen ? { granted: [], withdrawn: [] } : escrow) }
}

/** The first answer to an op is its answer for ever. An op id used for something else is not answered with another's. */
async function answerOnce(
  tx: Tx,
  { kioskId, epoch, nowMs }: { kioskId: string; epoch: string; nowMs: number },
  { op, sequence, hash }: Judged,
  apply: () => Promise<Verdict>,
): Promise<Verdict> {
  const known = await tx.one<{ kiosk_id: string; payload_hash: string; verdict: string }>(
    'select kiosk_id, payload_hash, verdict from op where op_id = $1',
    [op.opId],
  )
  if (known) return known.kiosk_id === kioskId && known.payload_hash === hash ? Verdict.parse(JSON.parse(known.verdict)) : INVALID
  const place = await tx.one('select op_id from op where kiosk_id = $1 and epoch = $2 and sequence = $3', [
    kioskId,
    epoch,
    sequence,
  ])
  if (place) return INVALID
  const verdict = await apply()
  await tx.run(
    `insert into op (op_id, kiosk_id, epoch, sequence, booking_id, payload_hash, verdict, received_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [op.opId, kioskId, epoch, sequence, op.bookingId, hash, JSON.stringify(verdict), nowMs],
  )
  return verdict
}

/** The offices that the ops may change; one that the town does not have is nobody's to lock. */
async function officesOf(tx: Tx, town: LoadedTown, ops: readonly Judged[]): Promise<string[]> {
  const offices: string[] = []
  for (const { op } of ops) {
    if (op.kind === 'book' && town.offices.has(op.officeId)) offices.push(op.officeId)
    const known = await tx.one<{ office_id: string }>('select office_id from booking where booking_id = $1', [op.bookingId])
    if (known) offices.push(known.office_id)
    const held = await tx.one<{ office_id: string }>('select office_id from hold where booking_id = $1', [op.bookingId])
    if (held) offices.push(held.office_id)
  }
  return offices
}
