import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import { closeDay } from '../../../sync/central/booking/close-day.ts'
import { queueReminders } from '../../../sync/central/mail/reminders.ts'
import { runRetentionDaily } from '../../../sync/central/privacy/retention.ts'
import { CLOSED } from '../../../sync/contract/office-day.ts'
import { startPeople } from '../../support/people-kit.ts'
import { smallTown } from '../../support/small-town.ts'
import { stopAfterEach } from '../../support/stop-after-each.ts'

/** The office is open from midnight to six, so that the hour that is skipped or doubled is one of its own. */
const NIGHTS = smallTown({ rules: [{ weekdays: [7], from: '00:00', until: '06:00', seats: 1 }], confirmation: 'none' })

// Each on a machine whose own clock changes on other days, if at all.
const CHANGES = [
  {
    day: '2027-03-28',
    what: 'the hour after 2:00 is skipped',
    machine: 'America/Los_Angeles',
    // 3:05, five minutes after 1:59 became 3:00.
    startsAt: '2027-03-28T01:05:00.000Z',
    time: '3:05 Uhr',
    spoken: '28. März 2027',
    ticks: 60,
    reminded: '2027-03-27T01:05:00.000Z',
  },
  {
    day: '2027-10-31',
    what: 'the hour after 2:00 comes twice',
    machine: 'Pacific/Auckland',
    // The second 2:05.
    startsAt: '2027-10-31T01:05:00.000Z',
    time: '2:05 Uhr',
    spoken: '31. Oktober 2027',
    ticks: 84,
    reminded: '2027-10-30T01:05:00.000Z',
  },
] as const

describe('days on which the clocks change', () => {
  const stopLater = stopAfterEach()
  const zone = process.env['TZ']
  afterEach(() => {
    if (zone === undefined) delete process.env['TZ']
    else process.env['TZ'] = zone
  })

  for (const { day, what, machine, startsAt, time, spoken, ticks, reminded } of CHANGES)
    it(`${day}, where ${what}: booked, answered, listed, reminded of, closed and forgotten at the right time`, async () => {
      process.env['TZ'] = machine
      const people = stopLater(await startPeople({ town: NIGHTS }))
      const { clock, context, mailbox } = people
      clock.set(`${day.slice(0, 8)}20T08:00:00.000Z`)
      await people.work()
      const { bookingId, number } = await people.book({ startsAt })
      const clerk = await people.staff({ role: 'officeAdmin' })
      assert.match((await clerk.get(`/staff?day=${day}`)).text, new RegExp(`${number}[\\s\\S]*${time}|${time}[\\s\\S]*${number}`))
      await clerk.get(`/staff/bookings/${bookingId}`)
      await clerk.post(`/staff/bookings/${bookingId}/accept`)
      const listed = (await clerk.get(`/staff/day?day=${day}&office=rathaus`)).text
      assert.match(listed, new RegExp(`${spoken}[\\s\\S]*${number}`))
      for (const other of [27, 29, 30])
        assert.doesNotMatch((await clerk.get(`/staff/day?day=${day.slice(0, 8)}${String(other)}`)).text, new RegExp(number))

      // A whole day before the visit is 24 hours, not the same time of the day before.
      const remind = () => context.store.transact((tx) => queueReminders(tx, context.random, { nowMs: clock.nowMs(), hours: 24 }))
      clock.set(new Date(Date.parse(reminded) - 2_000).toISOString())
      assert.equal(await remind(), 0)
      clock.set(reminded)
      assert.equal(await remind(), 1)
      await people.mails()
      const mail = mailbox.received().at(-1)?.mail
      assert.match(mail?.text ?? '', new RegExp(`${spoken}, ${time}`))
      const accepted = mailbox
        .received()
        .find(({ mail: { attachments } }) => attachments.length > 0)
        ?.mail.attachments[0]?.content.toString()
      assert.match(accepted ?? '', new RegExp(`DTSTART:${startsAt.replace(/[-:]|\.000/g, '')}\\r\\n`))

      // Open ticks of five minutes, by the plan that terminals are given.
      const open = async () => {
        const row = await context.store.read((tx) =>
          tx.one<{ plan: string }>('select plan from office_day where office_id = $1 and day = $2', ['rathaus', day]),
        )
        const { groups } = JSON.parse(row?.plan ?? '{}') as { groups: { capacity: string }[] }
        return Buffer.from(groups[0]?.capacity ?? '', 'base64').filter((seats) => seats !== CLOSED).length
      }
      assert.equal(await open(), ticks)
      const cancelled = await closeDay(context, {
        officeId: 'rathaus',
        day,
        from: '02:00',
        until: '04:00',
        reason: 'Umstellung der Uhr',
        actor: { kind: 'staff', id: null },
      })
      assert.deepEqual(
        cancelled.map(({ booking_id }) => booking_id),
        [bookingId],
      )
      assert.equal(await open(), 48, 'midnight to two and four to six are four hours on either day')

      // Kept for seven days of 24 hours, whatever the clocks on the wall say.
      const person = async () =>
        (
          await context.store.read((tx) =>
            tx.one<{ person: string | null }>('select person from booking where booking_id = $1', [bookingId]),
          )
        )?.person
      clock.pass(5 * 1_440)
      await runRetentionDaily(context)
      assert.notEqual(await person(), null)
      clock.pass(1_441)
      await runRetentionDaily(context)
      assert.equal(await person(), null)
    })
})
