import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { listKiosks } from '../../../sync/central/fleet/kiosk-row.ts'
import { revokeKiosk } from '../../../sync/central/fleet/kiosks.ts'
import { callAt, deskOf, firstFree, shareCentral } from '../../support/desk-station-kit.ts'
import { ADA } from '../../support/kiosk-device.ts'
import { OFFICE, PASSPORT } from '../../support/station-kit.ts'

describe('without central', () => {
  const { central, start, account } = shareCentral()
  test('who is signed in goes on for four hours: bookings are requests, and central takes them later', async () => {
    const { page, wire } = await start()
    const desk = deskOf(page)
    await desk.signIn(await account())
    const startsAt = await firstFree(desk)
    wire.cut = true
    assert.equal(await firstFree(desk), startsAt)
    const call = callAt(startsAt)
    assert.equal((await desk.hold(call)).outcome, 'held')
    const booked = await desk.book(call)
    assert.ok(booked.outcome === 'booked')
    assert.equal(booked.standing, 'provisional')
    assert.deepEqual(await desk.inbox({}), { outcome: 'unreachable' })
    wire.cut = false
    await page.until(({ waiting }) => waiting === 0)
    const stored = await central().context.store.read((tx) =>
      tx.one<{ standing: string; channel: string }>('select standing, channel from booking where booking_id = $1', [
        call.bookingId,
      ]),
    )
    assert.deepEqual({ ...stored }, { standing: 'requested', channel: 'desk' }, 'by the link, as the caller wished')
  })

  test('a caller without an address, and a note: sealed on the way, read out once, and both are there when central is back', async () => {
    const { folder, page, wire } = await start()
    const desk = deskOf(page)
    await desk.signIn(await account())
    const startsAt = await firstFree(desk)
    wire.cut = true
    const { email: _, ...person } = ADA
    const call = callAt(startsAt, { note: 'Kommt mit Rollstuhl', person, confirmation: 'spoken' })
    const booked = await desk.book(call)
    assert.ok(booked.outcome === 'booked' && booked.standing === 'provisional')
    const { number, pin } = booked
    assert.deepEqual(await desk.book(call), booked, 'asked again, it is the same booking and the same PIN')
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    const written = files.map((file) => readFileSync(join(file.parentPath, file.name), 'latin1')).join('')
    assert.doesNotMatch(written, /Rollstuhl|heardBy/)
    wire.cut = false
    await page.until(({ waiting }) => waiting === 0)
    const found = await desk.findBookings({ number, pin })
    assert.ok(found.outcome === 'found')
    assert.deepEqual(
      found.bookings.map(({ bookingId, standing, hasEmail }) => [bookingId, standing, hasEmail]),
      [[call.bookingId, 'confirmed', false]],
    )
    const read = await desk.getBooking({ bookingId: call.bookingId })
    assert.ok(read.outcome === 'booking')
    assert.equal(read.booking.note, 'Kommt mit Rollstuhl')
    assert.deepEqual(
      read.booking.history.map(({ event, who }) => [event, who]),
      [
        ['booked', 'Kim Beispiel'],
        ['confirmedSpoken', 'Kim Beispiel'],
      ],
    )
  })

  test('the link needs an address, and only central books beyond the capacity', async () => {
    const { page, wire } = await start()
    const desk = deskOf(page)
    await desk.signIn(await account('officeAdmin'))
    const startsAt = await firstFree(desk)
    wire.cut = true
    const { email: _, ...person } = ADA
    assert.deepEqual(await desk.book(callAt(startsAt, { person })), {
      outcome: 'invalidPerson',
      issues: [{ field: 'email', problem: 'missing' }],
    })
    assert.deepEqual(await desk.book(callAt(startsAt, { overbook: 'Notfall' })), { outcome: 'unreachable' })
  })

  test('only who was here lately signs in, and only with the right password', async () => {
    const { page, wire } = await start()
    const desk = deskOf(page)
    const here = await account()
    await desk.signIn(here)
    await desk.signOut({})
    wire.cut = true
    assert.deepEqual(await desk.signIn(await account()), { outcome: 'unreachable' })
    assert.deepEqual(await desk.signIn({ ...here, password: 'etwas anderes' }), { outcome: 'refused' })
    const answer = await desk.signIn(here)
    assert.ok(answer.outcome === 'signedIn' && answer.offline)
    await firstFree(desk)
    assert.deepEqual(await desk.findBookings({ name: 'Lovelace' }), { outcome: 'unreachable' })
  })

  test('who came in, failed to and left without central is in the audit log once it is back, as the desk’s word', async () => {
    const { page, wire, folder, stop } = await start()
    const desk = deskOf(page)
    const here = await account()
    const first = await desk.signIn(here)
    assert.ok(first.outcome === 'signedIn')
    const { staffId } = first.staff
    wire.cut = true
    await desk.signOut({})
    await desk.signIn({ ...here, password: 'etwas anderes' })
    await desk.signIn(await account())
    central().clock.pass(10)
    await desk.signIn(here)
    await desk.signOut({})
    await stop()
    const told = () =>
      central().context.store.read((tx) =>
        tx.all<{ at: number; line: string; detail: string }>(
          `select at, actor_kind || ' ' || action as line, detail from audit where action like 'signIn.offline.%' order by at, audit_id`,
        ),
      )
    assert.deepEqual(await told(), [])
    await start({ folder })
    const untold = () => readFileSync(join(folder, 'desk/offline-sign-ins.json'), 'utf8')
    while (untold() !== '[]') await new Promise((resolve) => setTimeout(resolve, 20))
    const lines = await told()
    assert.deepEqual(lines.map(({ line }) => line).toSorted(), [
      'kiosk signIn.offline.cameIn',
      'kiosk signIn.offline.failed',
      'kiosk signIn.offline.left',
      'kiosk signIn.offline.left',
    ])
    assert.ok(lines.every(({ detail }) => detail === staffId))
    assert.equal((lines.at(-1)?.at ?? 0) - (lines[0]?.at ?? 0), 10 * 60_000, 'when it was, not when it was told')
  })

  test('after four hours nobody goes on alone', async () => {
    const { page, wire } = await start()
    const desk = deskOf(page)
    await desk.signIn(await account())
    wire.cut = true
    central().clock.pass(4 * 60)
    assert.deepEqual(await desk.findSlots({ services: PASSPORT, officeIds: [OFFICE], count: 1 }), { outcome: 'unreachable' })
  })
})

describe('when central takes nothing from the desk any more', () => {
  const { central, start, account } = shareCentral({ settings: { escrowPercent: 50 } })
  const revoke = async () => {
    const kiosks = await central().context.store.read((tx) => listKiosks(tx))
    for (const { kiosk_id } of kiosks) await revokeKiosk(central().context, kiosk_id)
  }

  test('work without central ends at once, says why, and what was booked before waits on', async () => {
    const { page, wire, folder, stop } = await start({ officeId: OFFICE })
    const desk = deskOf(page)
    const here = await account()
    await desk.signIn(here)
    const startsAt = await firstFree(desk)
    wire.cut = true
    assert.equal((await desk.book(callAt(startsAt))).outcome, 'booked')
    await revoke()
    wire.cut = false
    const slots = { services: PASSPORT, officeIds: [OFFICE], count: 3 }
    assert.deepEqual(await desk.findSlots(slots), { outcome: 'blocked' })
    await page.until(({ outOfService }) => outOfService?.code === 'revoked')
    wire.cut = true
    assert.deepEqual(await desk.findSlots(slots), { outcome: 'blocked' }, 'also while nobody can be asked')
    assert.deepEqual(await desk.hold(callAt(startsAt)), { outcome: 'blocked' })
    assert.deepEqual(await desk.book(callAt(startsAt)), { outcome: 'blocked' })
    await desk.signOut({})
    assert.deepEqual(await desk.signIn(here), { outcome: 'blocked' })
    assert.equal((await page.until(({ network }) => network === 'offline')).waiting, 1)
    await stop()
    const again = await start({ folder, cut: true })
    assert.deepEqual(await deskOf(again.page).signIn(here), { outcome: 'blocked' }, 'after a restart without central too')
  })

  test('a clock that is off is no such word, nor is a page of something in between', async () => {
    const { page, wire, station } = await start()
    const desk = deskOf(page)
    await desk.signIn(await account())
    for (const type of ['urn:foyer:problem:clockSkew', null]) {
      wire.answer = () => Response.json(type === null ? null : { type, title: 'no', status: 403 }, { status: 403 })
      assert.equal((await desk.book(callAt(await firstFree(desk)))).outcome, 'booked', `${type}`)
    }
    assert.equal(station.health().outOfService, null)
    wire.answer = null
  })
})

describe('without central, with a share of the capacity', () => {
  const { central, start, account } = shareCentral({ settings: { escrowPercent: 50 } })

  test('a time of the desk’s own share is promised, and central takes it', async () => {
    const { page, wire } = await start({ officeId: OFFICE })
    const desk = deskOf(page)
    await desk.signIn(await account())
    const block = await central().context.store.read((tx) =>
      tx.one<{ starts_at: number }>('select starts_at from escrow_block where office_id = $1 order by starts_at', [OFFICE]),
    )
    assert.ok(block, 'blocks were put aside for the desk')
    wire.cut = true
    const call = callAt(new Date(block.starts_at).toISOString())
    assert.equal((await desk.hold(call)).outcome, 'held')
    const booked = await desk.book(call)
    assert.ok(booked.outcome === 'booked')
    assert.equal(booked.promised, true)
    wire.cut = false
    await page.until(({ waiting }) => waiting === 0)
    const stored = await central().context.store.read((tx) =>
      tx.one<{ standing: string }>('select standing from booking where booking_id = $1', [call.bookingId]),
    )
    assert.equal(stored?.standing, 'requested', 'promised; the caller has a link to click')
  })
})
