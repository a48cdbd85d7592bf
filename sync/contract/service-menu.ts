import * as z from 'zod/mini'

/** Who may do what at a terminal's own service menu: `staff` change paper and close it, `it` do everything. */
export const ServiceRole = z.enum(['staff', 'it'])
export type ServiceRole = z.infer<typeof ServiceRole>

export const UnlockOutcome = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('unlocked'), role: ServiceRole }),
  /** `left`: tries before the menu is locked. */
  z.object({ outcome: z.literal('refused'), left: z.int() }),
  z.object({ outcome: z.literal('locked'), minutes: z.int() }),
  /** Nobody has set a PIN for this device. */
  z.object({ outcome: z.literal('notSet') }),
])
export type UnlockOutcome = z.infer<typeof UnlockOutcome>

export const SERVICE_CHECKS = [
  'dataFolder',
  'disk',
  'bookings',
  'cache',
  'printer',
  'central',
  'clock',
  'screen',
  'keypad',
  'sound',
] as const
/** What a look may come to; the menu has words for each, in which `value` stands. */
const SERVICE_NOTES = [
  'writable',
  'freeSpace',
  'whole',
  'notThere',
  'newer',
  'corrupt',
  'unwritable',
  'ready',
  'paperNearEnd',
  'paperOut',
  'coverOpen',
  'offline',
  'jammed',
  'silent',
  'embedded',
  'reached',
  'clockOff',
  'unreachable',
  'certificateExpired',
  'certificateUntrusted',
  'certificateOfOther',
  'synchronised',
  'clockAlone',
  'clockWrong',
  'measured',
  'presets',
  'keypadFound',
  'keyboards',
  'keypadMissing',
  'inputsUnknown',
  'switchedOff',
  'outputs',
  'outputsUnknown',
  'browserVoice',
  'failed',
] as const
export const ServiceNote = z.object({ kind: z.enum(SERVICE_NOTES), value: z.string() })
export type ServiceNote = z.infer<typeof ServiceNote>

/** What a look at one part of the device came to: in English as in the log, and as the menu words it. */
export const ServiceCheck = z.object({ name: z.enum(SERVICE_CHECKS), well: z.boolean(), detail: z.string(), note: ServiceNote })
export type ServiceCheck = z.infer<typeof ServiceCheck>

/** What the menu shows of the device; no personal data. */
export const ServiceOverview = z.object({
  role: ServiceRole,
  deviceName: z.string(),
  version: z.string(),
  closed: z.boolean(),
  waiting: z.int(),
  canRestart: z.boolean(),
  pixelsPerMm: z.number(),
  reachLimitMm: z.number(),
  /** The health of the device as a QR code, for a support that must not plug anything in. */
  diagnostics: z.array(z.string().check(z.regex(/^[01]+$/))),
})
export type ServiceOverview = z.infer<typeof ServiceOverview>

const SERVICE_ACTIONS = ['printTest', 'close', 'open', 'restart'] as const
export const ServiceAction = z.enum(SERVICE_ACTIONS)
export type ServiceAction = z.infer<typeof ServiceAction>
/** `forbidden`: locked again, or not for this role. */
export const ServiceOutcome = z.object({ outcome: z.enum(['done', 'failed', 'forbidden']) })
export type ServiceOutcome = z.infer<typeof ServiceOutcome>
