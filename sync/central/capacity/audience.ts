import type { Office } from '../../contract/catalogue.ts'
import type { KeptSeats } from './free-seats.ts'

/** Who asks for seats. Staff may use all of them, visitors leave some for staff and for those who come on the day. */
export type Audience = 'visitor' | 'staff'

export function keptFrom(audience: Audience, office: Office, today: string): KeptSeats {
  if (audience === 'staff') return () => 0
  return (day) => office.staffSeats + (day > today ? office.sameDaySeats : 0)
}
