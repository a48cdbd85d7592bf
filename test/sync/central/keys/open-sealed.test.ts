import assert from 'node:assert/strict'
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core'
import { createOpener } from '../../../../sync/central/keys/open-sealed.ts'

const suite = new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() })
const base64 = (bytes: ArrayBuffer | string) => Buffer.from(bytes as ArrayBuffer).toString('base64')
const raw = (part: string | undefined) => Buffer.from(part ?? '', 'base64url').toString('base64')
const bytesOf = (text: string) => new Uint8Array(Buffer.from(text)).buffer

function makeKey(keyId = 'one') {
  const { publicKey, privateKey } = generateKeyPairSync('x25519')
  return { keyId, key: raw(privateKey.export({ format: 'jwk' }).d), publicKey: raw(publicKey.export({ format: 'jwk' }).x) }
}

/** Sealed by the library, as kiosks do. */
async function seal(text: string, opId: string, { keyId, publicKey }: { keyId: string; publicKey: string }) {
  const recipientPublicKey = await suite.kem.deserializePublicKey(new Uint8Array(Buffer.from(publicKey, 'base64')).buffer)
  const sender = await suite.createSenderContext({ recipientPublicKey })
  return { keyId, ciphertext: base64(await sender.seal(bytesOf(text), bytesOf(opId))), enc: base64(sender.enc) }
}

describe('a sealed person', () => {
  it('is opened as the library sealed it, whatever its length', async () => {
    const key = makeKey()
    const open = createOpener([makeKey('older'), key])
    for (const text of ['', 'ä', JSON.stringify({ familyName: 'Özgür-Weiß' }), 'x'.repeat(10_000)]) {
      const opId = randomUUID()
      assert.equal(open(await seal(text, opId, key), opId), text)
    }
  })

  it('stays closed to another op, another key, a changed byte and a cut text', async () => {
    const key = makeKey()
    const open = createOpener([key])
    const sealed = await seal('secret', 'op', key)
    const flipped = Buffer.from(sealed.ciphertext, 'base64')
    flipped[0] = (flipped[0] ?? 0) ^ 1
    const tries: [typeof sealed, string][] = [
      [sealed, 'another op'],
      [{ ...sealed, keyId: 'unknown' }, 'op'],
      [{ ...sealed, ciphertext: flipped.toString('base64') }, 'op'],
      [{ ...sealed, ciphertext: sealed.ciphertext.slice(0, 8) }, 'op'],
      [{ ...sealed, enc: 'AAAA' }, 'op'],
      // The point of small order: RFC 9180 §7.1.4 asks to refuse the all-zero secret.
      [{ ...sealed, enc: Buffer.alloc(32).toString('base64') }, 'op'],
      [{ ...sealed, enc: (await seal('secret', 'op', makeKey())).enc }, 'op'],
    ]
    for (const [changed, opId] of tries) assert.equal(open(changed, opId), null)
  })
})
