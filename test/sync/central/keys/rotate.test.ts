import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, it } from 'node:test'
import { askBack, answerBack, questionsOf } from '../../../../sync/central/booking/ask-back.ts'
import { openNote, sealNote } from '../../../../sync/central/booking/booking-note.ts'
import { loadBooking } from '../../../../sync/central/booking/booking-row.ts'
import { readConfig } from '../../../../sync/central/config.ts'
import { KeyFile, makeKeys, readOrMakeKeyFile, requireKeyFile } from '../../../../sync/central/keys/key-file.ts'
import { openKeys } from '../../../../sync/central/keys/open-keys.ts'
import type { CentralContext } from '../../../../sync/central/context.ts'
import { personOf } from '../../../../sync/central/booking/person-of.ts'
import { keysRotate } from '../../../../sync/central/operator/key-commands.ts'
import {
  type ProvidedRow,
  keepReference,
  noteReservation,
  referenceOf,
  reservationIdOf,
} from '../../../../sync/central/provider/provided-booking.ts'
import { onBothStores } from '../../../support/on-both-stores.ts'
import { startPeople } from '../../../support/people-kit.ts'
import { smallTown } from '../../../support/small-town.ts'
import { stopAfterEach } from '../../../support/stop-after-each.ts'

/** A booking that a town's existing server keeps: how it is found there is sealed as well. */
async function reserved({ store, keys }: CentralContext, bookingId: string): Promise<string> {
  const wish = { bookingId, officeId: 'rathaus', startsAtMs: 0, services: [{ serviceId: 'ausweis', count: 1 }] }
  const reference = { id: '1', key: 'their key', reservedAt: 0, activationMinutes: 30 }
  const reservationId = reservationIdOf(wish)
  await store.transact(async (tx) => {
    await noteReservation(tx, wish, { state: 'reserving', dueAt: 0 })
    await keepReference(tx, keys, reservationId, { reference, expiresAt: 0, state: 'watched', dueAt: 0 })
  })
  return reservationId
}

const random = { uuid: () => randomUUID(), bytes: (count: number) => randomBytes(count) }

onBothStores('the keys at rest', (makeDatabase) => {
  const stopLater = stopAfterEach()
  const folder = mkdtempSync(join(tmpdir(), 'foyer-keys-'))
  afterEach(async () => {
    rmSync(folder, { recursive: true, force: true })
  })

  it('stay while their file is away or another lies in its place, and no new ones are made', async () => {
    const keyFile = join(folder, 'away', 'keys.json')
    const file = readOrMakeKeyFile(keyFile, random)
    const keys = openKeys(file, random, { reread: () => requireKeyFile(keyFile) })
    const before = [keys.currentKeyId, keys.sealingKey.keyId]
    renameSync(keyFile, `${keyFile}.away`)
    assert.throws(() => keys.renew(), /is missing/)
    assert.equal(existsSync(keyFile), false)
    writeFileSync(keyFile, JSON.stringify(makeKeys(random)))
    assert.throws(() => keys.renew(), /does not belong/)
    assert.deepEqual([keys.currentKeyId, keys.sealingKey.keyId], before)
    assert.equal(keys.open(keys.seal('Ada', 'x'), 'x'), 'Ada')
    renameSync(`${keyFile}.away`, keyFile)
    keys.renew()
  })

  it('are rotated while central works, and old ones destroyed once nothing lies under them', async () => {
    const keyFile = join(folder, 'keys', 'keys.json')
    const read = () => readOrMakeKeyFile(keyFile, random)
    const open = () => openKeys(read(), random, { reread: read })
    const server = open()
    const town = smallTown({ confirmation: 'none' })
    const people = await startPeople({ databaseUrl: await makeDatabase(), town, keys: server })
    stopLater(people)
    const { bookingId } = await people.book()
    await askBack(people.context, bookingId, { staffId: 'vera', question: 'Wie viele Kinder?' })
    await answerBack(people.context, bookingId, 'Zwei')
    const reservationId = await reserved(people.context, bookingId)
    const note = sealNote(server, bookingId, 'ruft zurück')
    await people.context.store.transact((tx) => tx.run('update booking set note = $2 where booking_id = $1', [bookingId, note]))

    const said: string[] = []
    // The operator's tool is another process: it has opened the keys by itself.
    const rotate = (flags: string[]) =>
      keysRotate.run(
        { text: () => undefined, flag: (name) => flags.includes(name), operand: '' },
        {
          context: { ...people.context, keys: open() },
          config: { ...readConfig({ data: folder }, {}), keyFile },
          say: (line) => void said.push(line),
          remark: () => undefined,
          readSecret: () => Promise.resolve(null),
        },
      )
    const before = server.currentKeyId
    assert.equal(await rotate([]), true)
    assert.match(said[0] ?? '', /sealed anew: 4$/)
    assert.equal(server.currentKeyId, before, 'the server has not looked yet')
    const readable = async () => {
      const row = await people.context.store.read((tx) => loadBooking(tx, bookingId))
      assert.ok(row)
      assert.notEqual(row.person_key_id, before)
      const [question] = await questionsOf(people.context, bookingId)
      const there = await people.context.store.read((tx) =>
        tx.one<ProvidedRow>('select * from provided_booking where reservation_id = $1', [reservationId]),
      )
      const reference = there && referenceOf(there, server)
      return [personOf(row, server)?.familyName, question?.question, question?.answer, openNote(server, row), reference?.key]
    }
    const ALL = ['Musterfrau', 'Wie viele Kinder?', 'Zwei', 'ruft zurück', 'their key']
    assert.deepEqual(await readable(), ALL, 'it meets the new key and looks')
    assert.notEqual(server.currentKeyId, before)

    assert.equal(await rotate(['drop-old']), false, 'a server may still seal with the old one')
    people.clock.pass(61)
    assert.equal(await rotate(['drop-old']), true)
    const kept = KeyFile.parse(JSON.parse(readFileSync(keyFile, 'utf8')))
    assert.deepEqual(
      kept.atRest.map(({ keyId }) => keyId),
      [server.currentKeyId],
    )
    const [townKey] = server.townKeys
    assert.equal(await rotate(['take-along']), true)
    server.renew()
    assert.deepEqual(server.townKeys[1], townKey, 'codes on paper can still be read')
    assert.equal(await rotate(['take-along', 'drop-old']), true)
    server.renew()
    assert.equal(server.townKeys.length, 1)
    assert.deepEqual(await readable(), ALL)
    assert.equal(statSync(keyFile).mode & 0o777, 0o600)
    assert.deepEqual(await readable(), ALL)
  })
})
