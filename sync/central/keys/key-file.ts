import { closeSync, fsyncSync, linkSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { generateKeyPairSync } from 'node:crypto'
import { dirname } from 'node:path'
import * as z from 'zod/mini'
import { TownKey } from '../../contract/take-along.ts'
import { Base64 } from '../../contract/values.ts'
import { makeFolder } from '../make-folder.ts'
import type { Random } from '../ports.ts'
import { StoreUnusable } from '../store/store.ts'

const Named = z.object({ keyId: z.string(), key: Base64 })
/** `since`: when it became the first; absent for the one made with the file. */
const AtRestKey = z.extend(Named, { since: z.optional(z.int()) })

/** All secrets of a central. The first key of a list is used for new records, the others still open old ones. */
export const KeyFile = z.object({
  /** X25519 private keys, raw 32 bytes. */
  sealing: z.array(z.extend(Named, { publicKey: Base64 })).check(z.minLength(1)),
  /** AES-256 keys. */
  atRest: z.array(AtRestKey).check(z.minLength(1)),
  /** Keys of the codes that visitors take along; until one is made, `open-keys.ts` derives the first. */
  town: z.optional(z.array(z.extend(TownKey, { since: z.int() }))),
  /** HMAC keys; they cannot be changed without rewriting what was derived from them. */
  blindIndex: Base64,
  tokens: Base64,
})
export type KeyFile = z.infer<typeof KeyFile>

/** Reads the key file, or makes it (mode 0600) on the first start; two processes starting at once agree on one file. */
export function readOrMakeKeyFile(file: string, random: Random): KeyFile {
  const existing = readKeyFile(file)
  if (existing) return existing
  const draft = `${file}.${random.uuid()}`
  try {
    makeFolder(dirname(file))
    writeDurably(draft, makeKeys(random))
  } catch (error) {
    throw new StoreUnusable(`the key file ${file} cannot be made (${codeOf(error)})`)
  }
  try {
    linkSync(draft, file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    rmSync(draft)
  }
  const made = readKeyFile(file)
  if (!made) throw new StoreUnusable(`the key file ${file} cannot be read back`)
  return made
}

/** Reads the key file of a central that has one. Throws StoreUnusable where it is away: new keys would open nothing that is stored. */
export function requireKeyFile(file: string): KeyFile {
  const keys = readKeyFile(file)
  if (!keys)
    throw new StoreUnusable(`the key file ${file} is missing: bring it back from the backup, nothing can be opened without it`)
  return keys
}

/** Replaces the key file in one step: whoever reads it meanwhile finds the old or the new one, whole. */
export function writeKeyFile(file: string, keys: KeyFile, random: Random): void {
  const draft = `${file}.${random.uuid()}`
  writeDurably(draft, keys)
  renameSync(draft, file)
  // The name is durable only once the folder is.
  const folder = openSync(dirname(file), 'r')
  fsyncSync(folder)
  closeSync(folder)
}

function writeDurably(file: string, keys: KeyFile): void {
  const handle = openSync(file, 'wx', 0o600)
  writeSync(handle, `${JSON.stringify(keys, null, 2)}\n`)
  fsyncSync(handle)
  closeSync(handle)
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'unknown')

export function readKeyFile(file: string): KeyFile | null {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOENT') return null
    throw new StoreUnusable(`the key file ${file} cannot be read (${code})`)
  }
  try {
    return KeyFile.parse(JSON.parse(text))
  } catch {
    throw new StoreUnusable(`the key file ${file} is damaged: bring it back from the backup, nothing can be opened without it`)
  }
}

/** A fresh set of keys. */
export function makeKeys(random: Random): KeyFile {
  return {
    sealing: [makeSealingKey(random)],
    atRest: [makeAtRestKey(random)],
    blindIndex: Buffer.from(random.bytes(32)).toString('base64'),
    tokens: Buffer.from(random.bytes(32)).toString('base64'),
  }
}

/** Names a key; says nothing about it. */
export const makeKeyId = (random: Random): string => Buffer.from(random.bytes(4)).toString('hex')

export const makeAtRestKey = (random: Random) => ({
  keyId: `rest-${makeKeyId(random)}`,
  key: Buffer.from(random.bytes(32)).toString('base64'),
})

export function makeSealingKey(random: Random) {
  const { publicKey, privateKey } = generateKeyPairSync('x25519')
  const raw = (part: string | undefined) => Buffer.from(part ?? '', 'base64url').toString('base64')
  return {
    keyId: `seal-${makeKeyId(random)}`,
    key: raw(privateKey.export({ format: 'jwk' }).d),
    publicKey: raw(publicKey.export({ format: 'jwk' }).x),
  }
}
