import type { KioskOrder, OrderAnswer } from '../../contract/kiosk-api.ts'
import type { Random } from '../ports.ts'
import type { Tx } from '../store/store.ts'
import type { KioskRow } from './kiosk-row.ts'

// A test print that nobody waits for any more would come out in front of a visitor.
const TEST_PRINT_MS = 10 * 60_000

/** Has all devices asked to come soon: they learn of an order in their next exchange. */
export const announceOrders = (tx: Tx): Promise<number> =>
  tx.run(
    `insert into setting (name, value) values ('orders', '1')
     on conflict (name) do update set value = cast(cast(setting.value as bigint) + 1 as text)`,
  )

/** Puts a text on a lobby terminal's start screen, or with null takes it away. Answers whether there is such a terminal. */
export async function setMessage(
  tx: Tx,
  kioskId: string,
  { text, random }: { text: string | null; random: Pick<Random, 'uuid'> },
): Promise<boolean> {
  const changed = await tx.run(
    `update kiosk set message_id = $2, message = $3, message_received_at = null
     where kiosk_id = $1 and revoked_at is null and profile = 'lobby'`,
    [kioskId, text === null ? null : random.uuid(), text],
  )
  if (changed === 1) await announceOrders(tx)
  return changed === 1
}

/** Asks a device for a test print, once; a second order takes the place of the first. Answers whether there is such a device. */
export async function orderTestPrint(
  tx: Tx,
  kioskId: string,
  { nowMs, random }: { nowMs: number; random: Pick<Random, 'uuid'> },
): Promise<boolean> {
  const changed = await tx.run(
    `update kiosk set test_print_id = $2, test_print_until = $3, test_print_result = null, test_print_at = null
     where kiosk_id = $1 and revoked_at is null`,
    [kioskId, random.uuid(), nowMs + TEST_PRINT_MS],
  )
  if (changed === 1) await announceOrders(tx)
  return changed === 1
}

/** What a device is asked for now. */
export function openOrders(kiosk: KioskRow, nowMs: number): KioskOrder[] {
  const { message_id, message, test_print_id, test_print_until, test_print_result } = kiosk
  const orders: KioskOrder[] = []
  if (message_id !== null && message !== null) orders.push({ kind: 'message', orderId: message_id, text: message })
  if (test_print_id !== null && test_print_result === null && (test_print_until ?? 0) > nowMs)
    orders.push({ kind: 'testPrint', orderId: test_print_id })
  return orders
}

/** Notes what a device says of its orders, the first time that it says so; of those that were replaced meanwhile, nothing. */
export function noteOrderAnswers(
  tx: Tx,
  { kiosk_id }: Pick<KioskRow, 'kiosk_id'>,
  answers: readonly OrderAnswer[],
  nowMs: number,
): void {
  for (const { orderId, result } of answers) {
    if (result === 'received')
      tx.write(
        'update kiosk set message_received_at = $3 where kiosk_id = $1 and message_id = $2 and message_received_at is null',
        [kiosk_id, orderId, nowMs],
      )
    else
      tx.write(
        `update kiosk set test_print_result = $3, test_print_at = $4
         where kiosk_id = $1 and test_print_id = $2 and test_print_result is null`,
        [kiosk_id, orderId, result, nowMs],
      )
  }
}

export type TestPrint = {
  readonly state: 'ordered' | 'lapsed' | 'printed' | 'failed' | 'maybePrinted'
  /** When the device said so; null before. */
  readonly atMs: number | null
}

/** What has become of the last test print; null where none was asked for. */
export function testPrintOf(kiosk: KioskRow, nowMs: number): TestPrint | null {
  if (kiosk.test_print_id === null) return null
  const { test_print_result: result, test_print_at: atMs, test_print_until: untilMs } = kiosk
  if (result !== null) return { state: result, atMs }
  return { state: (untilMs ?? 0) > nowMs ? 'ordered' : 'lapsed', atMs: null }
}
