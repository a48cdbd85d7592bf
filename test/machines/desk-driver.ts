import assert from 'node:assert/strict'
import { createActor, fromPromise, SimulatedClock } from 'xstate'
import { type CallContext, callMachine, type OfficeSlot } from '../../machines/call.ts'
import { frontDeskMachine, type SignInBy } from '../../machines/front-desk.ts'
import type { DeskBook, DeskHold, DeskSignIn, DeskSlots } from '../../sync/contract/desk-api.ts'
import type { StaffMember } from '../../sync/contract/desk-records.ts'
import { BOOKING_ID, FORM, slotAt } from '../support/visit-fixture.ts'
import { settle } from './visit-driver.ts'

export const OTHER_CALL = '5c1e9b2f-8d30-4e2c-8b68-1f5f6a7c8d9e'
export const ANNA: StaffMember = { staffId: 'anna', name: 'A. Beispiel', role: 'frontDesk', offices: ['buergeramt'] }
export const BEN: StaffMember = { staffId: 'ben', name: 'B. Beispiel', role: 'officeAdmin', offices: ['*'] }
export const SLOT: OfficeSlot = { ...slotAt('2026-11-24', '09:00'), officeId: 'buergeramt' }
export const BOOKED: DeskBook = {
  outcome: 'booked',
  bookingId: BOOKING_ID,
  number: '9C2F-4D1B',
  pin: '4711',
  standing: 'confirmed',
  confirmBy: null,
}

export type Central = {
  findSlots: () => Promise<DeskSlots>
  hold: () => Promise<DeskHold>
  book: (call: CallContext) => Promise<DeskBook>
  signIn: (email: string) => Promise<DeskSignIn>
}

export const WILLING: Central = {
  findSlots: async () => ({ outcome: 'slots', slots: [SLOT] }),
  hold: async () => ({ outcome: 'held', expiresAt: '2026-11-23T10:10:00Z', secondsLeft: 600 }),
  book: async () => BOOKED,
  signIn: async (email) =>
    email === 'nobody'
      ? { outcome: 'refused' }
      : { outcome: 'signedIn', staff: email === 'ben' ? BEN : ANNA, session: 's', expiresAt: '2026-11-23T18:00:00Z' },
}

export async function start(central: Partial<Central> = {}, lockMinutes = 10) {
  const { findSlots, hold, book, signIn } = { ...WILLING, ...central }
  const clock = new SimulatedClock()
  const call = callMachine.provide({
    actors: {
      findSlots: fromPromise<
        DeskSlots,
        { services: { serviceId: string; count: number }[]; officeIds: string[]; from: string | null }
      >(findSlots),
      hold: fromPromise<DeskHold, { bookingId: string; services: { serviceId: string; count: number }[]; slot: OfficeSlot }>(
        hold,
      ),
      book: fromPromise<DeskBook, CallContext>(({ input }) => book(input)),
    },
  })
  const desk = createActor(
    frontDeskMachine.provide({
      actors: {
        call,
        signIn: fromPromise<DeskSignIn, SignInBy>(({ input }) => signIn('code' in input ? input.code : input.email)),
        signOut: fromPromise<void>(async () => undefined),
      },
    }),
    { clock, input: { lockMinutes, officeIds: ['buergeramt', 'standesamt'] } },
  )
  desk.start()
  const enter = async (email: string) => {
    desk.send({ type: 'credentials.entered', email, password: 'x' })
    await settle()
  }
  const begin = (bookingId = BOOKING_ID) => desk.send({ type: 'call.begun', bookingId })
  const active = () => {
    const { calls, activeCall } = desk.getSnapshot().context
    const found = calls.find(({ id }) => id === activeCall)
    assert.ok(found, 'a call is on the screen')
    return found
  }
  return { desk, clock, enter, begin, active }
}

export async function tell(driven: Awaited<ReturnType<typeof start>>): Promise<void> {
  const call = driven.active()
  call.send({ type: 'service.counted', service: { serviceId: 'ausweis', count: 1 } })
  await settle()
  call.send({ type: 'slot.chosen', slot: SLOT })
  await settle()
  call.send({ type: 'field.entered', field: 'familyName', value: FORM.familyName })
  call.send({ type: 'consent.spoken', version: '1' })
}
