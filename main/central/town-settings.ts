import { SignedSettings, type SettingsFault, signedSettingsText, TownSettings } from '../../sync/contract/town-settings.ts'
import type { Config } from '../config.ts'
import { isSignedBy } from '../is-signed-by.ts'
import type { Log } from '../ports.ts'

/** Where the last good settings lie; `pinned` is the key that central named when it took this device. */
export type SettingsPlace = {
  readonly settings: () => unknown
  readonly setSettings: (settings: SignedSettings) => Promise<void>
  readonly pinned: () => string | null
}

/** The settings of the town on this device. */
export type TownSettingsKeeper = {
  /** The version in force; 0 for none. */
  readonly version: () => number
  readonly fault: () => SettingsFault | null
  /** Central offers settings: kept durably if they are good and newer, else refused with a reason. */
  readonly offer: (offered: unknown) => Promise<void>
  /** The device's settings with the town's beneath those that the device sets itself. */
  readonly under: (config: Config) => Config
}

/** Takes what its central has signed, never goes back, and checks what it kept again at each start. */
export function createTownSettings(place: SettingsPlace, log: Log): TownSettingsKeeper {
  let kept: SignedSettings | null = null
  let fault: SettingsFault | null = null
  const refuse = (why: SettingsFault) => {
    if (fault !== why) log('warning', 'town settings refused', { code: why })
    fault = why
  }
  const stored = place.settings()
  if (stored !== undefined) {
    const judged = judge(stored, place.pinned())
    if (typeof judged === 'string') refuse(judged)
    else kept = judged
  }
  return {
    version: () => kept?.version ?? 0,
    fault: () => fault,
    offer: async (offered) => {
      const judged = judge(offered, place.pinned())
      if (typeof judged === 'string') return refuse(judged)
      // An old letter with a good signature is what somebody would play back.
      if (kept !== null && judged.version < kept.version) return refuse('older')
      if (kept !== null && judged.version === kept.version)
        return judged.signature === kept.signature ? undefined : refuse('older')
      await place.setSettings(judged)
      kept = judged
      fault = null
      log('info', 'town settings taken', { count: judged.version })
    },
    under: (config) => (kept === null ? config : laidUnder(config, TownSettings.parse(kept.settings))),
  }
}

function judge(offered: unknown, pinned: string | null): SignedSettings | SettingsFault {
  const parsed = SignedSettings.safeParse(offered)
  if (!parsed.success) return 'malformed'
  const { data } = parsed
  const isOurs =
    pinned !== null && isSignedBy(pinned, Buffer.from(signedSettingsText(data)), Buffer.from(data.signature, 'base64'))
  if (!isOurs) return 'signature'
  return TownSettings.safeParse(data.settings).success ? data : 'values'
}

function laidUnder(config: Config, { language, idle, speech }: TownSettings): Config {
  const own = (key: string) => config.given.includes(key)
  const under = <Part extends object>(
    name: string,
    part: Part,
    town: { readonly [Key in keyof Part]?: Part[Key] | undefined } = {},
  ) =>
    Object.fromEntries(
      Object.entries(part).map(([key, value]) => [key, own(`${name}.${key}`) ? value : (town[key as keyof Part] ?? value)]),
    ) as Part
  return {
    ...config,
    language: own('language') ? config.language : (language ?? config.language),
    idle: under('idle', config.idle, idle),
    speech: under('speech', config.speech, speech),
  }
}
