import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core'
import type { SealedPerson } from '../../sync/contract/booking.ts'
import type { CentralInfo } from '../../sync/contract/kiosk-api.ts'
import type { OfflineCaller } from '../../sync/contract/desk-records.ts'
import type { Person } from '../../sync/contract/person.ts'

/**
 * Seals a person, or what was agreed with a caller, to central's public key (RFC 9180, base mode): this kiosk cannot open it
 * again. The associated data is of the op, so that nothing sealed can be moved to another booking.
 */
export async function sealToCentral(
  content: Person | OfflineCaller,
  associated: string,
  { keyId, publicKey }: CentralInfo['sealingKey'],
): Promise<SealedPerson> {
  const suite = new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() })
  const recipientPublicKey = await suite.kem.deserializePublicKey(bytesOf(Buffer.from(publicKey, 'base64')))
  const sender = await suite.createSenderContext({ recipientPublicKey })
  const sealed = await sender.seal(bytesOf(Buffer.from(JSON.stringify(content))), bytesOf(Buffer.from(associated)))
  return { keyId, enc: base64(sender.enc), ciphertext: base64(sealed) }
}

// A Buffer may be a window on Node's shared pool; the library reads whole ArrayBuffers.
const bytesOf = (buffer: Buffer): ArrayBuffer => new Uint8Array(buffer).buffer
const base64 = (bytes: ArrayBuffer) => Buffer.from(bytes).toString('base64')
