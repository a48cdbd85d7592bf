import assert from 'node:assert/strict'
import { generateKeyPairSync, randomBytes, randomUUID, sign } from 'node:crypto'
import { afterEach, describe, it } from 'node:test'
import { sealToCentral } from '../../../../main/central/sealing.ts'
import { afterThisTurn } from '../../../../sync/central/clock.ts'
import { type CheckThreads, openCheckThreads } from '../../../../sync/central/keys/check-threads.ts'
import { makeAtRestKey, makeKeys, makeSealingKey } from '../../../../sync/central/keys/key-file.ts'
import { openKeys } from '../../../../sync/central/keys/open-keys.ts'
import { ADA } from '../../../support/kiosk-device.ts'

const random = { uuid: () => randomUUID(), bytes: (count: number) => randomBytes(count) }

function makeDevice() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64')
  return { publicKey: raw, sign: (text: string) => sign(null, Buffer.from(text), privateKey).toString('base64') }
}

describe('checks in threads of their own', () => {
  let threads: CheckThreads = openCheckThreads(2, afterThisTurn)
  afterEach(async () => {
    await threads.close()
    threads = openCheckThreads(2, afterThisTurn)
  })

  it('answer each of many that were asked at once, good and bad', async () => {
    const device = makeDevice()
    const texts = Array.from({ length: 50 }, (_, index) => `text ${index}`)
    const answers = texts.map((text, index) =>
      threads.isSignedBy(device.publicKey, text, device.sign(index % 3 === 0 ? `not ${text}` : text)),
    )
    assert.deepEqual(
      await Promise.all(answers),
      texts.map((_, index) => index % 3 !== 0),
    )
  })

  it('refuse what is malformed and go on', async () => {
    const device = makeDevice()
    assert.equal(await threads.isSignedBy('no key', 'text', device.sign('text')), false)
    assert.equal(await threads.isSignedBy(device.publicKey, 'text', 'no signature'), false)
    assert.equal(await threads.isSignedBy(device.publicKey, 'text', device.sign('text')), true)
  })

  it('receive a person, sealed anew for the booking and found by what central asks for', async () => {
    const file = makeKeys(random)
    const keys = openKeys(file, random, { elsewhere: threads.withKeys })
    const op = { opId: randomUUID(), bookingId: randomUUID() }
    const sealed = await sealToCentral(ADA, op.opId, keys.sealingKey)
    const received = await keys.receivePerson({ ...op, person: sealed })
    assert.ok(received)
    assert.deepEqual(received.person, ADA)
    const { atRest } = received
    assert.deepEqual(JSON.parse(keys.open(atRest, `person:${op.bookingId}`)), ADA)
    assert.throws(() => keys.open(atRest, `person:${randomUUID()}`))
    assert.equal(atRest.emailIndex, keys.blindIndex('email', ADA.email ?? ''))
    assert.equal(await keys.receivePerson({ ...op, opId: randomUUID(), person: sealed }), null)
    const noPerson = await sealToCentral({ familyName: '' }, op.opId, keys.sealingKey)
    assert.equal(await keys.receivePerson({ ...op, person: noPerson }), null)
    const told = { confirmation: 'spoken', heardBy: 'kim', pin: '4711', note: 'Rollstuhl' } as const
    const caller = await sealToCentral(told, `${op.opId}:caller`, keys.sealingKey)
    assert.deepEqual((await keys.receivePerson({ ...op, person: sealed, caller }))?.caller, told)
    assert.equal(await keys.receivePerson({ ...op, person: sealed, caller: sealed }), null, 'a person is no agreement')
  })

  it('open long lists in their order, and leave what they cannot open to whoever says why', async () => {
    let file = makeKeys(random)
    const keys = openKeys(file, random, { reread: () => file, elsewhere: threads.withKeys })
    const sealed = (text: string) => ({ ...keys.seal(text, `record:${text}`), context: `record:${text}` })
    const texts = Array.from({ length: 300 }, (_, index) => String(index))
    const records = texts.map(sealed)
    assert.deepEqual(await keys.openAll(records), texts)
    assert.deepEqual(await keys.openAll([]), [])
    // Sealed by another process, with a key that neither the threads nor this one know yet.
    file = { ...file, atRest: [{ ...makeAtRestKey(random), since: 0 }, ...file.atRest] }
    const newer = { ...openKeys(file, random).seal('newer', 'record:newer'), context: 'record:newer' }
    assert.deepEqual(await keys.openAll([...records, newer]), [...texts, 'newer'])
    const swapped = records.map((record, index) => (index === 200 ? { ...record, context: 'record:other' } : record))
    await assert.rejects(keys.openAll(swapped))
  })

  it('take over rotated keys', async () => {
    let file = makeKeys(random)
    const keys = openKeys(file, random, { reread: () => file, elsewhere: threads.withKeys })
    const op = { opId: randomUUID(), bookingId: randomUUID() }
    const receive = async () => {
      const received = await keys.receivePerson({ ...op, person: await sealToCentral(ADA, op.opId, keys.sealingKey) })
      assert.deepEqual(received?.person, ADA)
      return received?.atRest.keyId
    }
    const before = [await receive(), keys.sealingKey.keyId]
    file = {
      ...file,
      sealing: [makeSealingKey(random), ...file.sealing],
      atRest: [{ ...makeAtRestKey(random), since: 0 }, ...file.atRest],
    }
    keys.renew()
    const after = [await receive(), keys.sealingKey.keyId]
    assert.equal(after[0], keys.currentKeyId)
    assert.notEqual(after[0], before[0])
    assert.notEqual(after[1], before[1])
  })

  it('reject what was asked when they end, and begin anew', async () => {
    const device = makeDevice()
    assert.equal(await threads.isSignedBy(device.publicKey, 'text', device.sign('text')), true)
    const signature = device.sign('text')
    const lost = Array.from({ length: 500 }, () => threads.isSignedBy(device.publicKey, 'text', signature))
    // After they went out, and long before all are answered.
    afterThisTurn(() => void threads.close())
    const outcomes = await Promise.allSettled(lost)
    assert.equal(outcomes.at(-1)?.status, 'rejected')
    assert.equal(await threads.isSignedBy(device.publicKey, 'text', device.sign('text')), true)
  })
})
