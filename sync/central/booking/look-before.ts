import type { Tx } from '../store/store.ts'
import { type HoldRow, holdOf } from './hold-slot.ts'

/** What is there already of a visitor who books: the hold of the same id, and how many bookings with their address lie ahead. */
export type Before = { readonly hold: HoldRow | undefined; readonly open: number }

export type Looking = {
  readonly bookingId: string
  readonly emailIndex: string | null
  readonly nowMs: number
  /** Counts at these offices alone, those of the member of staff who books; absent: everywhere. */
  readonly offices?: readonly string[]
}

/** Asked with the office locked; no other booking with the address is made until the transaction ends. */
export async function lookBefore(tx: Tx, look: Looking): Promise<Before> {
  const { bookingId, emailIndex } = look
  const [hold, open] = await Promise.all([holdOf(tx, bookingId), emailIndex === null ? 0 : openBookings(tx, emailIndex, look)])
  return { hold, open }
}

async function openBookings(tx: Tx, emailIndex: string, { nowMs, offices }: Looking): Promise<number> {
  // Two requests at two offices are counted one after the other.
  tx.lock(`email ${emailIndex}`)
  // As an expression, so that the store goes by the address and not through all that an office has.
  const own =
    offices === undefined
      ? ''
      : ` and (office_id || '') in (${['null', ...offices.map((_, at) => `$${String(at + 3)}`)].join(', ')})`
  const row = await tx.one<{ open: number }>(
    `select count(*) as open from booking where email_index = $1 and starts_at > $2
       and (standing in ('provisional', 'confirmed', 'accepted') or (standing = 'requested' and (confirm_by is null or confirm_by > $2)))${own}`,
    [emailIndex, nowMs, ...(offices ?? [])],
  )
  return row?.open ?? 0
}
