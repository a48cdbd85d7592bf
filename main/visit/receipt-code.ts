import { create } from 'qrcode'
import { bookingNumber } from '../../sync/contract/booking.ts'

/**
 * What the receipt's QR code says: the booking's page at central. Whoever holds the paper holds the secret `k`; central
 * knows its hash only. Without a secret the page asks for other proof. Behind the `#`, which stays in the visitor's browser,
 * stands the terminal's own proof for an office that cannot ask central.
 */
export function receiptAddress(publicUrl: string, bookingId: string, secret: string | null, proof: string | null): string {
  const page = `${publicUrl.replace(/\/+$/, '')}/b/${bookingNumber(bookingId)}`
  return [page, secret === null ? '' : `?k=${secret}`, proof === null ? '' : `#${proof}`].join('')
}

/** Rows of `0` and `1`, without the quiet zone. Level M: a phone reads it off a screen with a fingerprint on it. */
export function qrMatrix(text: string): string[] {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules
  return Array.from({ length: size }, (_, row) =>
    Array.from(data.slice(row * size, (row + 1) * size), (dot) => (dot ? '1' : '0')).join(''),
  )
}
