import { KEYPAD_PRESETS, type KeypadSignal } from '../sync/contract/device.ts'

export { KEYPAD_PRESETS, type KeypadSignal }
export type KeypadPreset = (typeof KEYPAD_PRESETS)[number]

type Table = Readonly<Record<string, KeypadSignal>>

// A plain keyboard or a cursor keypad. Left and right are left to lists and calendars, which move by them.
const ARROWS: Table = {
  ArrowUp: 'previous',
  ArrowDown: 'next',
  Enter: 'select',
  Escape: 'back',
  F2: 'repeat',
  F3: 'pause',
  F1: 'help',
}

// Storm NavPad's code table as delivered: keys that no text field can mistake for typing. The jack reports itself.
const STORM_NAVPAD: Table = {
  F18: 'previous',
  F19: 'next',
  F20: 'select',
  F21: 'back',
  F22: 'pause',
  F23: 'repeat',
  F17: 'help',
  F15: 'jackIn',
  F16: 'jackOut',
  AudioVolumeUp: 'volumeUp',
  AudioVolumeDown: 'volumeDown',
}

// Storm AudioNav has no separate repeat and pause keys; its top key repeats.
const STORM_AUDIONAV: Table = { ...STORM_NAVPAD, F22: 'repeat', F24: 'pause' }

const TABLES: Readonly<Record<KeypadPreset, Table>> = {
  arrows: ARROWS,
  'storm-navpad': STORM_NAVPAD,
  'storm-audionav': STORM_AUDIONAV,
}

/**
 * The meaning of a key (`KeyboardEvent.code`) under a preset; a device's own table goes before it. Null for a key that is
 * none of the keypad's. While a text field has the focus, keys that a hardware keyboard types with are not taken from it.
 */
export function keypadSignal(
  code: string,
  { preset, own = {}, typing }: { preset: KeypadPreset; own?: Table; typing: boolean },
): KeypadSignal | null {
  const signal = own[code] ?? TABLES[preset][code] ?? null
  return typing && (signal === 'select' || signal === 'back') && preset === 'arrows' ? null : signal
}
