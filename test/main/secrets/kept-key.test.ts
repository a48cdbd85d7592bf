import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict'
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { readConfig } from '../../../main/config.ts'
import { openDeviceKey } from '../../../main/central/device-key.ts'
import { systemSafe } from '../../../main/electron/system-safe.ts'
import { systemRandom } from '../../../main/random.ts'
import { credentialSafe, SAFE_CREDENTIAL } from '../../../main/secrets/credentials.ts'
import { openKeptKey } from '../../../main/secrets/kept-key.ts'

const folder = mkdtempSync(join(tmpdir(), 'foyer-secrets-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const freshFile = () => join(mkdtempSync(join(folder, 'device-')), 'station/device-key')

/** A folder as systemd makes one for a service. */
function credentials(files: Readonly<Record<string, Uint8Array | string>>) {
  const place = mkdtempSync(join(folder, 'credentials-'))
  for (const [name, content] of Object.entries(files)) writeFileSync(join(place, name), content, { mode: 0o400 })
  return { CREDENTIALS_DIRECTORY: place }
}

/** Electron's store of secrets, as its documentation describes it, with a key of its own. */
function safeStorage(backend: string, { available = true } = {}) {
  const calls: string[] = []
  const key = randomBytes(32)
  let rotated = false
  return {
    calls,
    rotate: () => (rotated = true),
    getSelectedStorageBackend: () => backend as 'basic_text',
    isAsyncEncryptionAvailable: async () => available,
    encryptStringAsync: async (text: string) => {
      calls.push('encrypt')
      const cipher = createCipheriv('aes-256-ctr', key, Buffer.alloc(16))
      return Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    },
    decryptStringAsync: async (sealed: Buffer) => {
      calls.push('decrypt')
      const decipher = createDecipheriv('aes-256-ctr', key, Buffer.alloc(16))
      return { result: Buffer.concat([decipher.update(sealed), decipher.final()]).toString(), shouldReEncrypt: rotated }
    },
  }
}
const auto = { protection: 'auto' } as const

describe('the key of a device', () => {
  test('sealed by a credential of systemd, opens on the next start, and its file tells nothing', async () => {
    const file = freshFile()
    const safe = credentialSafe(credentials({ [SAFE_CREDENTIAL]: randomBytes(32) }), systemRandom)
    ok(safe)
    const made = await openKeptKey(file, { safes: [safe], ...auto })
    equal(made.keptBy, 'systemd')
    ok(!readFileSync(file, 'utf8').includes('PRIVATE KEY'))
    if (process.platform !== 'win32') equal(statSync(file).mode & 0o777, 0o600)
    const again = await openKeptKey(file, { safes: [safe], ...auto })
    equal(again.key.publicKey, made.key.publicKey)
    ok(!existsSync(`${file}.new`))
  })

  test('does not open on another machine, nor without its safe, and no second key is made there', async () => {
    const file = freshFile()
    const safeOf = () => credentialSafe(credentials({ [SAFE_CREDENTIAL]: randomBytes(32) }), systemRandom)
    const [here, there] = [safeOf(), safeOf()]
    ok(here && there)
    await openKeptKey(file, { safes: [here], ...auto })
    const before = readFileSync(file, 'utf8')
    await rejects(openKeptKey(file, { safes: [there], ...auto }), /systemd does not open it; was the disk moved/)
    await rejects(openKeptKey(file, { safes: [], ...auto }), /sealed by systemd, which this start does not have/)
    writeFileSync(file, before.slice(0, 40))
    await rejects(openKeptKey(file, { safes: [here], ...auto }), /is damaged/)
    writeFileSync(file, before.replace(/"sealed":"..../, '"sealed":"AAAA'))
    await rejects(openKeptKey(file, { safes: [here], ...auto }), /does not open it/)
  })

  test('that lay in a plain file stays the same key when a safe is there, and is plain no more', async () => {
    const file = freshFile()
    const plain = openDeviceKey(file)
    const safe = credentialSafe(credentials({ [SAFE_CREDENTIAL]: randomBytes(64) }), systemRandom)
    ok(safe)
    const kept = await openKeptKey(file, { safes: [safe], ...auto })
    deepEqual([kept.key.publicKey, kept.keptBy], [plain.publicKey, 'systemd'])
    ok(!readFileSync(file, 'utf8').includes('PRIVATE KEY'))
  })

  test('moves from the system’s store to a credential when there is one', async () => {
    const file = freshFile()
    const system = await systemSafe(safeStorage('gnome_libsecret'), 'linux')
    const credential = credentialSafe(credentials({ [SAFE_CREDENTIAL]: randomBytes(32) }), systemRandom)
    ok(system && credential)
    const before = await openKeptKey(file, { safes: [system], ...auto })
    const after = await openKeptKey(file, { safes: [credential, system], ...auto })
    deepEqual([before.keptBy, after.keptBy], ['gnome_libsecret', 'systemd'])
    equal(after.key.publicKey, before.key.publicKey)
    equal((await openKeptKey(file, { safes: [credential], ...auto })).key.publicKey, before.key.publicKey)
  })

  test('is kept in a plain file only where that is allowed', async () => {
    const file = freshFile()
    equal((await openKeptKey(file, { safes: [], ...auto })).keptBy, 'file')
    await rejects(openKeptKey(file, { safes: [], protection: 'required' }), /keyProtection: required/)
  })
})

describe('the system’s store of secrets', () => {
  test('is refused where its password stands in Electron’s source, or is not there', async () => {
    for (const backend of ['basic_text', 'unknown']) equal(await systemSafe(safeStorage(backend), 'linux'), null)
    equal(await systemSafe(safeStorage('gnome_libsecret', { available: false }), 'linux'), null)
  })

  test('is DPAPI on Windows, the key ring on Linux, used through the calls that do not block', async () => {
    equal((await systemSafe(safeStorage('unknown'), 'win32'))?.name, 'dpapi')
    const storage = safeStorage('kwallet6')
    const safe = await systemSafe(storage, 'linux')
    ok(safe)
    equal(safe.name, 'kwallet6')
    const file = freshFile()
    const made = await openKeptKey(file, { safes: [safe], ...auto })
    storage.rotate()
    const again = await openKeptKey(file, { safes: [safe], ...auto })
    equal(again.key.publicKey, made.key.publicKey)
    // Its own key has changed: what it keeps is sealed anew.
    deepEqual(storage.calls, ['encrypt', 'decrypt', 'encrypt'])
  })
})

describe('credentials of systemd', () => {
  test('that are too short to be secret are refused', () => {
    const environment = credentials({ [SAFE_CREDENTIAL]: 'kurz' })
    match(String(errorOf(() => credentialSafe(environment, systemRandom))), /less than 32 bytes/)
    equal(credentialSafe({}, systemRandom), null)
    mkdirSync(join(folder, 'empty'))
    equal(credentialSafe({ CREDENTIALS_DIRECTORY: join(folder, 'empty') }, systemRandom), null)
  })

  test('may hold the one-time code, so that it stands in no file of settings', () => {
    const environment = credentials({ 'foyer-enrolment-code': 'ABCD-EFGH-JKMN\n' })
    const read = (more: Readonly<Record<string, string>> = {}) => readConfig([], { ...environment, ...more })
    const answer = read()
    equal(answer.outcome === 'valid' && answer.config.enrolmentCode, 'ABCD-EFGH-JKMN')
    const beaten = read({ FOYER_ENROLMENT_CODE: 'ZZZZ-ZZZZ-ZZZZ' })
    equal(beaten.outcome === 'valid' && beaten.config.enrolmentCode, 'ZZZZ-ZZZZ-ZZZZ')
    const long = readConfig([], credentials({ 'foyer-enrolment-code': 'A'.repeat(60) }))
    match(long.outcome === 'fault' ? long.message : '', /^credential foyer-enrolment-code: /)
  })
})

function errorOf(call: () => unknown): unknown {
  try {
    return call()
  } catch (error) {
    return error
  }
}
