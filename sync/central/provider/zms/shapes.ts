import * as z from 'zod/mini'

// What the citizen API really answers, which differs from its published description: bare objects, ids as numbers in one
// place and strings in another, times as text on the way out. Unknown keys are dropped, missing ones have a default.

const anyId = z.pipe(z.union([z.int(), z.string()]), z.transform(String))
const flag = z.pipe(
  z.nullish(z.union([z.boolean(), z.string(), z.number()])),
  z.transform((value) => value === true || value === '1' || value === 1),
)
const minutes = z.pipe(
  z.nullish(z.union([z.number(), z.string()])),
  z.transform((value) => (value == null || value === '' ? null : Number(value))),
)
const text = z.pipe(
  z.nullish(z.union([z.string(), z.boolean()])),
  z.transform((value) => (typeof value === 'string' ? value : '')),
)
const count = z.pipe(
  z.nullish(z.union([z.number(), z.string()])),
  z.transform((value) => (value == null || value === '' ? null : Number(value))),
)

export const Scope = z.object({
  emailRequired: flag,
  telephoneActivated: flag,
  telephoneRequired: flag,
  customTextfieldRequired: flag,
  customTextfield2Required: flag,
  captchaActivatedRequired: flag,
  reservationDuration: minutes,
  activationDuration: minutes,
  hint: text,
})
export type Scope = z.infer<typeof Scope>

export const ZmsOffice = z.object({
  id: anyId,
  name: text,
  address: z.nullish(z.object({ street: text, house_number: text, postal_code: text, city: text })),
  slotTimeInMinutes: minutes,
  scope: z.nullish(Scope),
})
export const ZmsService = z.object({
  id: anyId,
  name: text,
  maxQuantity: count,
  combinable: z.nullish(z.union([z.array(z.unknown()), z.record(z.string(), z.record(z.string(), z.unknown()))])),
})
export const ZmsRelation = z.object({
  officeId: anyId,
  serviceId: anyId,
  slots: count,
  public: z.nullish(z.boolean()),
  maxQuantity: count,
})
/** Each record is read by itself, so that a broken one costs only itself. */
export const OfficesAndServices = z.object({
  offices: z.array(z.unknown()),
  services: z.array(z.unknown()),
  relations: z.array(z.unknown()),
})

export const AvailableCalendar = z.object({
  availableDays: z.array(
    z.object({
      offices: z.nullish(
        z.array(
          z.object({ officeId: anyId, appointments: z.array(z.pipe(z.union([z.number(), z.string()]), z.transform(Number))) }),
        ),
      ),
    }),
  ),
})

export const ThinnedProcess = z.object({
  processId: anyId,
  authKey: z.string().check(z.regex(/^([0-9a-fA-F]{4}|[0-9a-fA-F]{64})$/)),
  status: text,
  scope: z.nullish(Scope),
})
export type ThinnedProcess = z.infer<typeof ThinnedProcess>

export const ZmsErrors = z.object({ errors: z.array(z.object({ errorCode: z.string() })) })
