import { cleaned } from '../../contract/person.ts'
import type { CentralContext } from '../context.ts'
import type { Tx } from '../store/store.ts'
import { writeAudit } from '../privacy/audit.ts'
import { type ScryptCost, hashPassword, passwordProblem } from './password.ts'
import { Offices, Role, type StaffMember } from './roles.ts'

export type StaffRow = {
  readonly staff_id: string
  readonly email: string
  readonly name: string
  readonly role: string
  readonly offices: string
  readonly password_hash: string | null
  readonly oidc_issuer: string | null
  readonly oidc_subject: string | null
  readonly disabled_at: number | null
  readonly failed_attempts: number
  readonly locked_until: number | null
}

export const memberOf = (row: StaffRow): StaffMember => ({
  staffId: row.staff_id,
  email: row.email,
  name: row.name,
  role: Role.parse(row.role),
  offices: Offices.parse(JSON.parse(row.offices)),
})

export const normalisedEmail = (email: string): string => email.normalize('NFKC').trim().toLowerCase()

export const findStaffByEmail = (tx: Tx, email: string): Promise<StaffRow | undefined> =>
  tx.one<StaffRow>('select * from staff where email = $1', [normalisedEmail(email)])

export type AddStaff = {
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly offices: readonly string[]
  /** null for accounts that sign in through the town's own provider. */
  readonly password: string | null
}
export type AddStaffOutcome =
  | { readonly outcome: 'added'; readonly staffId: string }
  | { readonly outcome: 'exists' }
  | { readonly outcome: 'invalid'; readonly problem: string }

/** Makes an account. Offices have to be in the catalogue, where there is one. */
export async function addStaff(context: CentralContext, wish: AddStaff, cost?: ScryptCost): Promise<AddStaffOutcome> {
  const { store, random, clock, town } = context
  const email = normalisedEmail(wish.email)
  if (!/^[^\s@]+@[^\s@]+$/.test(email) || email.length > 254)
    return { outcome: 'invalid', problem: 'the e-mail address is not complete' }
  const name = cleaned(wish.name)
  if (name === '') return { outcome: 'invalid', problem: 'the name is empty' }
  const problem = wish.password === null ? null : passwordProblem(wish.password, email)
  if (problem !== null) return { outcome: 'invalid', problem }
  const hash = wish.password === null ? null : await hashPassword(wish.password, random, cost)
  return store.transact(async (tx): Promise<AddStaffOutcome> => {
    const loaded = await town.current(tx)
    const unknown = wish.offices.find((office) => office !== '*' && loaded !== null && !loaded.offices.has(office))
    if (unknown !== undefined) return { outcome: 'invalid', problem: `there is no office ${unknown}` }
    const staffId = random.uuid()
    const nowMs = clock.nowMs()
    const added = await tx.run(
      `insert into staff (staff_id, email, name, role, offices, password_hash, created_at, password_changed_at)
       values ($1, $2, $3, $4, $5, $6, $7, $7) on conflict (email) do nothing`,
      [staffId, email, name, wish.role, JSON.stringify(Offices.parse(wish.offices)), hash, nowMs],
    )
    if (added === 0) return { outcome: 'exists' }
    await writeAudit(tx, { random, nowMs }, { actor: { kind: 'operator', id: null }, action: 'staff.added', detail: staffId })
    return { outcome: 'added', staffId }
  })
}

/** Sets a new password; open sessions of the account end. Answers null, or what is wrong with the password. */
export async function setPassword(
  { store, clock, random }: CentralContext,
  { staffId, email, password, actor }: { staffId: string; email: string; password: string; actor: string | null },
  cost?: ScryptCost,
): Promise<string | null> {
  const problem = passwordProblem(password, email)
  if (problem !== null) return problem
  const hash = await hashPassword(password, random, cost)
  await store.transact(async (tx) => {
    const nowMs = clock.nowMs()
    await tx.run(
      'update staff set password_hash = $2, password_changed_at = $3, failed_attempts = 0, locked_until = null where staff_id = $1',
      [staffId, hash, nowMs],
    )
    await tx.run('delete from staff_session where staff_id = $1', [staffId])
    const by = actor === null ? ({ kind: 'operator', id: null } as const) : ({ kind: 'staff', id: actor } as const)
    await writeAudit(tx, { random, nowMs }, { actor: by, action: 'staff.passwordSet', detail: staffId })
  })
  return null
}

/** Gives an account another role, other offices or both; its open sessions end, so that the old ones reach nothing any more. */
export function changeStaff(
  { store, clock, random, town }: CentralContext,
  { email, role, offices }: { email: string; role?: Role | undefined; offices?: readonly string[] | undefined },
): Promise<{ outcome: 'changed' } | { outcome: 'unknown' } | { outcome: 'unknownOffice'; office: string }> {
  return store.transact(async (tx) => {
    const row = await findStaffByEmail(tx, email)
    if (!row) return { outcome: 'unknown' }
    const loaded = await town.current(tx)
    const office = offices?.find((id) => id !== '*' && loaded !== null && !loaded.offices.has(id))
    if (office !== undefined) return { outcome: 'unknownOffice', office }
    const nowMs = clock.nowMs()
    const next = [role ?? row.role, offices === undefined ? row.offices : JSON.stringify(Offices.parse(offices))]
    await tx.run('update staff set role = $2, offices = $3 where staff_id = $1', [row.staff_id, ...next])
    await tx.run('delete from staff_session where staff_id = $1', [row.staff_id])
    const entry = { actor: { kind: 'operator', id: null }, action: 'staff.changed', detail: row.staff_id } as const
    await writeAudit(tx, { random, nowMs }, entry)
    return { outcome: 'changed' }
  })
}

/** Every account, the disabled ones too, by its address. */
export const listStaff = (tx: Tx): Promise<StaffRow[]> => tx.all<StaffRow>('select * from staff order by email')

/** Shuts an account out at once; its actions stay in the audit log. */
export const disableStaff = (context: CentralContext, email: string): Promise<boolean> =>
  setDisabled(context, email, { disabledAt: context.clock.nowMs(), action: 'staff.disabled' })

/** Lets a disabled account in again, with the password and rights that it had. */
export const enableStaff = (context: CentralContext, email: string): Promise<boolean> =>
  setDisabled(context, email, { disabledAt: null, action: 'staff.enabled' })

const setDisabled = (
  { store, clock, random }: CentralContext,
  email: string,
  { disabledAt, action }: { disabledAt: number | null; action: 'staff.disabled' | 'staff.enabled' },
): Promise<boolean> =>
  store.transact(async (tx) => {
    const row = await findStaffByEmail(tx, email)
    if (!row) return false
    await tx.run('update staff set disabled_at = $2 where staff_id = $1', [row.staff_id, disabledAt])
    await tx.run('delete from staff_session where staff_id = $1', [row.staff_id])
    const entry = { actor: { kind: 'operator', id: null }, action, detail: row.staff_id } as const
    await writeAudit(tx, { random, nowMs: clock.nowMs() }, entry)
    return true
  })
