import type { FieldPolicy, PersonFields } from '../../sync/contract/catalogue.ts'
import type { PersonField } from '../../sync/contract/person.ts'

export type GroupName = 'name' | 'contact' | 'more'
export type FieldGroup = { name: GroupName; fields: readonly { field: PersonField; policy: FieldPolicy }[] }

const GROUPS: readonly (readonly [GroupName, readonly PersonField[]])[] = [
  ['name', ['firstName', 'familyName']],
  ['contact', ['email', 'phone']],
  ['more', ['birthDate', 'street', 'postalCode', 'city']],
]

const policyOf = (field: PersonField, fields: PersonFields): FieldPolicy => {
  if (field === 'familyName') return 'required'
  if (field === 'street' || field === 'postalCode' || field === 'city') return fields.address
  return fields[field]
}

/** The fields that the offers ask for, in groups; a group without fields is left out. */
export const groupsFor = (fields: PersonFields): FieldGroup[] =>
  GROUPS.map(([name, members]) => ({
    name,
    fields: members.map((field) => ({ field, policy: policyOf(field, fields) })).filter(({ policy }) => policy !== 'hidden'),
  })).filter((group) => group.fields.length > 0)
