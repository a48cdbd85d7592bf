import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, afterEach, before, describe, test } from 'node:test'
import { type DeskBridge, deskBridge, deskMessage } from '../../../main/bridge/contract-desk.ts'
import { deskRoom } from '../../../sync/central/desk/desk-room.ts'
import { issueDeskCode } from '../../../sync/central/staff/desk-code.ts'
import { addStaff, findStaffByEmail } from '../../../sync/central/staff/accounts.ts'
import type { Role } from '../../../sync/central/staff/roles.ts'
import { type Client, createClient } from '../../../sync/contract/rpc.ts'
import { type CentralKit, type KitOptions, startCentralKit } from '../../support/central-kit.ts'
import { ADA } from '../../support/kiosk-device.ts'
import { COST, PASSWORD } from '../../support/people-kit.ts'
import { smallTown } from '../../support/small-town.ts'
import {
  draftFor,
  OFFICE,
  openTestPage,
  PASSPORT,
  removeFolder,
  startStationKit,
  type StationKit,
} from '../../support/station-kit.ts'

let central: CentralKit
const kits: StationKit[] = []
const start = async (options: Parameters<typeof startStationKit>[1] = {}) => {
  const kit = await startStationKit(central, { profile: 'desk', ...options })
  kits.push(kit)
  return kit
}
const deskOf = ({ call }: Pick<StationKit['page'], 'call'>): Client<DeskBridge> =>
  createClient(deskBridge, (method, input) => call(deskMessage(method), input))
const account = async (role: Role = 'frontDesk', offices = [OFFICE]) => {
  const email = `${randomUUID().slice(0, 8)}@stadt.example`
  const added = await addStaff(central.context, { email, name: 'Kim Beispiel', role, offices, password: PASSWORD }, COST)
  assert.equal(added.outcome, 'added')
  return { email, password: PASSWORD }
}
const callAt = (startsAt: string, changes: { note?: string; person?: typeof ADA } = {}) => ({
  bookingId: randomUUID(),
  officeId: OFFICE,
  services: PASSPORT,
  startsAt,
  person: ADA,
  language: 'de' as const,
  confirmation: 'link' as const,
  consentVersion: '1',
  ...changes,
})
const firstFree = async (desk: Client<DeskBridge>) => {
  const found = await desk.findSlots({ services: PASSPORT, officeIds: [OFFICE], count: 3 })
  assert.ok(found.outcome === 'slots')
  assert.ok(found.slots[0])
  return found.slots[0].startsAt
}

/** A central for the tests of a block; it takes few enrolments a minute from one address, so not one for all. */
function shareCentral(options: KitOptions = {}): void {
  before(async () => {
    central = await startCentralKit({ town: smallTown({ seats: 1 }), rooms: [deskRoom({ cost: COST })], ...options })
  })
  afterEach(async () => {
    for (const kit of kits.splice(0)) {
      await kit.stop()
      removeFolder(kit.folder)
    }
  })
  after(() => central.stop())
}

describe('with central', () => {
  shareCentral()
  test('staff sign in, book and find; the session never reaches the page', async () => {
    const { page } = await start()
    const desk = deskOf(page)
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

  test('a code of central’s page signs in, once, and leaves nothing to sign in with later', async () => {
    const { page, wire } = await start()
    const desk = deskOf(page)
    const { email } = await account()
    const row = await central.context.store.read((tx) => findStaffByEmail(tx, email))
    const { code } = await issueDeskCode(central.context, row?.staff_id ?? '')
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

describe('without central', () => {
  shareCentral()
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
    assert.deepEqual([booked.standing, booked.pin], ['provisional', null])
    assert.deepEqual(await desk.inbox({}), { outcome: 'unreachable' })
    wire.cut = false
    await page.until(({ waiting }) => waiting === 0)
    const stored = await central.context.store.read((tx) =>
      tx.one<{ standing: string; channel: string }>('select standing, channel from booking where booking_id = $1', [
        call.bookingId,
      ]),
    )
    assert.deepEqual({ ...stored }, { standing: 'accepted', channel: 'desk' })
  })

  test('what a request cannot keep is not taken: a note, a caller without an address', async () => {
    const { page, wire } = await start()
    const desk = deskOf(page)
    await desk.signIn(await account())
    const startsAt = await firstFree(desk)
    wire.cut = true
    assert.deepEqual(await desk.book(callAt(startsAt, { note: 'Rollstuhl' })), { outcome: 'unreachable' })
    const { email: _, ...person } = ADA
    assert.deepEqual(await desk.book(callAt(startsAt, { person: person as typeof ADA })), {
      outcome: 'invalidPerson',
      issues: [{ field: 'email', problem: 'missing' }],
    })
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

  test('after four hours nobody goes on alone', async () => {
    const { page, wire } = await start()
    const desk = deskOf(page)
    await desk.signIn(await account())
    wire.cut = true
    central.clock.pass(4 * 60)
    assert.deepEqual(await desk.findSlots({ services: PASSPORT, officeIds: [OFFICE], count: 1 }), { outcome: 'unreachable' })
  })
})

describe('without central, with a share of the capacity', () => {
  shareCentral({ settings: { escrowPercent: 50 } })

  test('a time of the desk’s own share is promised, and central takes it', async () => {
    const { page, wire } = await start({ officeId: OFFICE })
    const desk = deskOf(page)
    await desk.signIn(await account())
    const block = await central.context.store.read((tx) =>
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
    const stored = await central.context.store.read((tx) =>
      tx.one<{ standing: string }>('select standing from booking where booking_id = $1', [call.bookingId]),
    )
    assert.equal(stored?.standing, 'accepted')
  })
})
