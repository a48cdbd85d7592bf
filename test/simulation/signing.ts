import { hash } from 'node:crypto'
import type { DeviceKey } from '../../main/central/device-key.ts'
import type { IsSignedBy } from '../../sync/central/fleet/signature.ts'
import { canonicalJson } from '../../sync/contract/canonical-json.ts'

// As long as an Ed25519 signature is.
const signatureOf = (publicKey: string, text: string): string => hash('sha512', `${publicKey}\n${text}`, 'base64')

/**
 * A stand-in for Ed25519: a digest that names the device, quick and without a thread of its own. Who could forge what is
 * tested elsewhere; here it matters that a request of one device, with one body, passes for no other.
 */
export function simulatedDeviceKey(keySeed: Uint8Array): DeviceKey {
  const publicKey = hash('sha256', keySeed, 'base64')
  return {
    publicKey,
    signOp: (op) => signatureOf(publicKey, canonicalJson(op)),
    proveReceipt: ({ bookingId }) => `proof-${bookingId}`,
    authorize: ({ kioskId, method, path, body, nowMs }) => {
      const at = String(Math.round(nowMs))
      return `Foyer ${kioskId}:${at}:${signatureOf(publicKey, `${method}\n${path}\n${at}\n${hash('sha256', body, 'base64')}`)}`
    },
  }
}

/** Central's half of it. */
export const isSignedBy: IsSignedBy = (publicKey, text, signature) => Promise.resolve(signatureOf(publicKey, text) === signature)
