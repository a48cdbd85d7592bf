import { hash, type KeyObject, verify } from 'node:crypto'
import { publicKeyOf } from '../keys/raw-public-key.ts'

/** Whether an Ed25519 signature (RFC 8032) over a text is that of a device's raw public key. Both in base64. */
export type IsSignedBy = (publicKey: string, text: string, signature: string) => Promise<boolean>

/** More devices than a town has: a key is read once, not for each request. */
const MOST_KEYS = 1_000

/** The same, at once. False for anything malformed. */
export function createVerifier(): (publicKey: string, text: string, signature: string) => boolean {
  const keys = new Map<string, KeyObject | null>()
  const keyOf = (publicKey: string) => {
    const known = keys.get(publicKey)
    if (known !== undefined) return known
    const key = deviceKey(publicKey)
    if (keys.size >= MOST_KEYS) keys.clear()
    keys.set(publicKey, key)
    return key
  }
  return (publicKey, text, signature) => {
    const key = keyOf(publicKey)
    return key !== null && isSigned(key, text, signature)
  }
}

/** A device's raw 32-byte Ed25519 public key; null if it is none. */
function deviceKey(publicKey: string): KeyObject | null {
  try {
    return publicKeyOf('ed25519', Buffer.from(publicKey, 'base64'))
  } catch {
    return null
  }
}

function isSigned(key: KeyObject, text: string, signature: string): boolean {
  try {
    return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'))
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
}): string => `${method}\n${path}\n${String(atMs)}\n${hash('sha256', body, 'base64')}`
