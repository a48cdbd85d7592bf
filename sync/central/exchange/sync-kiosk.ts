import type { EscrowBlock, SequencedOp, SyncAnswer, SyncRequest } from '../../contract/kiosk-api.ts'
import { Verdict } from '../../contract/booking.ts'
import { canonicalJson } from '../../contract/canonical-json.ts'
import { lockOffices } from '../capacity/lock-office.ts'
import type { CentralContext } from '../context.ts'
import { grantBlocks } from '../escrow/grant-blocks.ts'
import { escrowBooks, settleEscrow } from '../escrow/settle-escrow.ts'
import { noteOrderAnswers, openOrders } from '../fleet/kiosk-orders.ts'
import type { KioskRow, SignedKiosk } from '../fleet/kiosk-row.ts'
import { settingsAfter } from '../fleet/town-settings.ts'
import { isoOf } from '../planning/local-day.ts'
import { requestLive } from '../provider/request-live.ts'
import type { PlanWatch } from '../planning/plan-watch.ts'
import type { Tx } from '../store/store.ts'
import { townOf } from '../town/town-source.ts'
import { applyOp, type OpenedOp, payloadHash } from './apply-op.ts'
import { readChanges } from './read-changes.ts'
import { judgeLog, noteKiosk } from './kiosk-log.ts'
import { type KnownOps, knownOps } from './known-ops.ts'

const INVALID: Verdict = { outcome: 'refused', reason: 'invalid', alternatives: [] }

export type SyncOptions = {
  /** Makes sure that the offices are planned; without it, the caller has. */
  readonly plans?: PlanWatch
  /** Called once the request's work has been handed to the store. */
  readonly handedOver?: () => void
}

/**
 * One round trip with a kiosk: its ops first, each in one transaction with its answer, then what has changed since
 * its cursors. The same request any number of times has the effect of one.
 */
export async function syncKiosk(
  context: CentralContext,
  kiosk: SignedKiosk,
  request: SyncRequest,
  { plans, handedOver }: SyncOptions = {},
): Promise<SyncAnswer> {
  const parts = openParts(context, kiosk, request)
  const verdicts: SyncAnswer['verdicts'] = []
  const applyPart = async ({ request, opened }: Part) => {
    const ops = await opened
    const apply = () => context.store.transact((tx) => applyAll(tx, { context, plans }, kiosk, request, ops))
    const applying = apply()
    handedOver?.()
    let applied = await applying
    while (!applied) {
      await plans?.planAll()
      applied = await apply()
    }
    verdicts.push(...applied.verdicts)
    return applied
  }
  for (const part of parts.before) await applyPart(part)
  const { frozen, granted, withdrawn, orders, catalogueVersion } = await applyPart(parts.last)
  const fresh = frozen ? [] : await topUp(context, kiosk, request, granted.length)
  // A round that follows no office, as one that only brings bookings, has nothing to look for.
  const follows = Object.keys(request.cursors).length > 0
  const changes = follows ? await readChanges(context, kiosk, request.cursors) : { days: [], cursors: {}, catalogueVersion }
  // With the rounds that carry bookings nobody should wait for it; every kiosk has others.
  const { settingsVersion } = request
  const settings =
    settingsVersion === undefined || request.ops.length > 0
      ? undefined
      : await context.store.read((tx) => settingsAfter(tx, settingsVersion))
  return {
    serverTime: isoOf(context.clock.nowMs()),
    frozen,
    verdicts,
    ...changes,
    granted: [...granted, ...fresh],
    withdrawn,
    outOfService: kiosk.out_of_service,
    orders,
    ...townKeyFor(context, kiosk),
    ...(settings && { settings }),
  }
}

/** What a visitor takes along is sealed and opened at the terminals that serve visitors, and nowhere else. */
function townKeyFor({ keys }: CentralContext, { profile }: KioskRow): Pick<SyncAnswer, 'townKeyId'> {
  const [current] = keys.townKeys
  return current && profile === 'lobby' ? { townKeyId: current.keyId } : {}
}

const TOP_UP_MS = 600_000
const MOST_OFFICES = 3

// Looking for room on the days ahead costs more than the rest of an exchange; once in a while is enough.
const isDue = ({ last_seen_at }: KioskRow, nowMs: number): boolean =>
  last_seen_at === null || Math.floor(last_seen_at / TOP_UP_MS) !== Math.floor(nowMs / TOP_UP_MS)

/** New blocks for a kiosk, or a desk, that holds fewer than it may: from its own office, or from those it follows. */
async function topUp(context: CentralContext, kiosk: KioskRow, request: SyncRequest, resent: number): Promise<EscrowBlock[]> {
  const { escrowPercent, escrowBlocksPerKiosk } = context.settings
  if (escrowPercent === 0 || !isDue(kiosk, context.clock.nowMs())) return []
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
type Part = { readonly request: SyncRequest; readonly opened: Promise<readonly Judged[]> }

/** So many ops share a transaction: while they are written down, threads open those that follow. */
const OPS_AT_ONCE = 25

/**
 * A request in parts, each as if the kiosk had sent it alone: ops in the order of its log, all of which begin to be opened now.
 * What is said of escrow and orders is in the last one.
 */
function openParts(context: CentralContext, kiosk: SignedKiosk, request: SyncRequest): { before: Part[]; last: Part } {
  const ops = request.ops.toSorted((one, other) => one.sequence - other.sequence)
  const opening = ops.map((op) => openOp(context, kiosk, op))
  const part = (from: number, until: number, said: SyncRequest): Part => {
    const opened = Promise.all(opening.slice(from, until))
    // One that fails is heard of when its turn comes, if the parts before it have not failed already.
    opened.catch(() => undefined)
    return { request: { ...said, ops: ops.slice(from, until) }, opened }
  }
  const lastFrom = Math.max(0, Math.ceil(ops.length / OPS_AT_ONCE) - 1) * OPS_AT_ONCE
  const opsAlone = { ...request, returned: [], orderAnswers: [] }
  const before = Array.from({ length: lastFrom / OPS_AT_ONCE }, (_, nth) =>
    part(nth * OPS_AT_ONCE, (nth + 1) * OPS_AT_ONCE, opsAlone),
  )
  return { before, last: part(lastFrom, ops.length, request) }
}

/** Checks an op's signature and opens its person, before the transaction: both take time. */
async function openOp(context: CentralContext, kiosk: SignedKiosk, { sequence, op, signature }: SequencedOp): Promise<Judged> {
  const text = canonicalJson(op)
  const [isSigned, received] = await Promise.all([
    context.isSignedBy(kiosk.public_key, text, signature),
    op.kind === 'book' ? context.keys.receivePerson(op) : null,
  ])
  const provided = isSigned && received && op.kind === 'book' ? await requestLive(context, op, received.person) : null
  return { sequence, op, hash: payloadHash(text), opened: isSigned ? { sequence, op, received, provided } : null }
}

/** Null where the town's offices are not planned yet. */
async function applyAll(
  tx: Tx,
  { context, plans }: { context: CentralContext; plans: PlanWatch | undefined },
  { kiosk_id, signedAtMs }: SignedKiosk,
  request: SyncRequest,
  ops: readonly Judged[],
): Promise<Pick<SyncAnswer, 'verdicts' | 'frozen' | 'granted' | 'withdrawn' | 'orders' | 'catalogueVersion'> | null> {
  const nowMs = context.clock.nowMs()
  const [kiosk, known, books, concerned] = await Promise.all([
    // First: the kiosk's own requests take turns, so that a repeated one finds the first one's answers.
    tx.one<KioskRow>('select * from kiosk where kiosk_id = $1 for update', [kiosk_id]),
    knownOps(tx, kiosk_id, { epoch: request.epoch, ops }),
    escrowBooks(tx, kiosk_id, request),
    officesOf(
      tx,
      ops.map(({ op }) => op.bookingId),
    ),
  ])
  if (!kiosk) throw new Error('the kiosk is gone')
  const wished = ops.flatMap(({ op }) => (op.kind === 'book' ? [op.officeId] : []))
  const named = [...concerned, ...books.returned].map((row) => row.office_id)
  const [locks, town] = await Promise.all([
    lockOffices(tx, [...wished, ...named], { nowMs, random: context.random }),
    // Behind the locks: an import that takes an office away counts its bookings while it holds the office.
    townOf(context.town, tx),
  ])
  if (plans?.isPlanned(town, nowMs) === false) return null
  const forked = judgeLog(kiosk, { request, signedAtMs }, ops, known)
  const frozen = kiosk.frozen_at !== null || forked !== null
  const verdicts: SyncAnswer['verdicts'] = []
  for (const op of ops) {
    const verdict = await answerOnce({ kioskId: kiosk_id, known, nowMs }, op, () =>
      op.opened ? applyOp(tx, { context, town, kiosk, frozen, locks, nowMs }, op.opened) : Promise.resolve(INVALID),
    )
    if (verdict) verdicts.push({ sequence: op.sequence, opId: op.op.opId, verdict })
  }
  const escrow = await settleEscrow(tx, books, request, { locks, nowMs })
  noteKiosk(tx, kiosk, { request, signedAtMs }, { nowMs, forked })
  const { orderAnswers = [] } = request
  noteOrderAnswers(tx, kiosk, orderAnswers, nowMs)
  const answered = new Set(orderAnswers.map(({ orderId }) => orderId))
  // A text stays with every answer for as long as it is to be seen.
  const orders = openOrders(kiosk, nowMs).filter(({ kind, orderId }) => kind === 'message' || !answered.has(orderId))
  return { verdicts, frozen, orders, catalogueVersion: town.version, ...(frozen ? { granted: [], withdrawn: [] } : escrow) }
}

/**
 * The first answer to an op is its answer for ever. An op id used for something else is not answered with another's.
 * Null where another op has this place in the log: a copied disk. A refusal would make the kiosk forget a visitor who was
 * told of a booking; unanswered, the op comes again under the epoch that the frozen kiosk begins.
 */
async function answerOnce(
  { kioskId, known, nowMs }: { kioskId: string; known: KnownOps; nowMs: number },
  { op, sequence, hash }: Judged,
  apply: () => Promise<Verdict>,
): Promise<Verdict | null> {
  const same = known.byId(op.opId)
  if (same) return same.kiosk_id === kioskId && same.payload_hash === hash ? Verdict.parse(JSON.parse(same.verdict)) : INVALID
  if (known.bySequence(sequence)) return null
  const verdict = await apply()
  known.add({ opId: op.opId, sequence, bookingId: op.bookingId, hash, nowMs }, verdict)
  return verdict
}

/** The offices of the bookings and holds of these ids. */
async function officesOf(tx: Tx, bookingIds: readonly string[]): Promise<{ office_id: string }[]> {
  if (bookingIds.length === 0) return []
  const marks = bookingIds.map((_, index) => `$${String(index + 1)}`).join(', ')
  return tx.all(
    `select office_id from booking where booking_id in (${marks}) union all select office_id from hold where booking_id in (${marks})`,
    bookingIds,
  )
}
