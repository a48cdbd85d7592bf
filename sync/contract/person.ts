import * as z from 'zod/mini'
import type { PersonFields } from './catalogue.ts'
import { LocalDate } from './values.ts'

// None of these belongs into a name, and each has been used against a printer, a mail header or a reader's eye. Control
// characters (C0, C1), line and paragraph separators part words; bidirectional overrides and isolates and zero-width
// characters, other than the joiners that Persian and Arabic names need, part nothing that anybody sees.
const PARTING = /[\u0000-\u001F\u007F-\u009F\u2028\u2029]/g
const UNSEEN = /[\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB]/g

/** The text as it is stored: NFC, without invisible characters, single spaces, trimmed. */
export function cleaned(text: string): string {
  return text.normalize('NFC').replace(PARTING, ' ').replace(UNSEEN, '').replace(/\s+/g, ' ').trim()
}

/** Characters of each field, with the spaces and signs that it is written with. */
export const LONGEST = {
  familyName: 80,
  firstName: 80,
  email: 254,
  phone: 40,
  birthDate: 10,
  street: 100,
  postalCode: 10,
  city: 80,
} as const satisfies Record<PersonField, number>

const cleanText = (max: number) =>
  z.pipe(
    // Longer than any field allows by far: refuse before normalising, so that a hostile megabyte costs nothing.
    z.pipe(z.string().check(z.maxLength(10_000)), z.transform(cleaned)),
    z.string().check(z.minLength(1), z.maxLength(max)),
  )

// A name has at least one letter of some script; beyond that people are called what they are called (O'Brien, Đặng, محمد).
const name = z.pipe(cleanText(LONGEST.familyName), z.string().check(z.regex(/\p{L}/u), z.regex(/^[^<>{}[\]\\^`|~@#%*=+;"$€]*$/u)))

// RFC 5321: local part up to 64 octets in ASCII dot-atom form, domain of labels up to 63. Plus addresses are valid, and
// domains beyond ASCII (IDNA), which a mail server is told in ASCII, with one script to a label: mixed ones deceive the
// eye. Local parts beyond ASCII are not: many mail servers cannot take them (SMTPUTF8), and the visitor would wait in vain.
const label = (script: string) => {
  const sign = `[\\p{Script=${script}}0-9]`
  // Its first letter decides, so that no label can be read in two ways and a hostile address costs nothing.
  return `(?=[0-9-]*\\p{Script=${script}})${sign}(?:[\\p{Script=${script}}0-9-]{0,61}${sign})?`
}
const LETTERS = ['Latin', 'Cyrillic', 'Greek', 'Arabic'].map(label).join('|')
const LOCAL = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
const EMAIL = new RegExp(
  `^(?=.{1,64}@)${LOCAL}(?:\\.${LOCAL})*@(?=.{4,253}$)(?:(?:${LETTERS}|[0-9](?:[0-9-]{0,61}[0-9])?)\\.)+(?=\\p{L}.)(?:${LETTERS})$`,
  'u',
)

const phone = z.pipe(
  z.pipe(
    cleanText(LONGEST.phone),
    // "+49 (0)261": the zero in brackets is for those who dial without the country's code.
    z.transform((text: string) => text.replace(/^((?:\+|00)\d{1,3})[\s./-]*\(0\)/, '$1').replace(/[\s()/.-]/g, '')),
  ),
  // E.164 allows 15 digits; German short numbers such as 115 are no way to reach a visitor.
  z.string().check(z.regex(/^\+?\d{6,15}$/)),
)

// A street or a town has a letter too; house numbers have signs of their own (12 a, 7/3, #5).
const place = (max: number) => z.pipe(cleanText(max), z.string().check(z.regex(/\p{L}/u), z.regex(/^[^<>{}[\]\\^`|~@*=;"$€]*$/u)))

export const Address = z.object({
  street: place(LONGEST.street),
  postalCode: z.pipe(cleanText(LONGEST.postalCode), z.string().check(z.regex(/^[A-Za-z0-9 -]{3,10}$/))),
  city: place(LONGEST.city),
})
export type Address = z.infer<typeof Address>

/** What a visitor may be asked for, and nothing more (SEED S17). Every way in parses with this schema. */
export const Person = z.object({
  familyName: name,
  firstName: z.optional(name),
  email: z.optional(z.pipe(cleanText(LONGEST.email), z.string().check(z.regex(EMAIL)))),
  phone: z.optional(phone),
  birthDate: z.optional(LocalDate),
  address: z.optional(Address),
})
export type Person = z.infer<typeof Person>

export const PERSON_FIELDS = ['familyName', 'firstName', 'email', 'phone', 'birthDate', 'street', 'postalCode', 'city'] as const
export const PersonField = z.enum(PERSON_FIELDS)
export type PersonField = z.infer<typeof PersonField>

/** What the form holds while it is being filled: plain text per field, empty where nothing was entered. */
export type PersonForm = Record<PersonField, string>
export const EMPTY_FORM: PersonForm = {
  familyName: '',
  firstName: '',
  email: '',
  phone: '',
  birthDate: '',
  street: '',
  postalCode: '',
  city: '',
}

/** A person as the form that it would have been typed into. */
export const formOf = ({ familyName, firstName, email, phone, birthDate, address }: Person): PersonForm => ({
  familyName,
  firstName: firstName ?? '',
  email: email ?? '',
  phone: phone ?? '',
  birthDate: birthDate ?? '',
  street: address?.street ?? '',
  postalCode: address?.postalCode ?? '',
  city: address?.city ?? '',
})

export const PersonIssue = z.object({ field: PersonField, problem: z.enum(['missing', 'malformed', 'tooLong', 'inFuture']) })
export type PersonIssue = z.infer<typeof PersonIssue>

/** The strictest policy of several offers, field by field. */
export function fieldsOf(policies: readonly PersonFields[]): PersonFields {
  const rank = { hidden: 0, optional: 1, required: 2 } as const
  const strictest = (field: keyof PersonFields) =>
    policies.reduce<PersonFields[keyof PersonFields]>(
      (most, policy) => (rank[policy[field]] > rank[most] ? policy[field] : most),
      'hidden',
    )
  return {
    firstName: strictest('firstName'),
    email: strictest('email'),
    phone: strictest('phone'),
    birthDate: strictest('birthDate'),
    address: strictest('address'),
  }
}

/**
 * Checks a form against the fields that the offers ask for.
 * `today` is the local date; a birth date may not lie after it. Dates are read as `YYYY-MM-DD` or as `D.M.YYYY`.
 */
export function checkPerson(
  form: PersonForm,
  fields: PersonFields,
  today: string,
): { outcome: 'valid'; person: Person } | { outcome: 'invalid'; issues: PersonIssue[] } {
  const address = fields.address
  const asked: Record<PersonField, PersonFields[keyof PersonFields]> = {
    familyName: 'required',
    firstName: fields.firstName,
    email: fields.email,
    phone: fields.phone,
    birthDate: fields.birthDate,
    street: address,
    postalCode: address,
    city: address,
  }
  const given = (field: PersonField) => asked[field] !== 'hidden' && cleaned(form[field].slice(0, 10_000)) !== ''
  const addressGiven = given('street') || given('postalCode') || given('city')
  const issues: PersonIssue[] = []
  for (const field of PERSON_FIELDS) {
    const partOfAddress = field === 'street' || field === 'postalCode' || field === 'city'
    const needed = asked[field] === 'required' || (partOfAddress && addressGiven)
    if (needed && !given(field)) issues.push({ field, problem: 'missing' })
  }
  const candidate = {
    familyName: form.familyName,
    ...(given('firstName') && { firstName: form.firstName }),
    ...(given('email') && { email: form.email }),
    ...(given('phone') && { phone: form.phone }),
    ...(given('birthDate') && { birthDate: isoDate(form.birthDate) }),
    ...(addressGiven && { address: { street: form.street, postalCode: form.postalCode, city: form.city } }),
  }
  const parsed = Person.safeParse(candidate)
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const field = issue.path.at(-1)
      const known = PERSON_FIELDS.find((candidateField) => candidateField === field)
      if (known && !issues.some((other) => other.field === known)) {
        issues.push({ field: known, problem: issue.code === 'too_big' ? 'tooLong' : 'malformed' })
      }
    }
  }
  const birthDate = parsed.data?.birthDate
  if (birthDate !== undefined && birthDate > today) issues.push({ field: 'birthDate', problem: 'inFuture' })
  if (birthDate !== undefined && birthDate < '1890-01-01') issues.push({ field: 'birthDate', problem: 'malformed' })
  if (!parsed.success || issues.length > 0) return { outcome: 'invalid', issues }
  return { outcome: 'valid', person: parsed.data }
}

function isoDate(text: string): string {
  const german = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(cleaned(text))
  if (!german) return cleaned(text)
  const [, day = '', month = '', year = ''] = german
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}
