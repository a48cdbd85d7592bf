import type { SyncAnswer, SyncRequest } from '../../contract/kiosk-api.ts'
import type { OfficeLock } from '../capacity/office-lock.ts'
import type { KioskRow } from '../fleet/kiosks.ts'
import type { Tx } from '../store/store.ts'
import { blocksOf, endBlock, grantedTo, toBlock } from './blocks.ts'

/**
 * Brings a kiosk's escrow and central's books together. A block goes back only by the kiosk's own word; a grant whose
 * answer was lost is sent again; a block that central does not count as the kiosk's is to be given up.
 */
export async function settleEscrow(
  tx: Tx,
  kiosk: KioskRow,
  request: Pick<SyncRequest, 'epoch' | 'escrow' | 'returned'>,
  { locks, nowMs }: { locks: ReadonlyMap<string, OfficeLock>; nowMs: number },
): Promise<Pick<SyncAnswer, 'granted' | 'withdrawn'>> {
  for (const block of await blocksOf(tx, kiosk.kiosk_id, request.returned)) {
    const lock = locks.get(block.office_id)
    if (lock && block.state === 'granted') await endBlock(tx, lock, block, { state: 'returned', nowMs })
  }
  const granted = await grantedTo(tx, kiosk.kiosk_id)
  const books = new Set(granted.map((block) => block.block_id))
  return {
    // Blocks of an earlier database are not sent again: what it sold from them may still come to light.
    granted: granted.filter((block) => block.epoch === request.epoch && !request.escrow.includes(block.block_id)).map(toBlock),
    withdrawn: request.escrow.filter((blockId) => !books.has(blockId)),
  }
}
