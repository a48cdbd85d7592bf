import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Op } from '../../sync/contract/booking.ts'
import { canonicalJson } from '../../sync/contract/canonical-json.ts'
import { factBytes, type ReceiptFact, signedBytes, writeProof } from '../../sync/contract/receipt-proof.ts'

/** The device's own Ed25519 key (RFC 8032). The private half never leaves this file and the data folder. */
export type DeviceKey = {
  /** Raw 32 bytes in base64. */
  readonly publicKey: string
  readonly signOp: (op: Op) => string
  /** The proof that a receipt carries (sync/contract/receipt-proof.ts). */
  readonly proveReceipt: (fact: ReceiptFact) => string
  /** The value of `authorization` for a request to central (sync/contract/kiosk-api.ts). */
  readonly authorize: (request: { kioskId: string; method: string; path: string; body: string; nowMs: number }) => string
}

/** Reads the key, or makes one on the first start: only the owner of the data folder may read it. */
export function openDeviceKey(file: string): DeviceKey {
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    const made = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' })
    writeFileSync(file, made, { mode: 0o600, flag: 'wx', flush: true })
  }
  return deviceKeyOf(createPrivateKey(readFileSync(file)))
}

/** What a device can do with its Ed25519 key. */
export function deviceKeyOf(privateKey: KeyObject): DeviceKey {
  const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' })
  const signText = (text: string) => sign(null, Buffer.from(text), privateKey).toString('base64')
  return {
    publicKey: Buffer.from(x, 'base64url').toString('base64'),
    signOp: (op) => signText(canonicalJson(op)),
    proveReceipt: (fact) => {
      const bytes = factBytes(fact)
      return writeProof(bytes, sign(null, signedBytes(bytes), privateKey))
    },
    authorize: ({ kioskId, method, path, body, nowMs }) => {
      const bodyHash = createHash('sha256').update(body).digest('base64')
      const at = String(Math.round(nowMs))
      return `Foyer ${kioskId}:${at}:${signText(`${method}\n${path}\n${at}\n${bodyHash}`)}`
    },
  }
}
