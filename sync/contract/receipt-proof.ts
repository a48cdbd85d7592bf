import * as z from 'zod/mini'
import { Id, Instant, Uuid } from './values.ts'

/** What a receipt proves of a booking, whatever has become of the terminal that took it. Nothing of the person. */
export const ReceiptFact = z.object({
  bookingId: Uuid,
  officeId: Id,
  startsAt: Instant,
  ticks: z.int().check(z.minimum(1), z.maximum(65_535)),
  /** Cut from the terminal's escrow or booked at central; false for a request that central had not seen. */
  promised: z.boolean(),
  bookedAt: Instant,
})
export type ReceiptFact = z.infer<typeof ReceiptFact>

/*
 * The proof on a receipt: `F1.` and in base64url (RFC 4648 §5) the fact's bytes and their Ed25519 signature (RFC 8032) by
 * the terminal's device key. The QR code carries it behind the `#` of the booking's address, which no browser sends on.
 *
 *   1 byte    version: 1
 *  16 bytes   booking id
 *   4 bytes   start, minutes since 1970-01-01T00:00Z, big-endian
 *   2 bytes   ticks of five minutes, big-endian
 *   1 byte    1: promised, 0: requested
 *   4 bytes   when it was booked, minutes since 1970, big-endian
 *   n bytes   office id, ASCII
 *  64 bytes   signature over the text `foyer receipt 1\n` and all bytes before it
 */
const PREFIX = 'F1.'
const VERSION = 1
const HEAD = 28
const SIGNATURE = 64
const DOMAIN = new TextEncoder().encode('foyer receipt 1\n')
const MINUTE_MS = 60_000

/** The bytes that are signed. */
export function factBytes(fact: ReceiptFact): Uint8Array {
  const office = new TextEncoder().encode(fact.officeId)
  const bytes = new Uint8Array(HEAD + office.length)
  const view = new DataView(bytes.buffer)
  view.setUint8(0, VERSION)
  bytes.set(
    Uint8Array.from(fact.bookingId.replaceAll('-', '').match(/../g) ?? [], (hex) => Number.parseInt(hex, 16)),
    1,
  )
  view.setUint32(17, Math.floor(Date.parse(fact.startsAt) / MINUTE_MS))
  view.setUint16(21, fact.ticks)
  view.setUint8(23, fact.promised ? 1 : 0)
  view.setUint32(24, Math.floor(Date.parse(fact.bookedAt) / MINUTE_MS))
  bytes.set(office, HEAD)
  return bytes
}

/** What the signature covers. */
export const signedBytes = (fact: Uint8Array): Uint8Array => Uint8Array.from([...DOMAIN, ...fact])

export const writeProof = (fact: Uint8Array, signature: Uint8Array): string => PREFIX + toBase64Url([...fact, ...signature])

export type ReadProof = { readonly fact: ReceiptFact; readonly bytes: Uint8Array; readonly signature: Uint8Array }

/** Reads a proof as scanned, alone or in the receipt's address. Null where it is none; the signature is not yet checked. */
export function readProof(text: string): ReadProof | null {
  const [, encoded] = /(?:^|#)F1\.([A-Za-z0-9_-]+)$/.exec(text.trim()) ?? []
  const all = encoded === undefined ? null : fromBase64Url(encoded)
  if (all === null || all.length <= HEAD + SIGNATURE || all[0] !== VERSION) return null
  const bytes = all.slice(0, -SIGNATURE)
  const view = new DataView(bytes.buffer)
  const hex = Array.from(bytes.slice(1, 17), (byte) => byte.toString(16).padStart(2, '0')).join('')
  const fact = ReceiptFact.safeParse({
    bookingId: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
    officeId: new TextDecoder().decode(bytes.slice(HEAD)),
    startsAt: new Date(view.getUint32(17) * MINUTE_MS).toISOString(),
    ticks: view.getUint16(21),
    promised: view.getUint8(23) === 1,
    bookedAt: new Date(view.getUint32(24) * MINUTE_MS).toISOString(),
  })
  return fact.success ? { fact: fact.data, bytes, signature: all.slice(-SIGNATURE) } : null
}

const toBase64Url = (bytes: readonly number[]): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')

function fromBase64Url(text: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))
  } catch {
    return null
  }
}
