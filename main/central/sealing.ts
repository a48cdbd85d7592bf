import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core'
import type { SealedPerson } from '../../sync/contract/booking.ts'
import type { CentralInfo } from '../../sync/contract/kiosk-api.ts'
import type { Person } from '../../sync/contract/person.ts'

/**
 * Seals a person to central's public key (RFC 9180, base mode): this kiosk cannot open it again.
 * The associated data is the op's id, so a sealed person cannot be moved to another booking.
 */
export async function sealPerson(
  person: Person,
  opId: string,
  { keyId, publicKey }: CentralInfo['sealingKey'],
): Promise<SealedPerson> {
  const suite = new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() })
  const recipientPublicKey = await suite.kem.deserializePublicKey(bytesOf(Buffer.from(publicKey, 'base64')))
  const sender = await suite.createSenderContext({ recipientPublicKey })
  const sealed = await sender.seal(bytesOf(Buffer.from(JSON.stringify(person))), bytesOf(Buffer.from(opId)))
  return { keyId, enc: base64(sender.enc), ciphertext: base64(sealed) }
}

// A Buffer may be a window on Node's shared pool; the library reads whole ArrayBuffers.
const bytesOf = (buffer: Buffer): ArrayBuffer => new Uint8Array(buffer).buffer
const base64 = (bytes: ArrayBuffer) => Buffer.from(bytes).toString('base64')
