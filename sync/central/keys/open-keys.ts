import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto'
// The library's own X25519 is the runtime's; the one written in JavaScript takes five times as long for each booking.
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core'
import type { SealedPerson } from '../../contract/booking.ts'
import { cleaned, Person } from '../../contract/person.ts'
import type { Random } from '../ports.ts'
import type { KeyFile } from './key-file.ts'
import type { Keys } from './keys.ts'

const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Turns the key file into functions. */
export function openKeys(file: KeyFile, random: Random): Keys {
  const [sealing] = file.sealing
  const [current] = file.atRest
  if (!sealing || !current) throw new Error('a key file without keys')
  const atRest = new Map(file.atRest.map(({ keyId, key }) => [keyId, Buffer.from(key, 'base64')]))
  const keyOf = (keyId: string) => {
    const key = atRest.get(keyId)
    if (!key) throw new Error(`the key ${keyId} is not in the key file`)
    return key
  }
  const blindKey = Buffer.from(file.blindIndex, 'base64')
  const tokenKey = Buffer.from(file.tokens, 'base64')
  return {
    sealingKey: { keyId: sealing.keyId, publicKey: sealing.publicKey },
    openPerson: createOpener(file),
    currentKeyId: current.keyId,
    seal(text, context) {
      const nonce = random.bytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', keyOf(current.keyId), nonce).setAAD(Buffer.from(context))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return { keyId: current.keyId, sealed: Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64') }
    },
    open({ keyId, sealed }, context) {
      const bytes = Buffer.from(sealed, 'base64')
      const decipher = createDecipheriv('aes-256-gcm', keyOf(keyId), bytes.subarray(0, NONCE_BYTES))
        .setAAD(Buffer.from(context))
        .setAuthTag(bytes.subarray(-TAG_BYTES))
      return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8')
    },
    blindIndex: (kind, value) =>
      createHmac('sha256', blindKey)
        .update(`${kind}:${normalised(kind, value)}`)
        .digest('base64url'),
    deriveToken: (purpose, value) => createHmac('sha256', tokenKey).update(`${purpose}:${value}`).digest('base64url'),
    // Derived from the keys that never change: at-rest and sealing keys are rotated.
    fingerprint: createHash('sha256').update(blindKey).update(tokenKey).digest('base64url').slice(0, 22),
  }
}

function normalised(kind: 'email' | 'phone' | 'name', value: string): string {
  const text = cleaned(value).toLowerCase()
  // +49 261 129 and 0261 129 are the same number; letters' accents may be typed or not.
  if (kind === 'phone') return text.replace(/[^\d+]/g, '').replace(/^(\+|00)49/, '0')
  if (kind === 'name') return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/ß/g, 'ss')
  return text
}

/** HPKE base mode (RFC 9180): X25519, HKDF-SHA256, AES-256-GCM, empty info, the op id as associated data. */
function createOpener(file: KeyFile): Keys['openPerson'] {
  const suite = new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() })
  const importKey = (key: string) => suite.kem.importKey('raw', bufferOf(key), false)
  const imported = new Map(file.sealing.map(({ keyId, key }) => [keyId, importKey(key)]))
  return async (sealed: SealedPerson, opId: string) => {
    const recipientKey = await imported.get(sealed.keyId)
    if (!recipientKey) return null
    try {
      const context = await suite.createRecipientContext({ recipientKey, enc: bufferOf(sealed.enc) })
      const text = await context.open(bufferOf(sealed.ciphertext), new TextEncoder().encode(opId).buffer)
      return Person.safeParse(JSON.parse(new TextDecoder().decode(text))).data ?? null
    } catch {
      return null
    }
  }
}

const bufferOf = (base64: string): ArrayBuffer => new Uint8Array(Buffer.from(base64, 'base64')).buffer
