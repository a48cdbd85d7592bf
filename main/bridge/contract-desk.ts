import * as z from 'zod/mini'
import { Offer, Office, Service, ServiceGroup, Town } from '../../sync/contract/catalogue.ts'
import { desk } from '../../sync/contract/desk-api.ts'
import { StaffMember } from '../../sync/contract/desk-records.ts'
import { Language } from '../../sync/contract/language.ts'
import type { Call } from '../../sync/contract/rpc.ts'
import { Id, Instant, LocalDate, Uuid } from '../../sync/contract/values.ts'

/** Central cannot be asked, and the station cannot answer this by itself. */
export const Unreachable = z.object({ outcome: z.literal('unreachable') })
/** Central takes nothing from this device any more: it was revoked, is unknown there, or is no desk. */
const Blocked = z.object({ outcome: z.literal('blocked') })

type OverStation<C extends Readonly<Record<string, Call>>> = {
  readonly [M in keyof C]: {
    readonly input: C[M]['input']
    readonly output: z.ZodMiniUnion<readonly [C[M]['output'], typeof Unreachable, typeof Blocked]>
  }
}
function overStation<C extends Readonly<Record<string, Call>>>(contract: C): OverStation<C> {
  const calls = Object.entries(contract).map(([method, { input, output }]) => [
    method,
    { input, output: z.union([output, Unreachable, Blocked]) },
  ])
  return Object.fromEntries(calls) as OverStation<C>
}

/** What the desk's page has to know before anybody calls. It is asked for anew each minute: a desk runs for weeks. */
export const DeskHome = z.object({
  town: Town,
  offices: z.array(Office),
  serviceGroups: z.array(ServiceGroup),
  services: z.array(Service),
  offers: z.array(Offer),
  today: LocalDate,
  lockMinutes: z.number(),
})
export type DeskHome = z.infer<typeof DeskHome>

const SignedInHere = z.discriminatedUnion('outcome', [
  /** `offline`: central could not be asked; the account was signed in here lately. */
  z.object({ outcome: z.literal('signedIn'), staff: StaffMember, expiresAt: Instant, offline: z.boolean() }),
  z.object({ outcome: z.literal('refused') }),
  z.object({ outcome: z.literal('slowDown') }),
  Unreachable,
  Blocked,
])

/**
 * The wire between the desk's page and its station; methods are sent as `desk.<method>` and served at desks alone.
 * Central's methods pass through, signed, with the session that the station keeps and the page never sees.
 */
export const deskBridge = {
  ...overStation(desk),
  signIn: { input: desk.signIn.input, output: SignedInHere },
  signInByCode: { input: desk.signInByCode.input, output: SignedInHere },
  /** Null while the first catalogue has not arrived. */
  open: { input: z.object({}), output: z.nullable(DeskHome) },
  /** Service ids over all offices, best match first. */
  searchServices: {
    input: z.object({ query: z.string().check(z.maxLength(200)), language: Language }),
    output: z.array(Id),
  },
  /** Prints a booking's receipt at this station. Its code opens nothing: the secret went with the first paper. */
  printReceipt: {
    input: z.object({ bookingId: Uuid }),
    output: z.discriminatedUnion('outcome', [
      z.object({ outcome: z.literal('printing') }),
      z.object({ outcome: z.literal('unknown') }),
      z.object({ outcome: z.literal('forbidden') }),
      z.object({ outcome: z.literal('signedOut') }),
      Unreachable,
      Blocked,
    ]),
  },
} as const
export type DeskBridge = typeof deskBridge

const PREFIX = 'desk.'
/** The desk's method that a message of the page names, or null. */
export const deskMethodOf = (message: string): string | null => (message.startsWith(PREFIX) ? message.slice(PREFIX.length) : null)
export const deskMessage = (method: string): string => `${PREFIX}${method}`
