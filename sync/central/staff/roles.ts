import * as z from 'zod/mini'
import { Id } from '../../contract/values.ts'

export const Role = z.enum(['clerk', 'frontDesk', 'officeAdmin', 'it'])
export type Role = z.infer<typeof Role>

/** What members of staff may do. IT looks after the machine and sees no bookings. */
export type Permission = 'readBookings' | 'answerBookings' | 'privacy' | 'editTemplates' | 'seeDeadMails' | 'seeAudit'

const PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  clerk: ['readBookings', 'answerBookings'],
  frontDesk: ['readBookings', 'answerBookings'],
  officeAdmin: ['readBookings', 'answerBookings', 'privacy', 'editTemplates', 'seeDeadMails', 'seeAudit'],
  it: ['seeDeadMails', 'seeAudit'],
}
export const may = (role: Role, permission: Permission): boolean => PERMISSIONS[role].includes(permission)

/** Offices of an account; `*` stands for all of them. */
export const Offices = z.array(z.union([Id, z.literal('*')]))

export type StaffMember = {
  readonly staffId: string
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly offices: readonly string[]
}

/** Whether the office is one of the member's own (SEED S18). IT has none, whatever its account says. */
export const worksAt = (member: StaffMember, officeId: string): boolean =>
  member.role !== 'it' && (member.offices.includes('*') || member.offices.includes(officeId))
