import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import { openNote } from '../../../sync/central/booking/booking-note.ts'
import { loadBooking } from '../../../sync/central/booking/booking-row.ts'
import { bookingNumber, type BookingOp } from '../../../sync/contract/booking.ts'
import type { OfflineCaller } from '../../../sync/contract/desk-records.ts'
import { callOf, clientOf, type DeskKit, EIGHT, startDeskKit, tick } from '../../support/desk-kit.ts'
import type { KitOptions } from '../../support/central-kit.ts'
import type { KioskDevice, Wish } from '../../support/kiosk-device.ts'
import { onBothStores } from '../../support/on-both-stores.ts'
import { type SmallTown, smallTown } from '../../support/small-town.ts'
import { stopAfterEach } from '../../support/stop-after-each.ts'

const WITHOUT_MAIL = { familyName: 'Großmann', firstName: 'Ida', phone: '0261 12345678' }

onBothStores('booked for a caller while central was away', (makeDatabase) => {
  const stopLater = stopAfterEach()
  const start = async (town: SmallTown = {}, settings: KitOptions['settings'] = {}) => {
    const kit = stopLater(await startDeskKit({ databaseUrl: await makeDatabase(), town: smallTown(town), settings }))
    const { email, staffId } = await kit.account('frontDesk')
    const told: OfflineCaller = { confirmation: 'spoken', heardBy: staffId, pin: '4711' }
    return { kit, told, staffId, desk: clientOf(kit.device, await kit.signIn(email)) }
  }
  let sequence = 0
  const upload = async (device: KioskDevice, op: BookingOp) => {
    sequence += 1
    const { verdicts } = await device.sync({ ops: [device.signedOp(sequence, op)] })
    return verdicts[0]?.verdict
  }
  const opOf = ({ device }: DeskKit, wish: Partial<Wish>) => device.bookingOp({ startsAt: EIGHT, channel: 'desk', ...wish })
  const row = ({ context }: DeskKit, bookingId: string) => context.store.read((tx) => loadBooking(tx, bookingId))

  it('is what was agreed on the phone, applied once: spoken, with its note, number and PIN', async () => {
    const { kit, told, staffId, desk } = await start()
    const op = await opOf(kit, { person: WITHOUT_MAIL, caller: { ...told, note: 'Kommt mit Rollstuhl' } })
    const signed = kit.device.signedOp(1, op)
    const first = await kit.device.sync({ ops: [signed] })
    assert.deepEqual(first.verdicts[0]?.verdict, { outcome: 'taken', standing: 'confirmed', confirmBy: null })
    assert.deepEqual((await kit.device.sync({ ops: [signed] })).verdicts, first.verdicts)
    const stored = await row(kit, op.bookingId)
    assert.ok(stored)
    assert.doesNotMatch(JSON.stringify([stored, op]), /Rollstuhl|4711|Großmann/)
    assert.equal(openNote(kit.context.keys, stored), 'Kommt mit Rollstuhl')
    const { consents, audit } = await kit.context.store.read(async (tx) => ({
      consents: await tx.all('select heard_by from consent_log where booking_id = $1', [op.bookingId]),
      audit: await tx.all(`select actor, detail from audit where booking_id = $1 and action = 'booking.book'`, [op.bookingId]),
    }))
    assert.deepEqual(
      [consents, audit].map((rows) => rows.map((each) => ({ ...(each as object) }))),
      [[{ heard_by: staffId }], [{ actor: staffId, detail: 'offline' }]],
    )
    const number = bookingNumber(op.bookingId)
    const opens = async (pin: string) => {
      const found = await desk.findBookings({ number, pin })
      return found.outcome === 'found' && found.bookings.length === 1
    }
    assert.deepEqual([await opens('4711'), await opens('4712')], [true, false])
    const here = await kit.lobby.call('POST', '/v1/bookings/look-up', { number, key: null })
    assert.equal((here.body as { outcome: string }).outcome, 'found', 'in the lobby it is there by its number')
    const inbox = await (await kit.staff('clerk')).inbox({})
    assert.ok(inbox.outcome === 'inbox')
    assert.deepEqual(
      inbox.bookings.map(({ bookingId }) => bookingId),
      [op.bookingId],
    )
  })

  it('waits for the link where the caller wanted it by mail; an op that says nothing of that is taken as it always was', async () => {
    const { kit, told } = await start()
    const verdict = await upload(kit.device, await opOf(kit, { caller: { ...told, confirmation: 'link' } }))
    assert.ok(verdict?.outcome === 'taken' && verdict.standing === 'requested' && verdict.confirmBy !== null)
    const silent = await upload(kit.device, await opOf(kit, { startsAt: tick(4) }))
    assert.equal(silent?.outcome === 'taken' && silent.standing, 'accepted')
  })

  it('counts although the town takes no spoken yes any more, and the audit log says that it was one', async () => {
    const { kit, told } = await start({ seats: 5 }, { spokenConfirmation: 'withoutEmail' })
    const spoken = await opOf(kit, { caller: told })
    const allowed = await opOf(kit, { person: WITHOUT_MAIL, caller: told })
    const linked = await opOf(kit, { caller: { ...told, confirmation: 'link' } })
    for (const [op, standing, detail] of [
      [spoken, 'confirmed', 'offline: linkNeeded'],
      [allowed, 'confirmed', 'offline'],
      [linked, 'requested', 'offline'],
    ] as const) {
      const verdict = await upload(kit.device, op)
      assert.equal(verdict?.outcome === 'taken' && verdict.standing, standing)
      const noted = await kit.context.store.read((tx) =>
        tx.all<{ detail: string }>(`select detail from audit where booking_id = $1 and action = 'booking.book'`, [op.bookingId]),
      )
      assert.deepEqual(
        noted.map((row) => row.detail),
        [detail],
      )
    }
  })

  it('that cannot be kept stays as a task to phone, with what was noted', async () => {
    const { kit, told, desk } = await start()
    await desk.book(callOf())
    const op = await opOf(kit, { person: WITHOUT_MAIL, caller: { ...told, note: 'erst nach drei' } })
    const verdict = await upload(kit.device, op)
    assert.ok(verdict?.outcome === 'refused' && verdict.alternatives.length > 0)
    const tasks = await desk.tasks({})
    assert.ok(tasks.outcome === 'tasks')
    assert.deepEqual(
      tasks.tasks.map(({ bookingId, kind, reason }) => [bookingId, kind, reason]),
      [[op.bookingId, 'refused', 'toPhone']],
    )
    const read = await desk.getBooking({ bookingId: op.bookingId })
    assert.ok(read.outcome === 'booking')
    assert.deepEqual([read.booking.note, read.booking.phone], ['erst nach drei', '026112345678'])
    assert.deepEqual(
      read.booking.history.map(({ event, to }) => [event, to]),
      [['booked', 'refused']],
    )
    assert.equal((await desk.book(callOf({ bookingId: op.bookingId, startsAt: tick(8) }))).outcome, 'slotTaken')
  })

  it('counts a caller’s open bookings where the member of staff works, as with central there', async () => {
    const { kit, told } = await start({ seats: 5 }, { openBookingsPerEmail: 1 })
    await kit.visit({ officeId: 'amt', serviceId: 'bauen' })
    const outcomes: unknown[] = []
    for (const _ of [1, 2]) outcomes.push((await upload(kit.device, await opOf(kit, { caller: told })))?.outcome)
    assert.deepEqual(outcomes, ['taken', 'refused'])
    const { staffId } = await kit.account('frontDesk', ['*'])
    const everywhere = await opOf(kit, { caller: { ...told, heardBy: staffId }, startsAt: tick(12) })
    assert.equal((await upload(kit.device, everywhere))?.outcome, 'refused')
  })

  it('who stood at the desk already is here, whenever central hears of it', async () => {
    const { kit, told } = await start()
    const bookedAt = new Date(Date.parse(EIGHT) - 600_000).toISOString()
    kit.clock.set(bookedAt)
    const op = await opOf(kit, { person: WITHOUT_MAIL, bookedAt, caller: { ...told, walkIn: true } })
    kit.clock.pass(90)
    assert.deepEqual(await upload(kit.device, op), { outcome: 'taken', standing: 'arrived', confirmBy: null })
    const desk = await kit.staff('frontDesk')
    const day = await desk.day({ officeId: 'rathaus', day: EIGHT.slice(0, 10) })
    assert.ok(day.outcome === 'day')
    assert.deepEqual(
      day.bookings.map(({ bookingId, walkIn }) => [bookingId, walkIn]),
      [[op.bookingId, true]],
    )
    const later = await opOf(kit, { startsAt: tick(40), caller: { ...told, walkIn: true } })
    const verdict = await upload(kit.device, later)
    assert.equal(verdict?.outcome === 'taken' && verdict.standing, 'confirmed', 'hours ahead nobody stands there')
  })

  it('the PIN that was told last is the one that counts, whichever answer was lost', async () => {
    const { kit, told, desk } = await start()
    const pins = async (bookingId: string, ...asked: string[]) => {
      const found: boolean[] = []
      for (const pin of asked) {
        const answer = await desk.findBookings({ number: bookingNumber(bookingId), pin })
        found.push(answer.outcome === 'found' && answer.bookings.length === 1)
      }
      return found
    }
    const online = callOf({ person: WITHOUT_MAIL })
    const first = await desk.book(online)
    assert.ok(first.outcome === 'booked')
    const mine = first.pin === '4711' ? '4712' : '4711'
    await upload(kit.device, await opOf(kit, { bookingId: online.bookingId, caller: { ...told, pin: mine } }))
    assert.deepEqual(await pins(online.bookingId, mine, first.pin), [true, false])
    const again = await desk.book(online)
    assert.ok(again.outcome === 'booked')
    assert.deepEqual(await pins(online.bookingId, again.pin, mine), [true, false])
  })

  it('what was agreed belongs to its op alone, and a lobby terminal agrees nothing', async () => {
    const { kit, told } = await start()
    const [one, other] = [await opOf(kit, { caller: told }), await opOf(kit, { startsAt: tick(4), caller: told })]
    assert.ok(one.caller && other.caller)
    const moved = await upload(kit.device, { ...one, caller: other.caller })
    assert.equal(moved?.outcome === 'refused' && moved.reason, 'invalid')
    const stranger = await opOf(kit, { bookingId: randomUUID(), startsAt: tick(8), caller: { ...told, heardBy: 'nobody' } })
    await upload(kit.device, stranger)
    const history = await kit.context.store.read((tx) =>
      tx.one<{ actor_kind: string }>('select actor_kind from history where booking_id = $1', [stranger.bookingId]),
    )
    assert.equal(history?.actor_kind, 'kiosk', 'central knows no such member of staff')
    const op = await kit.lobby.bookingOp({ startsAt: tick(12), caller: told, channel: 'desk' })
    const verdict = await upload(kit.lobby, op)
    assert.equal(verdict?.outcome === 'taken' && verdict.standing, 'requested')
    assert.equal((await row(kit, op.bookingId))?.pin_hash, null)
  })
})
