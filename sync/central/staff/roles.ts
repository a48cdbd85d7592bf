import * as z from 'zod/mini'
import type { Desk } from '../../contract/desk-api.ts'
import { Role } from '../../contract/desk-records.ts'
import { Id } from '../../contract/values.ts'

export { Role }

/** What members of staff may do in central's pages. */
export type Permission =
  | 'readBookings'
  | 'answerBookings'
  | 'privacy'
  | 'editTemplates'
  | 'seeDeadMails'
  | 'seeAudit'
  | 'runFleet'
/** What they may do at a desk: its methods, and booking beyond the capacity. */
export type DeskFunction = Exclude<keyof Desk, 'signIn' | 'signInByCode' | 'signOut'> | 'overbook'

const ADMIN = ['officeAdmin'] as const
const OFFICE = ['clerk', 'frontDesk', 'officeAdmin'] as const
const IT = ['it'] as const

/** The one table of rights. IT looks after the machine and sees no bookings; where somebody may, sync/contract/works-at.ts says. */
const ALLOWED: Readonly<Record<Permission | DeskFunction, readonly Role[]>> = {
  readBookings: OFFICE,
  answerBookings: OFFICE,
  privacy: ADMIN,
  editTemplates: ADMIN,
  seeDeadMails: ['officeAdmin', 'it'],
  seeAudit: ['officeAdmin', 'it'],
  runFleet: IT,

  findSlots: OFFICE,
  hold: OFFICE,
  release: OFFICE,
  book: OFFICE,
  overbook: ADMIN,
  findBookings: OFFICE,
  getBooking: OFFICE,
  moveBooking: OFFICE,
  cancelBooking: OFFICE,
  correctPerson: OFFICE,
  resendMail: OFFICE,
  mergeBookings: OFFICE,
  wishEarlier: OFFICE,
  takeEarlier: OFFICE,
  earlierList: OFFICE,
  confirmAtDesk: OFFICE,
  accept: OFFICE,
  decline: OFFICE,
  askBack: OFFICE,
  markArrived: OFFICE,
  markMissed: OFFICE,
  inbox: OFFICE,
  day: OFFICE,
  closeDay: ADMIN,
  tasks: OFFICE,
  figures: ADMIN,
  fleet: IT,
  enrolKiosk: IT,
  revokeKiosk: IT,
  setOutOfService: IT,
  setMessage: IT,
  orderTestPrint: IT,
}
export const may = (role: Role, what: Permission | DeskFunction): boolean => ALLOWED[what].includes(role)

/** Offices of an account; `*` stands for all of them. */
export const Offices = z.array(z.union([Id, z.literal('*')]))

export type StaffMember = {
  readonly staffId: string
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly offices: readonly string[]
}
