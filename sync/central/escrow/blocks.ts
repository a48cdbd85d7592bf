import type { EscrowBlock } from '../../contract/kiosk-api.ts'
import { TICK_MS } from '../../contract/values.ts'
import { lockOffice } from '../capacity/lock-office.ts'
import type { OfficeLock } from '../capacity/office-lock.ts'
import { freeSeats } from '../capacity/seats.ts'
import type { CentralContext } from '../context.ts'
import { isoOf } from '../planning/local-day.ts'
import type { Tx } from '../store/store.ts'

export type BlockRow = {
  readonly block_id: string
  readonly kiosk_id: string
  readonly epoch: string
  readonly office_id: string
  readonly counter_group: string
  readonly day: string
  readonly starts_at: number
  readonly ticks: number
  readonly seat: number
  readonly state: 'granted' | 'returned' | 'ended'
}

export const toBlock = (row: BlockRow): EscrowBlock => ({
  blockId: row.block_id,
  officeId: row.office_id,
  counterGroupId: row.counter_group,
  startsAt: isoOf(row.starts_at),
  ticks: row.ticks,
})

/** The blocks that a kiosk may sell from, by central's books. */
export async function grantedTo(tx: Tx, kioskId: string): Promise<BlockRow[]> {
  const rows = await tx.all<BlockRow>(`select * from escrow_block where kiosk_id = $1 and state = 'granted'`, [kioskId])
  return rows.toSorted((one, other) => one.starts_at - other.starts_at || (one.block_id < other.block_id ? -1 : 1))
}

/** Those of the named blocks that were ever this kiosk's. */
export async function blocksOf(tx: Tx, kioskId: string, blockIds: readonly string[]): Promise<BlockRow[]> {
  if (blockIds.length === 0) return []
  const marks = blockIds.map((_, index) => `$${String(index + 2)}`).join(', ')
  return tx.all<BlockRow>(`select * from escrow_block where kiosk_id = $1 and block_id in (${marks})`, [kioskId, ...blockIds])
}

/** Ends a block and frees what of it is unsold. What was cut from it belongs to bookings and stays. */
export async function endBlock(
  tx: Tx,
  lock: OfficeLock,
  block: BlockRow,
  { state, nowMs }: { state: 'returned' | 'ended'; nowMs: number },
): Promise<void> {
  await freeSeats(tx, lock, block.block_id)
  await tx.run(`update escrow_block set state = $2, ended_at = $3 where block_id = $1 and state = 'granted'`, [
    block.block_id,
    state,
    nowMs,
  ])
}

/**
 * An operator says that a device is dead: its unsold blocks can be sold by others. A booking from it that arrives all
 * the same is taken, marked as beyond capacity where it is. Answers how many blocks there were.
 */
export async function writeOff(context: CentralContext, kioskId: string): Promise<number> {
  const blocks = await context.store.read((tx) => grantedTo(tx, kioskId))
  for (const block of blocks) await endIn(context, block)
  return blocks.length
}

/** The job: a block whose time has passed is over. */
export async function endPastBlocks(context: CentralContext): Promise<void> {
  const nowMs = context.clock.nowMs()
  const past = await context.store.read((tx) =>
    tx.all<BlockRow>(`select * from escrow_block where state = 'granted' and starts_at + ticks * ${String(TICK_MS)} <= $1`, [
      nowMs,
    ]),
  )
  for (const block of past) await endIn(context, block)
}

const endIn = ({ store, clock, random }: CentralContext, block: BlockRow): Promise<void> =>
  store.transact(async (tx) => {
    const nowMs = clock.nowMs()
    const lock = await lockOffice(tx, block.office_id, { nowMs, random })
    await endBlock(tx, lock, block, { state: 'ended', nowMs })
  })
