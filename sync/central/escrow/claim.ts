import type { BookingOp, EscrowCut } from '../../contract/booking.ts'
import { TICK_MS, ticksFrom } from '../../contract/values.ts'
import { type Need, needOf } from '../../contract/wish.ts'
import { msOf } from '../planning/local-day.ts'
import type { Tx } from '../store/store.ts'
import type { LoadedTown } from '../town/town-source.ts'
import { type BlockRow, blocksOf } from './blocks.ts'

/** What a terminal's booking claims of its blocks. */
export type EscrowClaim = {
  /** Of the seat that a block has in a tick: whether the booking was cut from it. */
  readonly isOf: (blockId: string, tickMs: number) => boolean
  readonly blockIds: readonly string[]
  /** Where the visitor was promised it: that is kept, whatever has become of the offer. Null where nobody was. */
  readonly promised: Pick<Need, 'counterGroupId' | 'ticks'> | null
}

type Asked = {
  readonly kiosk: { readonly kioskId: string; readonly frozen: boolean }
  readonly op: BookingOp
  readonly town: LoadedTown
}

/**
 * Reads what an op claims of its kiosk's blocks: blocks of its office that were granted to this kiosk and not given back by
 * it. One that has been written off counts, since its kiosk could not know; but no more often than there were blocks, so
 * that a stolen device sells an hour once. Null where nothing was cut, or where the kiosk's word is not believed.
 */
export async function readClaim(tx: Tx, asked: Asked): Promise<EscrowClaim | null> {
  const { kiosk, op, town } = asked
  if (kiosk.frozen || op.escrowBlocks.length === 0) return null
  const named = await blocksOf(tx, kiosk.kioskId, op.escrowBlocks)
  const blocks = named.filter(({ office_id, state }) => office_id === op.officeId && state !== 'returned')
  const [first] = blocks
  if (!first) return null
  const cuts = op.escrowCuts ? cutsOf(op.escrowCuts, blocks) : null
  if (cuts !== null && !isOnePiece(cuts, msOf(op.startsAt))) return null
  // The op of an earlier terminal does not say which tick was cut from which block.
  const isOf = (blockId: string, tickMs: number) => cuts === null || cuts.get(tickMs) === blockId
  const ticks = cuts?.size ?? needOf(town.offersOf(op.officeId), op.services)?.ticks ?? 0
  const run = { counterGroupId: first.counter_group, ticks }
  const isKept = op.promised && ticks > 0 && (await mayKeep(tx, asked, blocks, run))
  return { blockIds: blocks.map(({ block_id }) => block_id), isOf, promised: isKept ? run : null }
}

/** Which block each tick was cut from, as far as the blocks go. */
function cutsOf(escrowCuts: readonly EscrowCut[], blocks: readonly BlockRow[]): Map<number, string> {
  const byId = new Map(blocks.map((block) => [block.block_id, block]))
  const cuts = new Map<number, string>()
  for (const { blockId, fromTick, ticks } of escrowCuts) {
    const block = byId.get(blockId)
    for (let tick = fromTick; block && tick < Math.min(fromTick + ticks, block.ticks); tick += 1)
      cuts.set(block.starts_at + tick * TICK_MS, blockId)
  }
  return cuts
}

/** A visit is one piece, from its start on. */
const isOnePiece = (cuts: ReadonlyMap<number, string>, startMs: number): boolean =>
  cuts.size > 0 && ticksFrom(startMs, cuts.size).every((tickMs) => cuts.has(tickMs))

const covers = (block: Pick<BlockRow, 'starts_at' | 'ticks'>, tickMs: number): boolean =>
  block.starts_at <= tickMs && tickMs < block.starts_at + block.ticks * TICK_MS

/** Whether there is a block for each tick, and not yet as many of this kiosk's promises in it as it has had blocks there. */
async function mayKeep(
  tx: Tx,
  { kiosk, op, town }: Asked,
  named: readonly BlockRow[],
  { counterGroupId, ticks }: Pick<Need, 'counterGroupId' | 'ticks'>,
): Promise<boolean> {
  const day = town.dayOf(msOf(op.startsAt))
  const own = named.filter(({ counter_group }) => counter_group === counterGroupId)
  const [promises, granted] = await Promise.all([
    tx.all<{ starts_at: number; ticks: number }>(
      `select starts_at, ticks from booking where office_id = $1 and day = $2 and counter_group = $3 and kiosk_id = $4
         and promised = 1 and standing <> 'refused'`,
      [op.officeId, day, counterGroupId, kiosk.kioskId],
    ),
    tx.all<{ starts_at: number; ticks: number }>(
      `select starts_at, ticks from escrow_block where office_id = $1 and day = $2 and counter_group = $3 and kiosk_id = $4
         and state <> 'returned'`,
      [op.officeId, day, counterGroupId, kiosk.kioskId],
    ),
  ])
  return ticksFrom(msOf(op.startsAt), ticks).every((tickMs) => {
    const among = (rows: readonly { starts_at: number; ticks: number }[]) => rows.filter((row) => covers(row, tickMs)).length
    return among(own) > 0 && among(promises) < among(granted)
  })
}
