import { callersFields } from '../../contract/callers-fields.ts'
import type { DeskConfirmation } from '../../contract/desk-records.ts'
import { checkPerson, type Person, type PersonForm } from '../../contract/person.ts'
import type { Need } from '../../contract/wish.ts'

/** A person as the form that it would have been typed into. */
const formOf = ({ familyName, firstName, email, phone, birthDate, address }: Person): PersonForm => ({
  familyName,
  firstName: firstName ?? '',
  email: email ?? '',
  phone: phone ?? '',
  birthDate: birthDate ?? '',
  street: address?.street ?? '',
  postalCode: address?.postalCode ?? '',
  city: address?.city ?? '',
})

/** Checks a caller's data against what the offers ask for; fields that nobody asks for are dropped. */
export function callersPerson(
  person: Person,
  fields: Need['fields'],
  { today, confirmation }: { today: string; confirmation: DeskConfirmation | null },
): ReturnType<typeof checkPerson> {
  return checkPerson(formOf(person), callersFields(fields, confirmation), today)
}
