import { callersFields } from '../../contract/callers-fields.ts'
import type { DeskConfirmation } from '../../contract/desk-records.ts'
import { checkPerson, formOf, type Person } from '../../contract/person.ts'
import type { Need } from '../../contract/wish.ts'

/** Checks a caller's data against what the offers ask for; fields that nobody asks for are dropped. */
export function callersPerson(
  person: Person,
  fields: Need['fields'],
  { today, confirmation }: { today: string; confirmation: DeskConfirmation | null },
): ReturnType<typeof checkPerson> {
  return checkPerson(formOf(person), callersFields(fields, confirmation), today)
}
