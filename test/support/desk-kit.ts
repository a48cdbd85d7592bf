import { randomUUID } from 'node:crypto'
import { deskRoom } from '../../sync/central/desk/desk-room.ts'
import { addStaff } from '../../sync/central/staff/accounts.ts'
import type { Role } from '../../sync/central/staff/roles.ts'
import { desk } from '../../sync/contract/desk-api.ts'
import type { DeskBooking } from '../../sync/contract/desk-records.ts'
import { type Client, createClient } from '../../sync/contract/rpc.ts'
import { type CentralKit, type KitOptions, startCentralKit } from './central-kit.ts'
import { ADA, type KioskDevice, type Wish } from './kiosk-device.ts'
import { COST, PASSWORD } from './people-kit.ts'

/** The morning after the kit's clock: 08:00 at `rathaus`, and so on in ticks of five minutes. */
export const EIGHT = '2026-11-24T07:00:00.000Z'
export const DAY = '2026-11-24'
export const tick = (ticks: number): string => new Date(Date.parse(EIGHT) + ticks * 300_000).toISOString()

export type DeskClient = Client<typeof desk>
export type Account = { readonly email: string; readonly staffId: string }
export type DeskKit = CentralKit & {
  readonly lobby: KioskDevice
  readonly device: KioskDevice
  /** Books at the lobby kiosk. */
  readonly visit: (wish?: Partial<Wish>) => Promise<string>
  readonly account: (role: Role, offices?: string[]) => Promise<Account>
  /** Signs a fresh account in, at the kit's desk or another one. */
  readonly staff: (role: Role, offices?: string[], device?: KioskDevice) => Promise<DeskClient>
  readonly signIn: (email: string, device?: KioskDevice) => Promise<string>
}

/** The desk's methods as a station calls them. Throws with the status where central answers a problem. */
export const clientOf = (device: KioskDevice, session: string | null): DeskClient =>
  createClient(desk, async (method, input) => {
    const headers = session === null ? {} : { 'x-foyer-staff': session }
    const answer = await device.call('POST', `/v1/desk/${method}`, input, headers)
    if (answer.status !== 200) throw new Error(`${method} answered ${String(answer.status)}: ${JSON.stringify(answer.body)}`)
    return answer.body
  })

/** A real central with a lobby kiosk and a desk. */
export async function startDeskKit(options: KitOptions = {}): Promise<DeskKit> {
  const kit = await startCentralKit({ rooms: [deskRoom({ cost: COST })], ...options })
  const lobby = await kit.enrol()
  const device = await kit.enrol({ profile: 'desk' })
  let sequence = 0
  const account = async (role: Role, offices = ['rathaus']) => {
    const email = `${role}-${randomUUID().slice(0, 8)}@stadt.example`
    const added = await addStaff(kit.context, { email, name: `Kim ${role}`, role, offices, password: PASSWORD }, COST)
    if (added.outcome !== 'added') throw new Error(JSON.stringify(added))
    return { email, staffId: added.staffId }
  }
  const signIn = async (email: string, at = device) => {
    const answer = await clientOf(at, null).signIn({ email, password: PASSWORD })
    if (answer.outcome !== 'signedIn') throw new Error(answer.outcome)
    return answer.session
  }
  return {
    ...kit,
    lobby,
    device,
    account,
    signIn,
    async visit(wish = {}) {
      const op = await lobby.bookingOp({ startsAt: EIGHT, ...wish })
      sequence += 1
      const { verdicts } = await lobby.sync({ ops: [lobby.signedOp(sequence, op)] })
      if (verdicts[0]?.verdict.outcome !== 'taken') throw new Error(JSON.stringify(verdicts[0]?.verdict))
      return op.bookingId
    },
    async staff(role, offices, at = device) {
      return clientOf(at, await signIn((await account(role, offices)).email, at))
    },
  }
}

/** A caller's booking, with everything that a call needs. */
export const callOf = (wish: Partial<DeskBooking> = {}): DeskBooking => ({
  bookingId: randomUUID(),
  officeId: 'rathaus',
  services: [{ serviceId: 'ausweis', count: 1 }],
  startsAt: EIGHT,
  person: ADA,
  language: 'de',
  confirmation: 'spoken',
  consentVersion: '1',
  ...wish,
})
