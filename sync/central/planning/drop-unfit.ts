import type { OfficeLock } from '../capacity/office-lock.ts'
import { freeSeats } from '../capacity/seats.ts'
import { type BlockRow, endBlock } from '../escrow/blocks.ts'
import type { Tx } from '../store/store.ts'
import type { Fit } from './misfits.ts'

/** What has a seat of an office without being a booking yet: a terminal's block, or a hold. */
type Holder = {
  readonly kind: 'block' | 'hold'
  readonly id: string
  readonly day: string
  readonly counterGroupId: string
  readonly ticks: readonly number[]
}

/** The holds and unsold blocks of an office. Blocks come first: a terminal without network may have sold them. */
export async function holdersAt(tx: Tx, officeId: string): Promise<Holder[]> {
  const rows = await tx.all<{ kind: Holder['kind']; id: string; day: string; counter_group: string; starts_at: number }>(
    `select 'block' as kind, block_id as id, day, seat.counter_group, seat.starts_at
     from escrow_block join seat on seat.holder_id = block_id where escrow_block.office_id = $1 and state = 'granted'
     union all select 'hold', booking_id, day, seat.counter_group, seat.starts_at
     from hold join seat on seat.holder_id = booking_id and seat.office_id = hold.office_id where hold.office_id = $1
     order by 1, 2`,
    [officeId],
  )
  return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap(([first, ...more]) =>
    first === undefined
      ? []
      : [{ ...first, counterGroupId: first.counter_group, ticks: [first, ...more].map((row) => row.starts_at) }],
  )
}

/**
 * Ends what a day's new plan has no seat for. Who is filling the form hears at its end that the time is gone; an earlier date
 * that was proposed is none any more, and its booking waits where it stood; a terminal is told to sell no more of a block that
 * lies wholly where it is closed. What was sold from it before is taken all the same, and noted for staff. A block that is
 * open in part stays whole: its terminal may have sold what another would then be given.
 */
export async function dropUnfit(
  tx: Tx,
  lock: OfficeLock,
  { holders, fit, nowMs }: { holders: readonly Holder[]; fit: Fit; nowMs: number },
): Promise<void> {
  for (const holder of holders) {
    if (fit(holder) === null) continue
    const isClosed = (tick: number) => fit({ ...holder, ticks: [tick] }) === 'closed'
    if (holder.kind === 'block' && holder.ticks.every(isClosed)) await dropBlock(tx, lock, holder.id, nowMs)
    if (holder.kind === 'hold') await dropHeld(tx, lock, holder.id)
  }
}

async function dropBlock(tx: Tx, lock: OfficeLock, blockId: string, nowMs: number): Promise<void> {
  const block = await tx.one<BlockRow>('select * from escrow_block where block_id = $1', [blockId])
  if (block) await endBlock(tx, lock, block, { state: 'ended', nowMs })
}

async function dropHeld(tx: Tx, lock: OfficeLock, holdId: string): Promise<void> {
  await freeSeats(tx, lock, holdId)
  tx.write('delete from hold where booking_id = $1', [holdId])
  tx.write(
    `update earlier_wish set state = 'waiting', offered_starts_at = null, offered_hold_id = null, offered_at = null,
       offer_expires_at = null where offered_hold_id = $1 and state = 'offered'`,
    [holdId],
  )
}
