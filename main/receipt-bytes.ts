import type { Config } from './config.ts'
import type { Knowledge } from './knowledge.ts'
import { codePage } from './printing/code-page.ts'
import { encode } from './printing/encode.ts'
import { layOutReceipt } from './printing/receipt.ts'
import { receiptFacts } from './printing/receipt-facts.ts'
import { receiptAddress } from './receipt-code.ts'
import type { KeptBooking } from './store/bookings.ts'

/** What goes to the printer for a booking. Throws when the catalogue no longer has its office or a service. */
export function receiptBytes(
  knowledge: Knowledge,
  { columns, codePage: page }: Config['printer'],
  booking: KeptBooking,
  code: { publicUrl: string; receiptKey: string | null },
): Uint8Array {
  const catalogue = knowledge.catalogue()
  if (catalogue === null) throw new Error('a booking without a catalogue')
  const qrPayload = receiptAddress(code.publicUrl, booking.bookingId, code.receiptKey)
  return encode(layOutReceipt(receiptFacts(catalogue, { ...booking, qrPayload }), columns), codePage(page))
}
