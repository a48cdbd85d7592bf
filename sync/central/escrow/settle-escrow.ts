import type { SyncAnswer, SyncRequest } from '../../contract/kiosk-api.ts'
import type { OfficeLock } from '../capacity/office-lock.ts'
import type { Tx } from '../store/store.ts'
import { type BlockRow, blocksOf, endBlock, grantedTo, toBlock } from './blocks.ts'

/** A kiosk's blocks by central's books: those it may sell from, and those of any state that it returns. */
export type EscrowBooks = { readonly granted: readonly BlockRow[]; readonly returned: readonly BlockRow[] }

/** Asked with the kiosk's row locked, before any office is: blocks are the kiosk's own, and nobody has to wait for this. */
export async function escrowBooks(tx: Tx, kioskId: string, { returned }: Pick<SyncRequest, 'returned'>): Promise<EscrowBooks> {
  const [granted, named] = await Promise.all([grantedTo(tx, kioskId), blocksOf(tx, kioskId, returned)])
  return { granted, returned: named }
}

/**
 * Brings a kiosk's escrow and central's books together. A block goes back only by the kiosk's own word; a grant whose
 * answer was lost is sent again; a block that central does not count as the kiosk's is to be given up.
 */
export async function settleEscrow(
  tx: Tx,
  { granted, returned }: EscrowBooks,
  request: Pick<SyncRequest, 'epoch' | 'escrow'>,
  { locks, nowMs }: { locks: ReadonlyMap<string, OfficeLock>; nowMs: number },
): Promise<Pick<SyncAnswer, 'granted' | 'withdrawn'>> {
  for (const block of returned) {
    const lock = locks.get(block.office_id)
    if (lock && block.state === 'granted') await endBlock(tx, lock, block, { state: 'returned', nowMs })
  }
  const ended = new Set(returned.map((block) => block.block_id))
  const left = granted.filter((block) => !ended.has(block.block_id))
  const books = new Set(left.map((block) => block.block_id))
  return {
    // Blocks of an earlier database are not sent again: what it sold from them may still come to light.
    granted: left.filter((block) => block.epoch === request.epoch && !request.escrow.includes(block.block_id)).map(toBlock),
    withdrawn: request.escrow.filter((blockId) => !books.has(blockId)),
  }
}
