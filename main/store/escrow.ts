import type { EscrowBlock } from '../../sync/contract/kiosk-api.ts'
import type { HeldBlock, Sale } from '../../sync/kiosk/escrow.ts'
import type { Connection } from './open.ts'

export type EscrowRows = ReturnType<typeof escrowRows>

/** The blocks that this kiosk may sell offline, what was sold of them, and those that go back, where the connection is. */
export function escrowRows(database: Connection) {
  const blocks = database.prepare('select * from escrow_block order by starts_at, block_id')
  const sales = database.prepare('select * from escrow_sale where block_id = ? order by from_tick')
  const insert = database.prepare(
    `insert into escrow_block (block_id, office_id, counter_group_id, starts_at, ticks)
     values (@blockId, @officeId, @counterGroupId, @startsAt, @ticks) on conflict (block_id) do nothing`,
  )
  const deleteBlock = database.prepare('delete from escrow_block where block_id = ?')
  const deleteSales = database.prepare('delete from escrow_sale where block_id = ?')
  const noteReturn = database.prepare('insert into escrow_return (block_id) values (?) on conflict (block_id) do nothing')
  const returns = database.prepare('select block_id from escrow_return order by block_id').pluck()
  const deleteReturn = database.prepare('delete from escrow_return where block_id = ?')
  const forEach = (work: (blockId: string) => void) => {
    const all = database.transaction((blockIds: readonly string[]): void => blockIds.forEach(work))
    return (blockIds: readonly string[]): void => all.immediate(blockIds)
  }
  const drop = (blockId: string) => {
    deleteBlock.run(blockId)
    deleteSales.run(blockId)
  }
  const keepAll = database.transaction((granted: readonly EscrowBlock[]): void => granted.forEach((block) => insert.run(block)))
  return {
    held: (): HeldBlock[] =>
      (blocks.all() as BlockRow[]).map((row) => ({ ...toBlock(row), sales: (sales.all(row.block_id) as SaleRow[]).map(toSale) })),
    keep: (granted: readonly EscrowBlock[]) => keepAll.immediate(granted),
    /** Deletes blocks that central is then told to take back: the word to it comes after this has become durable. */
    giveBack: forEach((blockId) => {
      drop(blockId)
      noteReturn.run(blockId)
    }),
    returning: () => returns.all() as string[],
    /** Central has heard of them. */
    forgetReturns: forEach((blockId) => deleteReturn.run(blockId)),
    /** Deletes blocks that central does not count as this kiosk's. */
    drop: forEach(drop),
  }
}

type BlockRow = { block_id: string; office_id: string; counter_group_id: string; starts_at: string; ticks: number }
type SaleRow = { booking_id: string; block_id: string; from_tick: number; ticks: number }

const toBlock = (row: BlockRow): EscrowBlock => ({
  blockId: row.block_id,
  officeId: row.office_id,
  counterGroupId: row.counter_group_id,
  startsAt: row.starts_at,
  ticks: row.ticks,
})
const toSale = (row: SaleRow): Sale => ({
  bookingId: row.booking_id,
  blockId: row.block_id,
  fromTick: row.from_tick,
  ticks: row.ticks,
})
