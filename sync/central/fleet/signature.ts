import { createHash, createPublicKey, verify } from 'node:crypto'

/** An Ed25519 signature over bytes, by a raw 32-byte public key. False for anything malformed. */
export function isSignedBy(publicKey: string, bytes: string, signature: string): boolean {
  const x = Buffer.from(publicKey, 'base64').toString('base64url')
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
    return verify(null, Buffer.from(bytes), key, Buffer.from(signature, 'base64'))
  } catch {
    return false
  }
}

export type SignedHeader = { readonly kioskId: string; readonly atMs: number; readonly signature: string }

/** Reads `Foyer <kioskId>:<unix ms>:<base64>`; null if it is none. */
export function readAuthorization(header: string | undefined): SignedHeader | null {
  const match = /^Foyer ([A-Za-z0-9][A-Za-z0-9._-]{0,79}):(\d{10,16}):([A-Za-z0-9+/]{86}==)$/.exec(header ?? '')
  const [, kioskId, atMs, signature] = match ?? []
  if (kioskId === undefined || atMs === undefined || signature === undefined) return null
  return { kioskId, atMs: Number(atMs), signature }
}

/** What a request's signature covers; `path` as sent, with its query. */
export const signedText = ({
  method,
  path,
  atMs,
  body,
}: {
  method: string
  path: string
  atMs: number
  body: Uint8Array
}): string => `${method}\n${path}\n${String(atMs)}\n${createHash('sha256').update(body).digest('base64')}`
