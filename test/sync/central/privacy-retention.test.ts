import assert from 'node:assert/strict'
import { it } from 'node:test'
import { accept, cancel, confirmByLink, markArrived } from '../../../sync/central/booking/booking-life.ts'
import type { CentralContext } from '../../../sync/central/context.ts'
import { restrict } from '../../../sync/central/privacy/person-rights.ts'
import { runRetention, runRetentionDaily } from '../../../sync/central/privacy/retention.ts'
import { type PeopleKit, person, SLOT, startPeople } from '../../support/people-kit.ts'
import { onBothStores } from '../../support/on-both-stores.ts'
import { stopAfterEach } from '../../support/stop-after-each.ts'

const ACTOR = { kind: 'central', id: null } as const
const DAY_MS = 86_400_000

onBothStores('retention', (makeDatabase) => {
  const stopLater = stopAfterEach()
  const start = async () => stopLater(await startPeople({ databaseUrl: await makeDatabase() }))
  const count = async ({ context }: PeopleKit, table: string, where = '1 = 1') =>
    (await context.store.read((tx) => tx.one<{ n: number }>(`select count(*) as n from ${table} where ${where}`)))?.n
  const at = (people: PeopleKit, ms: number) => people.clock.set(new Date(ms).toISOString())

  it('forgets who came at the latest thirty days after the visit, though it looks once a day', async () => {
    const people = await start()
    const { bookingId } = await people.book()
    await confirmByLink(people.context, bookingId, ACTOR)
    await accept(people.context, bookingId, { actor: ACTOR })
    at(people, Date.parse(SLOT))
    await markArrived(people.context, bookingId, ACTOR)
    at(people, Date.parse(SLOT) + 29 * DAY_MS)
    await runRetention(people.context)
    assert.equal(await count(people, 'booking', 'person is not null'), 1)
    at(people, Date.parse(SLOT) + 29 * DAY_MS + 1)
    const results = await runRetention(people.context)
    assert.equal(results.find(({ rule }) => rule === 'visitedPersons')?.removed, 1)
    assert.equal(await count(people, 'booking', 'person is not null'), 0)
    assert.equal(await count(people, 'booking'), 1)
    assert.ok(((await count(people, 'history')) ?? 0) > 0)
    const left = `update booking set documents = '[{"de":"Bescheid der Musterfrau"}]'`
    await people.context.store.transact((tx) => tx.run(left))
    await runRetention(people.context)
    assert.equal(await count(people, 'booking', 'documents is not null'), 0, 'what an older version that erased has left')
  })

  it('forgets who cancelled or let it expire after seven days, but nobody whose data are restricted', async () => {
    const people = await start()
    const gone = await people.book()
    const kept = await people.book({ startsAt: '2026-11-24T09:00:00.000Z', person: person({ email: 'b@example.org' }) })
    for (const { bookingId } of [gone, kept]) await cancel(people.context, bookingId, { actor: ACTOR })
    await restrict(people.context, kept.bookingId, { restricted: true, actor: ACTOR })
    people.clock.pass(7 * 24 * 60 + 1)
    await runRetention(people.context)
    const left = await people.context.store.read((tx) =>
      tx.all<{ booking_id: string }>('select booking_id from booking where person is not null'),
    )
    assert.deepEqual(left, [{ booking_id: kept.bookingId }])
  })

  it('removes each further kind of data after its own time, and keeps the proof', async () => {
    const people = await start()
    const { bookingId } = await people.book()
    await people.mails()
    await people.staff({ role: 'it' })
    await cancel(people.context, bookingId, { actor: ACTOR })
    const present = async () => ({
      mails: await count(people, 'mail', 'sent_at is not null'),
      links: await count(people, 'link'),
      sessions: await count(people, 'staff_session'),
      throttles: await count(people, 'throttle'),
      audit: (await count(people, 'audit')) !== 0,
      bookings: await count(people, 'booking'),
      consents: await count(people, 'consent_log'),
    })
    assert.deepEqual(await present(), { mails: 1, links: 1, sessions: 1, throttles: 1, audit: true, bookings: 1, consents: 1 })
    people.clock.pass(24 * 60)
    await runRetention(people.context)
    assert.deepEqual(await present(), { mails: 1, links: 1, sessions: 0, throttles: 0, audit: true, bookings: 1, consents: 1 })
    people.clock.pass(15 * 24 * 60)
    await runRetention(people.context)
    assert.deepEqual(await present(), { mails: 0, links: 0, sessions: 0, throttles: 0, audit: true, bookings: 1, consents: 1 })
    people.clock.pass(366 * 24 * 60)
    await runRetention(people.context)
    assert.deepEqual(await present(), { mails: 0, links: 0, sessions: 0, throttles: 0, audit: false, bookings: 0, consents: 1 })
    people.clock.pass(800 * 24 * 60)
    await runRetention(people.context)
    assert.equal((await present()).consents, 0)
    const proof = await people.context.store.read((tx) =>
      tx.all<{ rule: string; rows_removed: number }>('select rule, rows_removed from retention_log'),
    )
    const ruleCount = new Set(proof.map(({ rule }) => rule)).size
    assert.ok(ruleCount >= 12)
    assert.equal(
      proof.filter(({ rule }) => rule === 'bookings').reduce((sum, row) => sum + row.rows_removed, 0),
      1,
    )
  })

  it('follows the days that a town has set', async () => {
    const people = await start()
    people.context.settings.retention = { ...people.context.settings.retention, endedPersons: 0 }
    const { bookingId } = await people.book()
    await cancel(people.context, bookingId, { actor: ACTOR })
    people.clock.pass(1)
    await runRetention(people.context)
    assert.equal(await count(people, 'booking', 'person is not null'), 0)
  })

  it('runs once a day, however many processes look', async () => {
    const people = await start()
    const look = async () =>
      (await Promise.all([1, 2, 3].map(() => runRetentionDaily(people.context)))).filter(({ length }) => length > 0).length
    assert.equal(await look(), 1)
    people.clock.pass(23 * 60)
    assert.equal(await look(), 0)
    people.clock.pass(60)
    assert.equal(await look(), 1)
  })

  it('goes on where a run was cut short, and past a rule that fails', async () => {
    const people = await start()
    const { context } = people
    await runRetentionDaily(context)
    people.clock.pass(24 * 60)
    let works = 0
    const cutShort: CentralContext = {
      ...context,
      store: {
        ...context.store,
        transact: (work) => ((works += 1) === 6 ? Promise.reject(new Error('the disk is full')) : context.store.transact(work)),
      },
    }
    const first = await runRetentionDaily(cutShort)
    const left = await runRetentionDaily(context)
    assert.equal(left.length, 1, 'the rule that failed')
    const all = [...first, ...left].map(({ rule }) => rule)
    assert.equal(new Set(all).size, all.length)
    people.faults.splice(0)
    people.clock.pass(24 * 60)
    await context.store.transact((tx) =>
      tx.run(`update setting set value = $1 where name = 'retentionClaimedUntil'`, [String(people.clock.nowMs() + 600_000)]),
    )
    assert.deepEqual(await runRetentionDaily(context), [], 'another process is at it')
    people.clock.pass(11)
    assert.equal((await runRetentionDaily(context)).length, all.length, 'it has died, and nothing is skipped')
  })
})
