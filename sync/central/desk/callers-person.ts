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

/**
 * Checks a caller's data against what the offers ask for; fields that nobody asks for are dropped. A caller may have no
 * e-mail address whatever the offer says, unless the booking is to be confirmed by its link; and may always leave a phone
 * number, which is then the only way to say that the office has to close.
 */
export function callersPerson(
  person: Person,
  fields: Need['fields'],
  { today, confirmation }: { today: string; confirmation: DeskConfirmation | null },
): ReturnType<typeof checkPerson> {
  const email = confirmation === 'link' ? 'required' : 'optional'
  const phone = fields.phone === 'hidden' ? 'optional' : fields.phone
  return checkPerson(formOf(person), { ...fields, email, phone }, today)
}
