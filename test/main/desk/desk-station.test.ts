import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { issueDeskCode } from '../../../sync/central/staff/desk-code.ts'
import { findStaffByEmail } from '../../../sync/central/staff/accounts.ts'
import { callAt, deskOf, firstFree, shareCentral } from '../../support/desk-station-kit.ts'
import { PASSWORD } from '../../support/people-kit.ts'
import { draftFor, OFFICE, openTestPage, PASSPORT } from '../../support/station-kit.ts'

describe('with central', () => {
  const { central, start, account } = shareCentral()
  test('staff sign in, book and find; the session never reaches the page', async () => {
    const { page } = await start({ environment: { FOYER_LOCK_MINUTES: '3' } })
    const desk = deskOf(page)
    const home = await desk.open({})
    assert.equal(home?.lockMinutes, 3, 'the page locks by the device’s own setting')
    assert.equal(home.town.consent.version, '1', 'what is read out to callers comes with what is asked for each minute')
    assert.deepEqual(await desk.tasks({}), { outcome: 'signedOut' })
    const answer = await desk.signIn(await account())
    assert.ok(answer.outcome === 'signedIn')
    assert.equal(answer.offline, false)
    assert.deepEqual(Object.keys(answer).toSorted(), ['expiresAt', 'offline', 'outcome', 'staff'])
    const call = callAt(await firstFree(desk))
    assert.equal((await desk.hold(call)).outcome, 'held')
    const booked = await desk.book(call)
    assert.ok(booked.outcome === 'booked')
    assert.match(booked.pin ?? '', /^\d{4}$/)
    const found = await desk.findBookings({ number: booked.number })
    assert.ok(found.outcome === 'found')
    assert.equal(found.bookings[0]?.bookingId, call.bookingId)
  })

  test('a lock ends the session; the next one is somebody else', async () => {
    const { page } = await start()
    const desk = deskOf(page)
    await desk.signIn(await account())
    await desk.signOut({})
    assert.deepEqual(await desk.inbox({}), { outcome: 'signedOut' })
    await desk.signIn(await account('it'))
    assert.deepEqual(await desk.inbox({}), { outcome: 'forbidden' })
  })

  test('who is let in only after the page has gone is signed in at no other', async () => {
    const { page } = await start()
    const desk = deskOf(page)
    const signing = desk.signIn(await account())
    await page.client.endSession({})
    assert.deepEqual(await signing, { outcome: 'refused' })
    assert.deepEqual(await desk.tasks({}), { outcome: 'signedOut' })
  })

  test('a code of central’s page signs in, once, and leaves nothing to sign in with later', async () => {
    const { page, wire } = await start()
    const desk = deskOf(page)
    const { email } = await account()
    const row = await central().context.store.read((tx) => findStaffByEmail(tx, email))
    const { code } = await issueDeskCode(central().context, row?.staff_id ?? '')
    const answer = await desk.signInByCode({ code })
    assert.ok(answer.outcome === 'signedIn')
    assert.equal((await desk.tasks({})).outcome, 'tasks')
    assert.deepEqual(await desk.signInByCode({ code }), { outcome: 'refused' })
    wire.cut = true
    assert.deepEqual(await desk.signIn({ email, password: PASSWORD }), { outcome: 'unreachable' })
  })

  test('two pages of a desk have each its own person', async () => {
    const kit = await start()
    await deskOf(kit.page).signIn(await account())
    assert.deepEqual(await deskOf(openTestPage(kit.station)).tasks({}), { outcome: 'signedOut' })
  })

  test('a receipt is printed again at the desk', async () => {
    const kit = await start()
    const desk = deskOf(kit.page)
    await desk.signIn(await account())
    const call = callAt(await firstFree(desk))
    await desk.book(call)
    assert.deepEqual(await desk.printReceipt({ bookingId: call.bookingId }), { outcome: 'printing' })
    await kit.page.until(({ paper }) => paper?.bookingId === call.bookingId && paper.state === 'printed')
    assert.equal(readdirSync(join(kit.folder, 'receipts')).filter((name) => name.endsWith('.bin')).length, 1)
    assert.deepEqual(await desk.printReceipt({ bookingId: randomUUID() }), { outcome: 'unknown' })
  })

  test('the page hears by the office’s version that a day has changed', async () => {
    const { page } = await start()
    const desk = deskOf(page)
    await desk.signIn(await account())
    const before = (await page.until(({ versions }) => versions !== undefined)).versions?.[OFFICE] ?? 0
    await desk.book(callAt(await firstFree(desk)))
    await page.until(({ versions }) => (versions?.[OFFICE] ?? 0) > before)
  })

  test('a seat that a lobby terminal takes is told to the desk at once', async () => {
    const { page } = await start()
    const lobby = await start({ profile: 'lobby' })
    const before = (await page.until(({ network }) => network === 'online')).versions?.[OFFICE] ?? 0
    const { first } = await lobby.page.client.listSlots({ officeId: OFFICE, services: PASSPORT })
    assert.ok(first)
    const draft = draftFor(first.startsAt)
    await lobby.page.client.holdSlot(draft)
    await page.until(({ versions }) => (versions?.[OFFICE] ?? 0) > before)
  })

  test('a lobby terminal serves nothing of the desk', async () => {
    const { page } = await start({ profile: 'lobby' })
    await assert.rejects(deskOf(page).open({}), { name: 'ContractError' })
  })
})
