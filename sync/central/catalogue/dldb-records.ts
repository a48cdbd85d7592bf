import * as z from 'zod/mini'

// The directory is written by many hands over many years: what is not text where text is expected counts as no text.
const looseText = z.catch(z.string(), '')
const looseId = z.pipe(
  z.union([z.string(), z.int()]),
  z.transform((id) => String(id).trim()),
)
const looseNumber = z.catch(z.nullable(z.coerce.number().check(z.positive())), null)
const looseList = z.catch(z.array(z.unknown()), [])
const keywords = z.catch(z.object({ keywords: looseText }), { keywords: '' })

/** A service of the directory, as far as Foyer uses it. */
export const DldbService = z.object({
  id: looseId,
  name: z.string(),
  description: looseText,
  fees: looseText,
  leika: looseText,
  meta: keywords,
  maxQuantity: looseNumber,
  combinable: looseList,
  /** False: bookable by those who are sent a link, but not listed for everybody. */
  public: z.catch(z.boolean(), true),
})
export type DldbService = z.infer<typeof DldbService>

/** A bookable service at a location. */
export const DldbRelation = z.object({
  service: looseId,
  maxQuantity: looseNumber,
  appointment: z.object({ slots: z.coerce.number(), allowed: z.catch(z.boolean(), true) }),
  public: z.catch(z.boolean(), true),
})
export type DldbRelation = z.infer<typeof DldbRelation>

export const DldbLocation = z.object({
  id: looseId,
  name: z.string(),
  displayName: looseText,
  organization: looseText,
  organizationUnit: looseText,
  address: z.catch(
    z.object({ street: looseText, house_number: looseText, postal_code: looseText, city: looseText, hint: looseText }),
    { street: '', house_number: '', postal_code: '', city: '', hint: '' },
  ),
  contact: z.catch(z.object({ email: looseText, phone: looseText }), { email: '', phone: '' }),
  slotTimeInMinutes: z.coerce.number(),
  services: looseList,
})
export type DldbLocation = z.infer<typeof DldbLocation>

/** The envelope of both files: `{data: [...]}`. */
export const DldbFile = z.object({ data: z.array(z.unknown()) })

/** What a record calls itself, for the report: also when it cannot be read. */
export function labelOf(record: unknown): { id: string; name: string } {
  if (typeof record !== 'object' || record === null) return { id: '', name: '' }
  const { id, name } = record as { id?: unknown; name?: unknown }
  const isId = typeof id === 'string' || typeof id === 'number'
  return {
    id: isId
      ? String(id)
          .replace(/[^\x20-\x7E]/g, '?')
          .slice(0, 80)
      : '',
    name: typeof name === 'string' ? name.slice(0, 200) : '',
  }
}
