import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import type { ServiceCheck } from '../../sync/contract/service-menu.ts'
import { createSynthesis } from '../speech/synthesis.ts'
import type { Config } from '../config.ts'
import { DEFAULTS } from '../config.ts'
import type { Clock } from '../ports.ts'

export type Finding = Omit<ServiceCheck, 'name'>

/** Whether somebody has measured this panel: with the preset the keys may be too small and out of a seated visitor's reach. */
export function screen({ pixelsPerMm, reachLimitMm, file }: Config): Finding {
  const measured = pixelsPerMm !== DEFAULTS.pixelsPerMm || reachLimitMm !== DEFAULTS.reachLimitMm
  const detail = `${String(pixelsPerMm)} px per mm, reach ${String(reachLimitMm)} mm`
  const value = `${String(pixelsPerMm)} px/mm, ${String(reachLimitMm)} mm`
  return measured || file !== null
    ? { well: true, detail, note: { kind: 'measured', value } }
    : { well: true, detail: `${detail}: presets, measure the panel`, note: { kind: 'presets', value } }
}

const INPUTS = '/dev/input/by-id'

/** A keypad is a keyboard to the system. Only where the configuration names one that is not there it is a fault. */
export function keypad({ keypad: { preset } }: Config, platform: NodeJS.Platform): Finding {
  const own = preset === 'arrows'
  // Only Linux lists its devices in files; without a keyboard it may not even have the folder.
  const listed = platform === 'linux'
  if (!listed || !existsSync(INPUTS)) {
    const missing = listed && !own
    const detail = `${preset}, the system tells of no input devices`
    return { well: !missing, detail, note: { kind: missing ? 'keypadMissing' : 'inputsUnknown', value: preset } }
  }
  const keyboards = readdirSync(INPUTS).filter((name) => name.endsWith('event-kbd'))
  const count = String(keyboards.length)
  if (own) return { well: true, detail: `${preset}, ${count} keyboards`, note: { kind: 'keyboards', value: count } }
  const found = keyboards.find((name) => /storm/i.test(name))
  return found === undefined
    ? { well: false, detail: `${preset} is configured, none is plugged in`, note: { kind: 'keypadMissing', value: preset } }
    : { well: true, detail: found, note: { kind: 'keypadFound', value: found } }
}

const PCM = /^pcmC\d+D\d+p$/

/** Speech needs a voice and something to play it on. */
export async function sound({ speech, file }: Config): Promise<Finding> {
  if (!speech.on) return { well: true, detail: 'switched off', note: { kind: 'switchedOff', value: '' } }
  const synthesis = createSynthesis()
  const wav = await synthesis.synthesize({ text: 'Eins, zwei.', lang: 'de', rate: 1 })
  await synthesis.stop()
  const voice = wav === null ? 'no voice of our own, the browser’s is used' : `a voice, ${String(wav.length)} bytes spoken`
  const outputs = existsSync('/dev/snd') ? readdirSync('/dev/snd').filter((name) => PCM.test(name)) : null
  const unheard = wav === null ? ('browserVoice' as const) : null
  if (outputs === null) {
    const detail = `${voice}; the system tells of no sound cards`
    return { well: true, detail, note: { kind: unheard ?? 'outputsUnknown', value: '' } }
  }
  const count = String(outputs.length)
  // A machine without settings of its own is somebody's desk or a server, not a terminal.
  const well = outputs.length > 0 || file === null
  return { well, detail: `${voice}, ${count} outputs`, note: { kind: (well ? unheard : null) ?? 'outputs', value: count } }
}

/** Central's time beats this machine's, but only while it can be heard: offline, the machine's own must be right. */
export function timekeeping(clock: Clock): Finding {
  const sane = clock.now() > Date.parse('2026-01-01T00:00:00Z')
  const synchronised = existsSync('/run/systemd/timesync/synchronized') || readable('/var/lib/chrony/drift')
  const detail = new Date(clock.now()).toISOString()
  const kind = sane ? (synchronised ? 'synchronised' : 'clockAlone') : 'clockWrong'
  const told = synchronised ? `${detail}, synchronised` : `${detail}, whether it is synchronised is not known`
  return { well: sane, detail: told, note: { kind, value: detail.slice(0, 16).replace('T', ' ') } }
}

function readable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK)
    return true
  } catch {
    return false
  }
}
