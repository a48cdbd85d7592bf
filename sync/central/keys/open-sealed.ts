import { createDecipheriv, createHmac, createPrivateKey, createSecretKey, diffieHellman } from 'node:crypto'
import type { SealedPerson } from '../../contract/booking.ts'
import type { KeyFile } from './key-file.ts'
import { publicKeyOf } from './raw-public-key.ts'

// RFC 9180 §7: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM.
const KEM_SUITE = Buffer.from('KEM\u0000\u0020', 'latin1')
const SUITE = Buffer.from('HPKE\u0000\u0020\u0000\u0001\u0000\u0002', 'latin1')
const VERSION = Buffer.from('HPKE-v1')
const NO_BYTES = Buffer.alloc(0)
const BASE_MODE = Buffer.from([0])
const [KEY_BYTES, NONCE_BYTES, TAG_BYTES] = [32, 12, 16]

/** Opens what a kiosk has sealed for an op; null if it was not sealed to one of these keys, or not for this op. */
export type OpenSealed = (sealed: SealedPerson, opId: string) => string | null

/**
 * The receiving half of HPKE in base mode (RFC 9180 §5.1.1, §6.1), with empty info and the op id as associated data. Kiosks
 * seal with a library; its receiving half makes some thirty round trips to the runtime's Web Crypto for each booking, which
 * would take longer than all the rest of the booking. A test holds it to that library.
 */
export function createOpener(keys: KeyFile['sealing']): OpenSealed {
  const recipients = new Map(keys.map((key) => [key.keyId, recipientOf(key)]))
  const context = Buffer.concat([
    BASE_MODE,
    extract(NO_BYTES, [SUITE, 'psk_id_hash'], NO_BYTES),
    extract(NO_BYTES, [SUITE, 'info_hash'], NO_BYTES),
  ])
  return ({ keyId, enc, ciphertext }, opId) => {
    const recipient = recipients.get(keyId)
    if (!recipient) return null
    try {
      const encapsulated = Buffer.from(enc, 'base64')
      const { privateKey, publicBytes } = recipient
      const shared = diffieHellman({ privateKey, publicKey: publicKeyOf('x25519', encapsulated) })
      const kemSecret = expand(
        extract(NO_BYTES, [KEM_SUITE, 'eae_prk'], shared),
        [KEM_SUITE, 'shared_secret'],
        Buffer.concat([encapsulated, publicBytes]),
        KEY_BYTES,
      )
      const secret = extract(kemSecret, [SUITE, 'secret'], NO_BYTES)
      const key = expand(secret, [SUITE, 'key'], context, KEY_BYTES)
      const nonce = expand(secret, [SUITE, 'base_nonce'], context, NONCE_BYTES)
      return decrypt(key, nonce, Buffer.from(ciphertext, 'base64'), opId)
    } catch {
      return null
    }
  }
}

type Label = readonly [suite: Buffer, label: string]

const hmac = (key: Buffer, parts: readonly Buffer[]): Buffer => {
  const made = createHmac('sha256', createSecretKey(key))
  for (const part of parts) made.update(part)
  return made.digest()
}

/** LabeledExtract, RFC 9180 §4. */
const extract = (salt: Buffer, [suite, label]: Label, secret: Buffer): Buffer =>
  hmac(salt, [VERSION, suite, Buffer.from(label), secret])

/** LabeledExpand for at most 32 bytes, which is one round of HKDF-Expand (RFC 5869 §2.3). */
const expand = (key: Buffer, [suite, label]: Label, info: Buffer, length: number): Buffer =>
  hmac(key, [Buffer.from([0, length]), VERSION, suite, Buffer.from(label), info, Buffer.from([1])]).subarray(0, length)

function decrypt(key: Buffer, nonce: Buffer, bytes: Buffer, associated: string): string {
  if (bytes.length < TAG_BYTES) throw new Error('too short')
  const decipher = createDecipheriv('aes-256-gcm', createSecretKey(key), nonce)
    .setAAD(Buffer.from(associated))
    .setAuthTag(bytes.subarray(-TAG_BYTES))
  return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8')
}

function recipientOf({ key, publicKey }: KeyFile['sealing'][number]) {
  const publicBytes = Buffer.from(publicKey, 'base64')
  const x = publicBytes.toString('base64url')
  const d = Buffer.from(key, 'base64').toString('base64url')
  return { privateKey: createPrivateKey({ key: { kty: 'OKP', crv: 'X25519', x, d }, format: 'jwk' }), publicBytes }
}
