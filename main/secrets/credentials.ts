import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Random } from '../ports.ts'
import type { KeySafe } from './key-safe.ts'

/** The credential that the unit loads (systemd.exec(5), LoadCredentialEncrypted=): random bytes that belong to this machine. */
export const SAFE_CREDENTIAL = 'foyer-safe'
const LEAST_BYTES = 32
const [NONCE_BYTES, TAG_BYTES] = [12, 16]

/** A credential that systemd hands to this service alone, in memory; null where there is none of that name. */
export function readCredential(environment: Readonly<Record<string, string | undefined>>, name: string): Buffer | null {
  const folder = environment['CREDENTIALS_DIRECTORY']
  if (folder === undefined || folder === '') return null
  try {
    return readFileSync(join(folder, name))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** Seals with a credential of systemd, AES-256-GCM; null where the unit loads none. A short one is no secret: throws. */
export function credentialSafe(environment: Readonly<Record<string, string | undefined>>, random: Random): KeySafe | null {
  const secret = readCredential(environment, SAFE_CREDENTIAL)
  if (secret === null) return null
  if (secret.length < LEAST_BYTES) throw new Error(`the credential ${SAFE_CREDENTIAL} has less than ${LEAST_BYTES} bytes`)
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'foyer device key', 32))
  return {
    name: 'systemd',
    seal: async (text) => {
      const nonce = random.bytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
    },
    open: async (sealed) => {
      const bytes = Buffer.from(sealed)
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES)).setAuthTag(bytes.subarray(-TAG_BYTES))
      const text = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8')
      return { text, stale: false }
    },
  }
}
