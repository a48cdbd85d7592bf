import assert from 'node:assert/strict'
import { afterEach, beforeEach, it } from 'node:test'
import { deskRoom } from '../../../../sync/central/desk/desk-room.ts'
import { addStaff } from '../../../../sync/central/staff/accounts.ts'
import type { StaffMember } from '../../../../sync/contract/desk-records.ts'
import type { CentralKit } from '../../../support/central-kit.ts'
import { callOf, clientOf, type DeskClient } from '../../../support/desk-kit.ts'
import { onBothStores } from '../../../support/on-both-stores.ts'
import { COST, PASSWORD } from '../../../support/people-kit.ts'
import { startZmsTown } from '../../../support/provided-kit.ts'

const OFFICE = '10'
const CALL = { officeId: OFFICE, services: [{ serviceId: '1063441', count: 1 }], startsAt: '2026-12-01T09:00:00.000Z' }
const LATER = '2026-12-01T10:00:00.000Z'
const WHO = { email: 'leitung@stadt.example', password: PASSWORD }

const { start } = await startZmsTown()

onBothStores('a desk at an office whose slots ZMS keeps', (makeDatabase) => {
  let kit: CentralKit
  let desk: DeskClient
  let staff: StaffMember | null = null
  beforeEach(async () => {
    const offered = { [CALL.startsAt]: 1, [LATER]: 1 }
    kit = await start({ databaseUrl: await makeDatabase(), offered, rooms: [deskRoom({ cost: COST })] })
    const account = { ...WHO, name: 'Kim Leitung', role: 'officeAdmin', offices: ['*'] } as const
    assert.equal((await addStaff(kit.context, account, COST)).outcome, 'added')
    const device = await kit.enrol({ profile: 'desk' })
    const answer = await clientOf(device, null).signIn(WHO)
    assert.ok(answer.outcome === 'signedIn')
    staff = answer.staff
    desk = clientOf(device, answer.session)
  })
  afterEach(() => kit.stop())

  it('is told at sign-in where it can move nothing and book nothing beyond the seats, and is refused there while the caller is on the line', async () => {
    assert.deepEqual(staff?.providedOffices, [OFFICE])
    const call = callOf(CALL)
    assert.equal((await desk.book(call)).outcome, 'booked')
    const { bookingId } = call
    assert.equal((await desk.moveBooking({ bookingId, officeId: OFFICE, startsAt: LATER })).outcome, 'notPossible')
    assert.equal((await desk.wishEarlier({ bookingId, wanted: true })).outcome, 'notPossible')
    const beyond = callOf({ ...CALL, startsAt: LATER, overbook: 'Notfall' })
    assert.equal((await desk.book(beyond)).outcome, 'slotTaken')
    assert.equal((await desk.book({ ...beyond, overbook: undefined })).outcome, 'booked', 'what ZMS offers is booked as ever')
  })
})
