import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import { createSynthesis } from '../speech/synthesis.ts'
import type { Config } from '../config.ts'
import { DEFAULTS } from '../config.ts'
import type { Clock } from '../ports.ts'

export type Finding = { readonly well: boolean; readonly detail: string }

/** Whether somebody has measured this panel: with the preset the keys may be too small and out of a seated visitor's reach. */
export function screen({ pixelsPerMm, reachLimitMm, file }: Config): Finding {
  const measured = pixelsPerMm !== DEFAULTS.pixelsPerMm || reachLimitMm !== DEFAULTS.reachLimitMm
  const detail = `${String(pixelsPerMm)} px per mm, reach ${String(reachLimitMm)} mm`
  return { well: true, detail: measured || file !== null ? detail : `${detail}: presets, measure the panel` }
}

const INPUTS = '/dev/input/by-id'

/** A keypad is a keyboard to the system. Only where the configuration names one that is not there it is a fault. */
export function keypad({ keypad: { preset } }: Config): Finding {
  if (!existsSync(INPUTS)) return { well: preset === 'arrows', detail: `${preset}, the system tells of no input devices` }
  const keyboards = readdirSync(INPUTS).filter((name) => name.endsWith('event-kbd'))
  if (preset === 'arrows') return { well: true, detail: `${preset}, ${String(keyboards.length)} keyboards` }
  const found = keyboards.find((name) => /storm/i.test(name))
  return found === undefined
    ? { well: false, detail: `${preset} is configured, none is plugged in` }
    : { well: true, detail: found }
}

const PCM = /^pcmC\d+D\d+p$/

/** Speech needs a voice and something to play it on. */
export async function sound({ speech, file }: Config): Promise<Finding> {
  if (!speech.on) return { well: true, detail: 'switched off' }
  const synthesis = createSynthesis()
  const wav = await synthesis.synthesize({ text: 'Eins, zwei.', lang: 'de', rate: 1 })
  await synthesis.stop()
  const voice = wav === null ? 'no voice of our own, the browser’s is used' : `a voice, ${String(wav.length)} bytes spoken`
  const outputs = existsSync('/dev/snd') ? readdirSync('/dev/snd').filter((name) => PCM.test(name)) : null
  if (outputs === null) return { well: true, detail: `${voice}; the system tells of no sound cards` }
  // A machine without settings of its own is somebody's desk or a server, not a terminal.
  return { well: outputs.length > 0 || file === null, detail: `${voice}, ${String(outputs.length)} outputs` }
}

/** Central's time beats this machine's, but only while it can be heard: offline, the machine's own must be right. */
export function timekeeping(clock: Clock): Finding {
  const sane = clock.now() > Date.parse('2026-01-01T00:00:00Z')
  const synchronised = existsSync('/run/systemd/timesync/synchronized') || readable('/var/lib/chrony/drift')
  const detail = new Date(clock.now()).toISOString()
  return { well: sane, detail: synchronised ? `${detail}, synchronised` : `${detail}, whether it is synchronised is not known` }
}

function readable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK)
    return true
  } catch {
    return false
  }
}
