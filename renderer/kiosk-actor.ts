import { type ActorRefFrom, createActor, fromPromise } from 'xstate'
import { kioskMachine } from '../machines/kiosk.ts'
import { visitMachine } from '../machines/visit.ts'
import type { Bridge } from '../main/bridge/contract.ts'
import { Language } from '../sync/contract/language.ts'
import type { Client } from '../sync/contract/rpc.ts'

export type PageActions = {
  /** Replaces the page by a fresh one, without a way back to this one. */
  readonly replacePage: () => void
  /** The part of the address after `?`, for tests. */
  readonly addressQuery: string
}

/** The kiosk's machine with the station behind it. */
export function createKioskActor(
  client: Client<Bridge>,
  { replacePage, addressQuery }: PageActions,
): ActorRefFrom<typeof kioskMachine> {
  const query = new URLSearchParams(addressQuery)
  const asked = Language.safeParse(query.get('lang'))
  // A desk can show what visitors see; a lobby terminal has no desk to show, since central lets none in there.
  const asVisitor = query.get('profile') === 'lobby'
  const visit = visitMachine.provide({
    actors: {
      listOffices: fromPromise(() => client.listOffices({})),
      listServices: fromPromise(({ input }) => client.listServices(input)),
      listSlots: fromPromise(({ input }) => client.listSlots(input)),
      holdSlot: fromPromise(({ input }) => client.holdSlot(input)),
      confirmBooking: fromPromise(({ input }) => client.confirmBooking(input)),
      lookUp: fromPromise(({ input }) => client.lookUp(input)),
      checkIn: fromPromise(({ input }) => client.checkIn(input)),
      cancelBooking: fromPromise(({ input }) => client.cancelBooking(input)),
      printSlip: fromPromise(({ input }) => client.printSlip(input)),
      readTakeAlong: fromPromise(({ input }) => client.readTakeAlong(input)),
      openTakeAlong: fromPromise(({ input }) => client.openTakeAlong(input)),
      moveBooking: fromPromise(({ input }) => client.moveBooking(input)),
    },
    actions: {
      releaseHold: (_, { bookingId }) => {
        if (bookingId !== null) void client.releaseHold({ bookingId }).catch(() => undefined)
      },
      printReceipt: (_, { bookingId }) => {
        if (bookingId !== null) void client.printReceipt({ bookingId }).catch(() => undefined)
      },
    },
  })
  const kiosk = kioskMachine.provide({
    actors: {
      visit,
      openSession: fromPromise(async () => {
        const opening = await client.openSession({})
        if (!opening.device.addressParameters) return opening
        const wished = { ...(asked.success && { language: asked.data }), ...(asVisitor && { profile: 'lobby' as const }) }
        return { ...opening, device: { ...opening.device, ...wished } }
      }),
      wipe: fromPromise(async () => {
        try {
          await client.endSession({})
        } finally {
          replacePage()
        }
      }),
    },
  })
  return createActor(kiosk)
}
