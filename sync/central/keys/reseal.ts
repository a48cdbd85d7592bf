import { personContext } from '../booking/booking-row.ts'
import { noteContext } from '../booking/booking-note.ts'
import { answerContext, questionContext } from '../booking/ask-back.ts'
import type { CentralContext } from '../context.ts'
import { referenceContext } from '../provider/provided-booking.ts'
import type { Tx } from '../store/store.ts'
import type { Keys } from './keys.ts'

const AT_ONCE = 200
type Rooms = Pick<CentralContext, 'store' | 'keys'>

/** Seals anew, with the first key, whatever lies at rest under an older one. Answers how many records that were. */
export async function resealAll({ store, keys }: Rooms): Promise<number> {
  let sealed = 0
  for (const reseal of [resealColumn(PERSONS), resealQuestions, resealNotes, resealColumn(REFERENCES)]) {
    for (let batch = AT_ONCE; batch > 0; ) {
      batch = await store.transact((tx) => reseal(tx, keys))
      sealed += batch
    }
  }
  return sealed
}

/** The ids of the keys under which something still lies. */
export function keysInUse({ store }: Pick<CentralContext, 'store'>): Promise<Set<string>> {
  return store.read(async (tx) => {
    const rows = await tx.all<{ key_id: string }>(
      `select person_key_id as key_id from booking where person is not null union select key_id from question
       union select key_id from provided_booking where reference is not null`,
    )
    const notes = await tx.all<{ note: string }>('select note from booking where note is not null')
    return new Set([...rows.map((row) => row.key_id), ...notes.map(({ note }) => readNote(note).keyId)])
  })
}

const readNote = (note: string) => JSON.parse(note) as { keyId: string; sealed: string }

/** A column of sealed texts, with the column beside it that names their key. */
type SealedColumn = {
  readonly table: string
  readonly id: string
  readonly keyId: string
  readonly sealed: string
  readonly contextOf: (id: string) => string
}
const PERSONS: SealedColumn = {
  table: 'booking',
  id: 'booking_id',
  keyId: 'person_key_id',
  sealed: 'person',
  contextOf: personContext,
}
const REFERENCES: SealedColumn = {
  table: 'provided_booking',
  id: 'reservation_id',
  keyId: 'key_id',
  sealed: 'reference',
  contextOf: referenceContext,
}

const sealAnew = (keys: Keys, old: { keyId: string; sealed: string }, context: string) =>
  keys.seal(keys.open(old, context), context)

const resealColumn =
  ({ table, id, keyId, sealed, contextOf }: SealedColumn) =>
  async (tx: Tx, keys: Keys): Promise<number> => {
    const rows = await tx.all<{ id: string; key_id: string; sealed: string }>(
      `select ${id} as id, ${keyId} as key_id, ${sealed} as sealed from ${table}
       where ${sealed} is not null and ${keyId} <> $1 limit ${String(AT_ONCE)}`,
      [keys.currentKeyId],
    )
    for (const row of rows) {
      const anew = sealAnew(keys, { keyId: row.key_id, sealed: row.sealed }, contextOf(row.id))
      // Somebody may be changing it just now: then theirs stays, and is sealed with the first key anyway.
      await tx.run(`update ${table} set ${sealed} = $3, ${keyId} = $4 where ${id} = $1 and ${sealed} = $2`, [
        row.id,
        row.sealed,
        anew.sealed,
        anew.keyId,
      ])
    }
    return rows.length
  }

async function resealQuestions(tx: Tx, keys: Keys): Promise<number> {
  const rows = await tx.all<{ question_id: string; key_id: string; question: string; answer: string | null }>(
    `select question_id, key_id, question, answer from question where key_id <> $1 limit ${String(AT_ONCE)}`,
    [keys.currentKeyId],
  )
  for (const { question_id, key_id, question, answer } of rows) {
    const anew = (sealed: string, context: string) => sealAnew(keys, { keyId: key_id, sealed }, context).sealed
    await tx.run('update question set key_id = $2, question = $3, answer = $4 where question_id = $1 and key_id = $5', [
      question_id,
      keys.currentKeyId,
      anew(question, questionContext(question_id)),
      answer === null ? null : anew(answer, answerContext(question_id)),
      key_id,
    ])
  }
  return rows.length
}

async function resealNotes(tx: Tx, keys: Keys): Promise<number> {
  const rows = await tx.all<{ booking_id: string; note: string }>('select booking_id, note from booking where note is not null')
  const old = rows.filter(({ note }) => readNote(note).keyId !== keys.currentKeyId).slice(0, AT_ONCE)
  for (const { booking_id, note } of old) {
    const anew = JSON.stringify(sealAnew(keys, readNote(note), noteContext(booking_id)))
    await tx.run('update booking set note = $3 where booking_id = $1 and note = $2', [booking_id, note, anew])
  }
  return old.length
}
