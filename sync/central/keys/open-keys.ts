import { createCipheriv, createDecipheriv, createHash, createHmac, createSecretKey } from 'node:crypto'
import type * as z from 'zod/mini'
import { callerContext } from '../../contract/booking.ts'
import { OfflineCaller } from '../../contract/desk-records.ts'
import { cleaned, Person } from '../../contract/person.ts'
import { putToRest } from '../booking/person-at-rest.ts'
import type { Random } from '../ports.ts'
import { StoreUnusable } from '../store/store.ts'
import type { KeyFile } from './key-file.ts'
import type { Keys, KeysElsewhere } from './keys.ts'
import { createOpener } from './open-sealed.ts'
import { townKeysOf } from './town-keys.ts'
import { settingsKeyFrom } from './settings-key.ts'

const NONCE_BYTES = 12
const TAG_BYTES = 16
/** So few are opened sooner than a message goes to a thread and back. */
const FEW = 10

export type KeyOptions = {
  /** Reads the key file anew: it may be rotated while central works. Throws where it cannot. */
  readonly reread?: () => KeyFile
  /** Receives and opens elsewhere, with the keys that it is given. */
  readonly elsewhere?: (file: KeyFile) => KeysElsewhere
}

/** Turns the key file into functions. */
export function openKeys(file: KeyFile, random: Random, { reread = () => file, elsewhere }: KeyOptions = {}): Keys {
  let held = hold(file)
  let there = elsewhere?.(file)
  const fingerprint = fingerprintOf(file)
  const renew = () => {
    // What cannot be read, or is not ours, changes nothing: the keys that are held stay.
    const renewed = reread()
    if (fingerprintOf(renewed) !== fingerprint) throw new StoreUnusable('the key file does not belong to this central any more')
    held = hold(renewed)
    there = elsewhere?.(renewed)
  }
  const keyOf = (keyId: string) => {
    if (!held.atRest.has(keyId)) renew()
    const key = held.atRest.get(keyId)
    if (!key) throw new Error(`the key ${keyId} is not in the key file`)
    return key
  }
  const [blindKey, tokenKey] = [secretOf(file.blindIndex), secretOf(file.tokens)]
  // Derived, so that it comes back with every backup and is nowhere else.
  const settingsKey = settingsKeyFrom(createHmac('sha256', tokenKey).update('town settings:ed25519').digest())
  const keys: Keys = {
    get sealingKey() {
      return held.sealingKey
    },
    get townKeys() {
      return held.townKeys
    },
    async receivePerson(op) {
      if (there) return there.receivePerson(op)
      const person = readAs(Person, held.openSealed(op.person, op.opId))
      const caller = op.caller === undefined ? null : readAs(OfflineCaller, held.openSealed(op.caller, callerContext(op.opId)))
      if (person === null || (caller === null && op.caller !== undefined)) return null
      return { person, atRest: putToRest(keys, op.bookingId, person), caller }
    },
    get currentKeyId() {
      return held.currentKeyId
    },
    renew,
    seal(text, context) {
      const keyId = held.currentKeyId
      const nonce = random.bytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', keyOf(keyId), nonce).setAAD(Buffer.from(context))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return { keyId, sealed: Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64') }
    },
    open({ keyId, sealed }, context) {
      const bytes = Buffer.from(sealed, 'base64')
      const decipher = createDecipheriv('aes-256-gcm', keyOf(keyId), bytes.subarray(0, NONCE_BYTES))
        .setAAD(Buffer.from(context))
        .setAuthTag(bytes.subarray(-TAG_BYTES))
      const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)).toString('utf8')
      // GCM holds nothing back for the end, but only here it throws if a bit is not as it was sealed.
      decipher.final()
      return text
    },
    // What they cannot open is opened here: a key of theirs may be missing, or the error belongs to whoever asked.
    openAll: async (records) =>
      (records.length > FEW && (await there?.openAll(records))) || records.map((record) => keys.open(record, record.context)),
    blindIndex: (kind, value) =>
      createHmac('sha256', blindKey)
        .update(`${kind}:${normalised(kind, value)}`)
        .digest('base64url'),
    deriveToken: (purpose, value) => createHmac('sha256', tokenKey).update(`${purpose}:${value}`).digest('base64url'),
    settingsKey: settingsKey.publicKey,
    signSettings: settingsKey.sign,
    fingerprint,
  }
  return keys
}

/** Of the keys that never change: at-rest and sealing keys are rotated. */
const fingerprintOf = ({ blindIndex, tokens }: KeyFile): string =>
  createHash('sha256')
    .update(Buffer.from(blindIndex, 'base64'))
    .update(Buffer.from(tokens, 'base64'))
    .digest('base64url')
    .slice(0, 22)

/** What is made of the keys that are rotated. */
function hold(file: KeyFile) {
  const [sealing] = file.sealing
  const [current] = file.atRest
  if (!sealing || !current) throw new Error('a key file without keys')
  return {
    sealingKey: { keyId: sealing.keyId, publicKey: sealing.publicKey },
    openSealed: createOpener(file.sealing),
    currentKeyId: current.keyId,
    townKeys: townKeysOf(file).map(({ keyId, key }) => ({ keyId, key })),
    // As key objects: given as bytes, the runtime would prepare the key anew for each value.
    atRest: new Map(file.atRest.map(({ keyId, key }) => [keyId, secretOf(key)])),
  }
}

function normalised(kind: 'email' | 'phone' | 'name', value: string): string {
  const text = cleaned(value).toLowerCase()
  // +49 261 129 and 0261 129 are the same number; letters' accents may be typed or not.
  if (kind === 'phone') return text.replace(/[^\d+]/g, '').replace(/^(\+|00)490?/, '0')
  if (kind === 'name') return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/ß/g, 'ss')
  return text
}

const secretOf = (base64: string) => createSecretKey(Buffer.from(base64, 'base64'))

function readAs<S extends z.ZodMiniType>(schema: S, text: string | null): z.output<S> | null {
  if (text === null) return null
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
