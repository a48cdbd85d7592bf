import * as z from 'zod/mini'
import { Language } from './language.ts'

export const KEYPAD_PRESETS = ['arrows', 'storm-navpad', 'storm-audionav'] as const
/** What a key of a tactile keypad means. Seven keys are enough for a whole booking; volume and jack are signals beside them. */
export const KeypadSignal = z.enum([
  'previous',
  'next',
  'select',
  'back',
  'repeat',
  'pause',
  'help',
  'volumeUp',
  'volumeDown',
  'jackIn',
  'jackOut',
])
export type KeypadSignal = z.infer<typeof KeypadSignal>
/** The tactile keypad; `keys` by `KeyboardEvent.code` go before the preset. */
export const KeypadSettings = z.strictObject({
  preset: z.enum(KEYPAD_PRESETS),
  keys: z.record(z.string().check(z.maxLength(40)), KeypadSignal),
})
/** `volume` is a share of the loudness that the device is calibrated to; it comes back after each visitor. */
export const SpeechSettings = z.strictObject({ on: z.boolean(), volume: z.number().check(z.minimum(0.1), z.maximum(1)) })

/** Whom a device serves: visitors, or staff who book for callers. */
export const Profile = z.enum(['lobby', 'desk'])

/** How this device is set up: what the page needs to draw itself. */
export const DeviceSettings = z.object({
  profile: Profile,
  language: Language,
  idle: z.object({ quietSeconds: z.number(), countdownSeconds: z.number() }),
  /** CSS pixels per millimetre of the panel. */
  pixelsPerMm: z.number(),
  /** The highest point, in millimetres above the screen's lower edge, that a seated visitor reaches. */
  reachLimitMm: z.number(),
  keypad: KeypadSettings,
  speech: SpeechSettings,
  /** Whether a headset is plugged in, as far as the keypad has told. */
  headset: z.boolean(),
  /** Kiosks ignore `?lang=` and `?profile=`; tests do not. */
  addressParameters: z.boolean(),
})
export type DeviceSettings = z.infer<typeof DeviceSettings>
