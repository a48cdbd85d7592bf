import * as z from 'zod/mini'
import { canonicalJson } from './canonical-json.ts'
import { SpeechSettings } from './device.ts'
import { Language } from './language.ts'
import { Base64, Instant } from './values.ts'

/** The bounds that hold wherever a waiting time is set. WCAG 2.2.1 gives everybody at least 20 seconds to react. */
export const IdleSettings = z.strictObject({
  quietSeconds: z.int().check(z.minimum(5), z.maximum(3600)),
  countdownSeconds: z.int().check(z.minimum(20), z.maximum(600)),
})

/** What a town sets for all its terminals at once; a device's own settings beat it. A terminal passes over what it does not know. */
export const TownSettings = z.object({
  language: z.optional(Language),
  idle: z.optional(z.partial(IdleSettings)),
  speech: z.optional(z.partial(SpeechSettings)),
})
export type TownSettings = z.infer<typeof TownSettings>

/** Settings as central gives them out. `version` only ever grows; `settings` stays as it was signed, known keys or not. */
export const SignedSettings = z.object({
  version: z.int().check(z.minimum(1)),
  issuedAt: Instant,
  settings: z.record(z.string(), z.unknown()),
  /** Ed25519 over `signedSettingsText`, by the key that central names at enrolment. */
  signature: Base64,
})
export type SignedSettings = z.infer<typeof SignedSettings>

/** Why a terminal did not take settings; the last good ones hold on. */
export const SETTINGS_FAULTS = ['malformed', 'signature', 'older', 'values'] as const
export type SettingsFault = (typeof SETTINGS_FAULTS)[number]

export const signedSettingsText = ({ version, issuedAt, settings }: Omit<SignedSettings, 'signature'>): string =>
  `foyer town settings\n${canonicalJson({ version, issuedAt, settings })}`
