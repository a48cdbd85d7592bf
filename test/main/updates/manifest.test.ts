import { deepEqual, equal } from 'node:assert/strict'
import { generateKeyPairSync, sign } from 'node:crypto'
import { describe, test } from 'node:test'
import { judgeManifest, type Manifest, type Offered, signedManifestText } from '../../../main/updates/manifest.ts'
import { placeAmongHundred } from '../../../main/updates/place.ts'

const NOW = Date.parse('2026-11-26T02:30:00.000Z')
const releaser = generateKeyPairSync('ed25519')
const stranger = generateKeyPairSync('ed25519')
const raw = ({ publicKey }: typeof releaser) =>
  Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64')

const MANIFEST: Manifest = {
  product: 'foyer',
  version: '1.3.0',
  issuedAt: '2026-11-25T12:00:00.000Z',
  expiresAt: '2026-12-25T12:00:00.000Z',
  percent: 100,
  files: [{ platform: 'linux', arch: 'x64', name: 'foyer-1.3.0-linux-x64.tar.gz', size: 10, sha512: 'AAAA' }],
}
const letter = (changes: Partial<Manifest> = {}, by = releaser) => {
  const manifest = { ...MANIFEST, ...changes }
  const signature = sign(null, Buffer.from(signedManifestText(manifest)), by.privateKey).toString('base64')
  return { manifest, signature }
}
const DEVICE: Offered = {
  publicKey: raw(releaser),
  current: '1.2.9',
  platform: 'linux',
  arch: 'x64',
  nowMs: NOW,
  seenMs: null,
  place: 50,
  failed: [],
}
const judge = (said: unknown, changes: Partial<Offered> = {}) => {
  const judged = judgeManifest(typeof said === 'string' ? said : JSON.stringify(said), { ...DEVICE, ...changes })
  return judged.outcome === 'update' ? `update ${judged.version}` : judged.why
}

describe('the manifest of a release', () => {
  test('well signed, newer and for this machine, is an update', () => {
    equal(judge(letter()), 'update 1.3.0')
    equal(judge(letter(), { current: '1.3.0' }), 'current')
    equal(judge(letter(), { arch: 'arm64' }), 'notForThis')
    equal(judge(letter(), { failed: ['1.3.0'] }), 'failedBefore')
  })

  test('in which anything was changed is refused, as is one that somebody else signed', () => {
    const good = letter()
    const [file] = MANIFEST.files
    const changed: Partial<Manifest>[] = [
      { version: '9.9.9' },
      { percent: 1 },
      { expiresAt: '2099-01-01T00:00:00.000Z' },
      { issuedAt: '2026-11-25T13:00:00.000Z' },
      { files: file ? [{ ...file, sha512: 'BBBB' }] : [] },
      { files: file ? [{ ...file, name: 'other.tar.gz' }] : [] },
      { files: file ? [{ ...file, size: 11 }] : [] },
    ]
    for (const changes of changed)
      equal(judge({ ...good, manifest: { ...good.manifest, ...changes } }), 'signature', JSON.stringify(changes))
    equal(judge(letter({}, stranger)), 'signature')
    equal(judge({ ...good, signature: 'AAAA' }), 'signature')
  })

  test('of an older version is refused, however well signed', () => {
    for (const [version, current] of [
      ['1.2.8', '1.2.9'],
      ['1.2.9', '1.10.0'],
      ['0.99.99', '1.0.0'],
    ] as const)
      equal(judge(letter({ version }), { current }), 'downgrade', version)
  })

  test('that was issued before the newest one seen here is a replay; the same one again is not', () => {
    const seenMs = Date.parse(MANIFEST.issuedAt)
    equal(judge(letter(), { seenMs }), 'update 1.3.0')
    equal(judge(letter(), { seenMs: seenMs + 1 }), 'replayed')
  })

  test('is refused when its time is over, and when its time has not come', () => {
    equal(judge(letter(), { nowMs: Date.parse(MANIFEST.expiresAt) }), 'expired')
    equal(judge(letter({ issuedAt: '2026-12-01T00:00:00.000Z' })), 'fromTheFuture')
  })

  test('that is none, or leads out of its folder, is refused before anything is fetched', () => {
    const [file] = MANIFEST.files
    for (const said of ['', 'null', '[]', '{"manifest":{}}', '<html>'] as const) equal(judge(said), 'malformed', said)
    for (const name of ['../../etc/passwd', '/etc/passwd', 'a/b.tar.gz', 'https://evil.example/x', '.hidden'])
      equal(judge(letter({ files: file ? [{ ...file, name }] : [] })), 'malformed', name)
    equal(judge(letter({ version: '1.3.0; rm -rf /' })), 'malformed')
    equal(judge(letter({ version: '../1.3.0' })), 'malformed')
  })

  test('for a share of the fleet is taken by that share, always the same devices', () => {
    const places = Array.from({ length: 1_000 }, (_, index) => placeAmongHundred(`key ${index}`))
    deepEqual(
      places,
      places.map((_, index) => placeAmongHundred(`key ${index}`)),
    )
    const tenth = letter({ percent: 10 })
    const taken = places.slice(0, 500).filter((place) => judge(tenth, { place }) === 'update 1.3.0').length
    equal(taken > 25 && taken < 75, true, `${taken} of 500`)
    equal(judge(letter({ percent: 0 }), { place: 0 }), 'notYet')
    equal(judge(letter({ percent: 100 }), { place: 99 }), 'update 1.3.0')
  })
})
