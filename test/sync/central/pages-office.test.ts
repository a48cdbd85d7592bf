import assert from 'node:assert/strict'
import { it } from 'node:test'
import { startPeople } from '../../support/people-kit.ts'
import { onBothStores } from '../../support/on-both-stores.ts'
import { stopAfterEach } from '../../support/stop-after-each.ts'

onBothStores('the pages of an office’s administration', (makeDatabase) => {
  const stopLater = stopAfterEach()
  const start = async () => stopLater(await startPeople({ databaseUrl: await makeDatabase() }))

  it('shows mails that could not be delivered, by number alone, and sends one again at a press', async () => {
    const people = await start()
    const { number } = await people.book()
    await people.context.store.transact((tx) =>
      tx.run(`update mail set dead_at = 1, attempts = 14, last_error = 'EENVELOPE RCPT TO 550'`),
    )
    const admin = await people.staff({ role: 'officeAdmin' })
    const { text } = await admin.get('/staff/mails')
    assert.ok(text.includes(number))
    assert.doesNotMatch(text, /ada@/)
    const path = /action="(\/staff\/mails\/[^"]+\/again)"/.exec(text)?.[1] ?? ''
    const foreign = await people.staff({ role: 'officeAdmin', offices: ['amt'] })
    assert.ok(!(await foreign.get('/staff/mails')).text.includes(number))
    await foreign.post(path)
    assert.equal(await people.mails(), 0)
    await admin.post(path)
    assert.equal(await people.mails(), 1)
  })

  it('shows an office its own mails and audit lines, however many newer ones the others have', async () => {
    const people = await start()
    const [own, foreign] = [await people.book(), await people.book({ officeId: 'amt', serviceId: 'bauen' })]
    const many = 'with recursive n(i) as (select 1 union all select i + 1 from n where i < 501) select'
    await people.context.store.transact(async (tx) => {
      await tx.run('update mail set dead_at = 1 where booking_id = $1', [own.bookingId])
      await tx.run(
        `insert into mail (mail_id, event_key, kind, booking_id, queued_at, next_attempt_at, attempts, dead_at)
         ${many} 'm' || i, 'k' || i, 'link', $1, 1, 1, 14, 2 from n`,
        [foreign.bookingId],
      )
      const audit = 'insert into audit (audit_id, at, actor_kind, action, office_id)'
      await tx.run(`${audit} values ('own', 1, 'staff', 'own.line', 'rathaus')`)
      await tx.run(`${audit} ${many} 'a' || i, 2, 'staff', 'other', 'amt' from n`)
    })
    const admin = await people.staff({ role: 'officeAdmin' })
    assert.ok((await admin.get('/staff/mails')).text.includes(own.number))
    assert.match((await admin.get('/staff/audit')).text, /own\.line/)
  })
})
