import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto'

// RFC 8410: what stands before the 32 bytes of an Ed25519 private key in PKCS #8.
const HEAD = Buffer.from('302e020100300506032b657004220420', 'hex')

export type SettingsKey = { readonly publicKey: string; readonly sign: (text: string) => string }

/** The key pair that signs the town's settings for its terminals (Ed25519), from a seed of 32 bytes that never changes. */
export function settingsKeyFrom(seed: Uint8Array): SettingsKey {
  const privateKey: KeyObject = createPrivateKey({ key: Buffer.concat([HEAD, seed]), format: 'der', type: 'pkcs8' })
  const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' })
  return {
    publicKey: Buffer.from(x, 'base64url').toString('base64'),
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64'),
  }
}
