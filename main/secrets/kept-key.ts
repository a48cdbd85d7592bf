import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import * as z from 'zod/mini'
import { Base64 } from '../../sync/contract/values.ts'
import { CannotStart } from '../cannot-start.ts'
import { type DeviceKey, deviceKeyOf } from '../central/device-key.ts'
import { replaceFile } from '../replace-file.ts'
import type { KeyProtection, KeySafe } from './key-safe.ts'

const SealedKey = z.object({ sealedBy: z.string(), sealed: Base64 })

export type KeptKey = {
  readonly key: DeviceKey
  /** The safe's name, or `file`: the mode of the file is all that protects it. */
  readonly keptBy: string
}

/**
 * Opens the device's key, or makes it on the first start. It is sealed by the first of `safes`; a key that lay there
 * plainly, or was sealed by another of them, moves. Throws CannotStart where it cannot be opened: a device that made itself
 * a new key would be a stranger to central.
 */
export async function openKeptKey(
  file: string,
  { safes, protection }: { safes: readonly KeySafe[]; protection: KeyProtection },
): Promise<KeptKey> {
  const [best] = safes
  if (best === undefined && protection === 'required')
    throw new CannotStart('keyProtection: required, but this machine has nothing that keeps a key (see the handbook)')
  const known = existsSync(file) ? await read(file, safes) : null
  const pem = known?.pem ?? generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const wanted = best?.name ?? 'file'
  if (known === null || known.keptBy !== wanted || known.stale) {
    const text = best === undefined ? pem : sealedText(best.name, await best.seal(pem))
    replaceFile(file, text)
  }
  return { key: deviceKeyOf(createPrivateKey(pem)), keptBy: wanted }
}

const sealedText = (sealedBy: string, sealed: Uint8Array) =>
  `${JSON.stringify({ sealedBy, sealed: Buffer.from(sealed).toString('base64') } satisfies z.infer<typeof SealedKey>)}\n`

type Known = { readonly pem: string; readonly keptBy: string; readonly stale: boolean }

async function read(file: string, safes: readonly KeySafe[]): Promise<Known> {
  const text = readFileSync(file, 'utf8')
  if (isKey(text)) return { pem: text, keptBy: 'file', stale: false }
  const kept = parsed(text)
  if (kept === null) throw new CannotStart(`device key: ${file} is damaged; enrol this device anew in an empty data folder`)
  const safe = safes.find(({ name }) => name === kept.sealedBy)
  if (safe === undefined) throw new CannotStart(`device key: sealed by ${kept.sealedBy}, which this start does not have`)
  const opened = await safe.open(Buffer.from(kept.sealed, 'base64')).catch(() => null)
  if (opened === null || !isKey(opened.text))
    throw new CannotStart(`device key: ${kept.sealedBy} does not open it; was the disk moved to another machine?`)
  return { pem: opened.text, keptBy: kept.sealedBy, stale: opened.stale }
}

function isKey(text: string): boolean {
  try {
    return createPrivateKey(text).asymmetricKeyType === 'ed25519'
  } catch {
    return false
  }
}

function parsed(text: string): z.infer<typeof SealedKey> | null {
  try {
    return SealedKey.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
