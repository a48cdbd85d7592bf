import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { it } from 'node:test'
import { simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { accept, cancel, confirmByLink } from '../../../sync/central/booking/booking-life.ts'
import { moveBooking } from '../../../sync/central/booking/move-booking.ts'
import { backoffMs, MAX_TRIES } from '../../../sync/central/mail/backoff.ts'
import type { Letter, MailTransport } from '../../../sync/central/mail/mail-transport.ts'
import { fileTransport, smtpTransport } from '../../../sync/central/mail/mail-transport.ts'
import { queueReminders } from '../../../sync/central/mail/reminders.ts'
import { runRetention } from '../../../sync/central/privacy/retention.ts'
import { linkIn, type PeopleKit, person, startPeople } from '../../support/people-kit.ts'
import { onBothStores } from '../../support/on-both-stores.ts'
import { stopAfterEach } from '../../support/stop-after-each.ts'

const VISITOR = { kind: 'visitor', id: 'mail' } as const
const CENTRAL = { kind: 'central', id: null } as const
const DAY_MS = 24 * 3_600_000

onBothStores('the mail outbox', (makeDatabase) => {
  const stopLater = stopAfterEach()
  const start = async () => {
    const kit = await startPeople({ databaseUrl: await makeDatabase() })
    // Failed deliveries are logged; here they are meant.
    stopLater({ stop: () => (kit.faults.splice(0), kit.stop()) })
    return kit
  }
  const rows = ({ context }: PeopleKit) =>
    context.store.read((tx) =>
      tx.all<{
        kind: string
        attempts: number
        sent_at: number | null
        dead_at: number | null
        next_attempt_at: number
        last_error: string | null
      }>('select kind, attempts, sent_at, dead_at, next_attempt_at, last_error from mail order by queued_at, kind'),
    )
  const failing = (lasting: boolean): MailTransport => ({
    send: async () => ({ outcome: 'failed', lasting, error: 'ECONNECTION CONN' }),
    close: () => undefined,
  })

  it('tells the whole life of a booking by mail, each news once, over real SMTP', async () => {
    const people = await start()
    const { bookingId, number } = await people.book({ person: person({ familyName: 'Weiß', email: 'whole@example.org' }) })
    await people.mails()
    const { mail: asked } = await people.mailbox.next('whole@example.org', ({ subject }) => /bestätigen/.test(subject ?? ''))
    await fetch(linkIn(asked.text, '/confirm'), { method: 'POST' })
    await people.mails()
    await accept(people.context, bookingId, { actor: CENTRAL, documents: [{ de: 'Foto <b>& „Pass“' }] })
    await people.mails()
    await moveBooking(people.context, bookingId, {
      startsAtMs: Date.parse('2026-11-25T09:00:00.000Z'),
      audience: 'visitor',
      actor: VISITOR,
    })
    await people.mails()
    await cancel(people.context, bookingId, { actor: VISITOR })
    await people.mails()
    const got = people.mailbox.received().map(({ mail }) => mail)
    assert.deepEqual(
      got.map(({ subject }) => subject?.split(':')[0]?.replace(/ auf .*/, '')),
      ['Bitte bestätigen', 'Ihre Anfrage ist da', 'Termin fest vereinbart', 'Termin verschoben', 'Termin abgesagt'],
    )
    for (const mail of got) {
      assert.ok(mail.subject?.includes(number))
      assert.doesNotMatch(`${mail.subject}${mail.text}${mail.html || ''}`, /Weiß|whole@/)
      assert.equal(mail.headers.get('auto-submitted'), 'auto-generated')
    }
    const calendars = got.map((mail) =>
      mail.attachments
        .find(({ contentType }) => contentType === 'text/calendar' || contentType === 'application/ics')
        ?.content.toString(),
    )
    assert.equal(calendars[0], undefined)
    const uid = (text: string | undefined) => /^UID:(.+)$/m.exec(text ?? '')?.[1]
    assert.ok(uid(calendars[2]))
    assert.equal(uid(calendars[2]), uid(calendars[3]))
    assert.equal(uid(calendars[3]), uid(calendars[4]))
    const sequences = calendars.slice(2).map((text) => Number(/^SEQUENCE:(\d+)/m.exec(text ?? '')?.[1]))
    assert.deepEqual(
      sequences,
      sequences.toSorted((one, other) => one - other),
    )
    assert.equal(new Set(sequences).size, 3)
    assert.match(calendars[4] ?? '', /METHOD:CANCEL/)
    assert.match(got[2]?.html || '', /Foto &#60;b&#62;&#38; „Pass“/)
  })

  it('tries again later after a failure, ever more slowly, and gives up as a dead letter in the end', async () => {
    const people = await start()
    const { bookingId } = await people.book()
    await people.mails()
    await confirmByLink(people.context, bookingId, VISITOR)
    const worker = people.worker(failing(false))
    const received = async () => (await rows(people)).find(({ kind }) => kind === 'received')
    const begunMs = people.clock.nowMs()
    for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
      assert.equal(await worker.turn(), 1)
      const mail = await received()
      assert.equal(mail?.attempts, tries)
      assert.ok((mail?.next_attempt_at ?? 0) - people.clock.nowMs() <= backoffMs(tries, 1))
      people.clock.set(new Date(Math.max(people.clock.nowMs() + 1, mail?.next_attempt_at ?? 0)).toISOString())
    }
    assert.ok((await received())?.dead_at)
    assert.ok(people.clock.nowMs() - begunMs >= DAY_MS, 'a relay may be away for a night')
    assert.equal(await worker.turn(), 0)
  })

  it('gives up at once what the relay refuses for good, and keeps no address in the error', async () => {
    const people = await start()
    const relay = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onRcptTo: (address, _session, done) =>
        done(Object.assign(new Error(`550 no such user ${address.address}`), { responseCode: 550 })),
    })
    await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve))
    await people.book()
    const { port } = relay.server.address() as AddressInfo
    await people.worker(smtpTransport({ host: '127.0.0.1', port, tls: 'none' })).turn()
    const [mail] = await rows(people)
    assert.ok(mail?.dead_at)
    assert.match(mail?.last_error ?? '', /550/)
    assert.doesNotMatch(mail?.last_error ?? '', /@/)
    await new Promise<void>((resolve) => relay.close(() => resolve()))
  })

  it('sends nothing to a relay that offers no TLS where TLS is demanded, and does not wait for a silent one', async () => {
    const people = await start()
    await people.book()
    const plain = smtpTransport({ host: '127.0.0.1', port: people.mailbox.port, tls: 'required', timeoutMs: 2_000 })
    await people.worker(plain).turn()
    assert.equal(people.mailbox.received().length, 0)
    const silent = createServer(() => undefined)
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    people.clock.pass(60)
    const { port } = silent.address() as AddressInfo
    await people.worker(smtpTransport({ host: '127.0.0.1', port, tls: 'none', timeoutMs: 200 })).turn()
    const [mail] = await rows(people)
    assert.equal(mail?.sent_at, null)
    assert.equal(mail?.attempts, 2)
    await new Promise<void>((resolve) => silent.close(() => resolve()))
  })

  it('is worked off by several processes at once without sending anything twice', async () => {
    const people = await start()
    const count = 12
    for (let index = 0; index < count; index += 1) {
      const startsAt = new Date(Date.parse('2026-11-24T07:00:00.000Z') + index * 600_000).toISOString()
      await people.book({ startsAt, person: person({ email: `p${String(index)}@example.org` }) })
    }
    const transport = smtpTransport({ host: '127.0.0.1', port: people.mailbox.port, tls: 'none' })
    const workers = [1, 2, 3].map(() => people.worker(transport))
    for (let round = 0; round < 4; round += 1) await Promise.all(workers.map((worker) => worker.turn()))
    const addresses = people.mailbox.received().map(({ to }) => to)
    assert.equal(addresses.length, count)
    assert.equal(new Set(addresses).size, count)
    transport.close()
  })

  it('repeats a mail whose sender died before noting it, as the very same mail', async () => {
    const people = await start()
    await people.book()
    const letters: Letter[] = []
    const dying: MailTransport = {
      send: async (letter) => {
        letters.push(letter)
        // Sent, and then neither this process nor its note come back.
        return new Promise(() => undefined)
      },
      close: () => undefined,
    }
    void people.worker(dying).turn()
    while (letters.length === 0) await new Promise((resolve) => setImmediate(resolve))
    assert.equal(await people.mails(), 0, 'the mail is still claimed')
    people.clock.pass(10)
    assert.equal(await people.mails(), 1)
    const [{ mail: repeated } = { mail: null }] = people.mailbox.received()
    assert.equal(repeated?.messageId, letters[0]?.messageId)
    assert.equal(linkIn(repeated?.text, '/confirm'), linkIn(letters[0]?.text, '/confirm'))
  })

  it('does not send what is no longer true, nor to bookings without an address', async () => {
    const people = await start()
    const { bookingId } = await people.book()
    await confirmByLink(people.context, bookingId, VISITOR)
    await cancel(people.context, bookingId, { actor: VISITOR })
    await people.mails()
    const subjects = people.mailbox.received().map(({ mail }) => mail.subject ?? '')
    assert.equal(subjects.length, 1)
    assert.match(subjects[0] ?? '', /^Termin abgesagt/)
    await people.book({ startsAt: '2026-11-24T09:00:00.000Z', person: { familyName: 'Ohne' } })
    assert.equal(await people.mails(), 0)
  })

  it('reminds a day before, once, of the time it was moved to, and not those who booked within that day', async () => {
    const people = await start()
    const remind = () =>
      people.context.store.transact((tx) => queueReminders(tx, people.context.random, { nowMs: people.clock.nowMs(), hours: 24 }))
    const { bookingId } = await people.book({ startsAt: '2026-11-26T08:00:00.000Z' })
    await confirmByLink(people.context, bookingId, VISITOR)
    await accept(people.context, bookingId, { actor: CENTRAL })
    await people.mails()
    assert.equal(await remind(), 0)
    people.clock.set('2026-11-25T07:59:59.000Z')
    assert.equal(await remind(), 0)
    people.clock.set('2026-11-25T08:00:00.000Z')
    assert.equal(await remind(), 1)
    assert.equal(await remind(), 0)
    assert.equal(await people.mails(), 1)
    assert.match(people.mailbox.received().at(-1)?.mail.subject ?? '', /^Erinnerung/)
    Object.assign(people.context.settings.retention, { mails: 0 })
    people.clock.pass(1)
    await runRetention(people.context)
    assert.equal(await remind(), 0, 'once, though mails are deleted by now')
    const later = { startsAtMs: Date.parse('2026-11-27T08:00:00.000Z'), audience: 'visitor', actor: VISITOR } as const
    await moveBooking(people.context, bookingId, later)
    assert.equal(await remind(), 0)
    people.clock.set('2026-11-26T09:00:00.000Z')
    assert.equal(await remind(), 1, 'reminded of the new time')
  })

  it('writes numbered files that a mail program can read where there is no relay', async () => {
    const people = await start()
    const folder = mkdtempSync(join(tmpdir(), 'foyer-mails-'))
    try {
      await people.book()
      await people.worker(fileTransport(folder)).turn()
      await people.book({ startsAt: '2026-11-24T09:00:00.000Z', person: person({ email: 'b@example.org' }) })
      const second = people.worker(fileTransport(folder))
      await second.turn()
      assert.deepEqual(readdirSync(folder).toSorted(), ['0001.eml', '0002.eml'])
      const mail = await simpleParser(readFileSync(join(folder, '0001.eml')))
      assert.match(mail.subject ?? '', /^Bitte bestätigen/)
      assert.match(mail.text ?? '', /\/confirm/)
      rmSync(folder, { recursive: true })
      await people.book({ startsAt: '2026-11-24T10:00:00.000Z', person: person({ email: 'c@example.org' }) })
      await second.turn()
      assert.deepEqual(readdirSync(folder), ['0003.eml'], 'a folder that was thrown away is made anew')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
