import type { PersonFields } from './catalogue.ts'
import type { DeskConfirmation } from './desk-records.ts'

/**
 * What a caller is asked: what the offers ask for, but an e-mail address only where its link confirms, whatever the offer
 * says; and always, as an offer, a first name and a phone number, which without an address is the only way to reach them.
 * `confirmation` null: it has been confirmed before.
 */
export function callersFields(fields: PersonFields, confirmation: DeskConfirmation | null): PersonFields {
  return {
    ...fields,
    firstName: fields.firstName === 'hidden' ? 'optional' : fields.firstName,
    email: confirmation === 'link' ? 'required' : 'optional',
    phone: fields.phone === 'hidden' ? 'optional' : fields.phone,
  }
}
