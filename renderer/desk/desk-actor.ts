import { type ActorRefFrom, createActor, fromPromise } from 'xstate'
import { blockedDesk } from '../../machines/blocked-desk.ts'
import { callMachine } from '../../machines/call.ts'
import { type FrontDeskInput, frontDeskMachine } from '../../machines/front-desk.ts'
import { type DeskBridge, type DeskHome, deskBridge, deskMessage } from '../../main/bridge/contract-desk.ts'
import type { DeskBook, DeskHold, DeskSignIn, DeskSlots } from '../../sync/contract/desk-api.ts'
import { checkPerson } from '../../sync/contract/person.ts'
import { type Client, type Contract, createClient } from '../../sync/contract/rpc.ts'
import { askedFields } from './asked-fields.ts'
import { howConfirmed } from './how-confirmed.ts'

export type DeskClient = Client<DeskBridge>
export type FrontDeskRef = ActorRefFrom<typeof frontDeskMachine>
export type Send = (method: string, input: unknown) => Promise<unknown>

/** How many free slots a call shows; enough for a screen and for a family that comes one after the other. */
const SLOTS = 40

const AWAY = { outcome: 'unreachable' } as const
const mayBeAway = (method: string) => (deskBridge as Contract)[method]?.output.safeParse(AWAY).success === true

/**
 * The desk's methods of the station; `onSignedOut` hears when an answer says that nobody is signed in any more. What the station
 * fails at, or what breaks on its way, is answered as if central were away: with the page every call would be lost.
 */
export function createDeskClient(send: Send, onSignedOut: () => void): DeskClient {
  return createClient(deskBridge, async (method, input) => {
    const answer = await send(deskMessage(method), input).catch((error: unknown) => {
      if (!mayBeAway(method)) throw error
      return AWAY
    })
    if (typeof answer === 'object' && answer !== null && 'outcome' in answer && answer.outcome === 'signedOut') onSignedOut()
    return answer
  })
}

/** The front desk's machine with the station behind it. `homeNow`: what the station knows today. */
export function createDeskActor(client: DeskClient, homeNow: () => DeskHome, input: FrontDeskInput): FrontDeskRef {
  const call = callMachine.provide({
    actors: {
      findSlots: fromPromise(
        async ({ input: { from, ...wish } }): Promise<DeskSlots> =>
          reached(await client.findSlots({ ...wish, count: SLOTS, ...(from !== null && { from }) })),
      ),
      hold: fromPromise(
        async ({ input: { bookingId, services, slot } }): Promise<DeskHold> =>
          reached(await client.hold({ bookingId, services, officeId: slot.officeId, startsAt: slot.startsAt })),
      ),
      book: fromPromise(async ({ input: call }): Promise<DeskBook> => {
        const { bookingId, slot, services, consentVersion, note, overbook } = call
        if (slot === null || consentVersion === null) throw new Error('nothing to book')
        const home = homeNow()
        const chosen = howConfirmed(call, { policy: actor.getSnapshot().context.staff ?? {}, today: home.today })
        // Who stands here needs no link.
        const how = chosen === 'here' ? 'spoken' : chosen
        const checked = checkPerson(call.form, askedFields(home, slot.officeId, services, how), home.today)
        if (checked.outcome === 'invalid') return { outcome: 'invalidPerson', issues: checked.issues }
        return reached(
          await client.book({
            bookingId,
            officeId: slot.officeId,
            services: [...services],
            startsAt: slot.startsAt,
            person: checked.person,
            language: call.language,
            confirmation: how,
            consentVersion,
            ...(chosen === 'here' && { walkIn: true }),
            ...(note.trim() !== '' && { note: note.trim() }),
            ...(overbook !== '' && { overbook }),
          }),
        )
      }),
    },
  })
  const desk = frontDeskMachine.provide({
    actors: {
      call,
      signIn: fromPromise(async ({ input }): Promise<DeskSignIn> => {
        const answer = reached(await ('code' in input ? client.signInByCode(input) : client.signIn(input)))
        // The session itself stays with the station.
        return answer.outcome === 'signedIn' ? { ...answer, session: '' } : answer
      }),
      signOut: fromPromise<void>(async () => {
        await client.signOut({})
      }),
    },
  })
  const actor: FrontDeskRef = createActor(desk, { input })
  return actor
}

/** For the machines, central that cannot be reached, or takes nothing from here, is a promise that fails. */
function reached<T extends { readonly outcome: string }>(answer: T): Exclude<T, { outcome: 'unreachable' | 'blocked' }> {
  if (answer.outcome === 'blocked') throw blockedDesk()
  if (answer.outcome === 'unreachable') throw new Error('central cannot be reached')
  return answer as Exclude<T, { outcome: 'unreachable' | 'blocked' }>
}
