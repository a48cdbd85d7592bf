import { createPublicKey, verify } from 'node:crypto'

/** Whether an Ed25519 signature (RFC 8032) over `bytes` is that of a raw 32-byte public key in base64. False for anything malformed. */
export function isSignedBy(publicKey: string, bytes: Uint8Array, signature: Uint8Array): boolean {
  try {
    const x = Buffer.from(publicKey, 'base64').toString('base64url')
    return verify(null, bytes, createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }), signature)
  } catch {
    return false
  }
}
