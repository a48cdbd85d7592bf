import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import * as z from 'zod/mini'
import { reasonOf } from '../contract/reason.ts'
import { NOT_UTF8, textOf } from '../contract/utf8-text.ts'
import { addressOf } from './address-of.ts'
import { MailConfig, readMail } from './mail/mail-config.ts'
import { Settings } from './settings.ts'

/** A wrong flag, variable or file; the message is one line for the operator, `faults` a line for each thing that is wrong. */
export class BadConfig extends Error {
  override readonly name = 'BadConfig'
  readonly faults: readonly string[]

  constructor(fault: string, more: readonly string[] = []) {
    super(fault)
    this.faults = [fault, ...more]
  }
}

/** What a file may hold for central. */
export const ConfigFile = z.strictObject({
  data: z.optional(z.string()),
  port: z.optional(z.int().check(z.minimum(0), z.maximum(65_535))),
  host: z.optional(z.string()),
  databaseUrl: z.optional(z.string()),
  keyFile: z.optional(z.string()),
  mail: z.optional(MailConfig),
  settings: z.optional(z.record(z.string(), z.unknown())),
})

const WithSettings = z.object({ settings: ConfigFile.shape.settings })

/** Keys of the same file that a station reads. */
export const STATION_KEYS = [
  'profile',
  'shell',
  'central',
  'language',
  'display',
  'idle',
  'pixelsPerMm',
  'reachLimitMm',
  'lockMinutes',
  'keypad',
  'speech',
  'printer',
  'homeOffice',
  'enrolmentCode',
  'deviceName',
  'updates',
  'servicePins',
  'keyProtection',
  'eventLog',
  'addressParameters',
] as const

export type CentralConfig = {
  readonly dataDir: string
  readonly host: string
  readonly port: number
  readonly databaseUrl: string | null
  readonly keyFile: string
  readonly embedded: boolean
  /** Of the device that an embedded central enrols. */
  readonly profile: 'lobby' | 'desk'
  readonly testClock: boolean
  readonly mail: MailConfig
  /** Signs what the alerts' webhook is sent; null without a webhook. */
  readonly webhookSecret: string | null
  /** Without `publicUrl`, which may depend on the port that is found. */
  readonly settings: Readonly<Record<string, unknown>>
  readonly publicUrl: string | null
}

export type Environment = Readonly<Record<string, string | undefined>>

/** Flags that choose which central: also the operator's tool takes them. */
export const PLACE_FLAGS = { config: { type: 'string' }, data: { type: 'string' } } as const
const SERVER_FLAGS = {
  ...PLACE_FLAGS,
  port: { type: 'string' },
  host: { type: 'string' },
  embedded: { type: 'boolean' },
  profile: { type: 'string' },
  // `npm start` and `npm run central` take the same flags; these two say nothing to central.
  shell: { type: 'string' },
  central: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

export type Flags = {
  readonly config?: string | undefined
  readonly data?: string | undefined
  readonly port?: string | undefined
  readonly host?: string | undefined
  readonly embedded?: boolean | undefined
  readonly profile?: string | undefined
  readonly shell?: string | undefined
  readonly central?: string | undefined
  readonly help?: boolean | undefined
}

/** The server's flags. Throws BadConfig for unknown ones. */
export const parseServerFlags = (args: readonly string[]): Flags =>
  parseStrictly(() => parseArgs({ args: [...args], options: SERVER_FLAGS, strict: true, allowPositionals: false }).values)

/** Flag beats environment beats file beats default. Throws BadConfig; nothing is written. */
export function readConfig(flags: Flags, env: Environment): CentralConfig {
  checkStationFlags(flags)
  const { file, faults: faultsOfFile } = readFile(flags.config ?? (env['FOYER_CONFIG'] || undefined))
  const given = withSecret(file.settings ?? {}, env['FOYER_OIDC_CLIENT_SECRET'] || undefined)
  const embedded = flags.embedded ?? false
  const dataDir = resolve(flags.data ?? (env['FOYER_DATA'] || undefined) ?? file.data ?? 'data')
  const publicUrl = (env['FOYER_PUBLIC_URL'] || undefined) ?? given['publicUrl']
  const mail = readMail(file.mail, env)
  const settings = Settings.safeParse({ ...given, publicUrl: publicUrl ?? 'http://127.0.0.1' })
  const known = Object.keys(Settings.shape)
  const unknown = Object.keys(given).filter((key) => !known.includes(key))
  const [fault, ...more] = [
    ...faultsOfFile,
    ...(mail.outcome === 'fault' ? mail.faults : []),
    ...(settings.success ? [] : faultsOf(settings.error).map((line) => nameOfSetting(line, env))),
    ...unknown.map((key) => `settings.${plain(key)}: not a setting`),
  ]
  if (fault !== undefined || mail.outcome === 'fault' || !settings.success) throw new BadConfig(fault ?? 'it does not fit', more)
  if (!settings.data.passwordSignIn && !settings.data.oidc)
    throw new BadConfig('settings.passwordSignIn: without settings.oidc nobody could sign in')
  const webhookSecret = env['FOYER_WEBHOOK_SECRET'] || null
  if (settings.data.alerts.webhookUrl !== null && (webhookSecret?.length ?? 0) < 16)
    throw new BadConfig('settings.alerts.webhookUrl: needs FOYER_WEBHOOK_SECRET, at least 16 characters')
  return {
    dataDir,
    // An embedded central serves this machine alone.
    host: embedded
      ? '127.0.0.1'
      : (hostOf('--host', flags.host) ??
        hostOf('FOYER_HOST', env['FOYER_HOST'] || undefined) ??
        hostOf('host', file.host) ??
        '127.0.0.1'),
    port:
      portOf('--port', flags.port) ?? portOf('FOYER_PORT', env['FOYER_PORT'] || undefined) ?? file.port ?? (embedded ? 0 : 8_080),
    databaseUrl: embedded ? null : databaseOf((env['DATABASE_URL'] || undefined) ?? file.databaseUrl),
    keyFile: resolve((env['FOYER_KEY_FILE'] || undefined) ?? file.keyFile ?? `${dataDir}/central/keys/keys.json`),
    embedded,
    profile: profileOf('--profile', flags.profile) ?? profileOf('FOYER_PROFILE', env['FOYER_PROFILE'] || undefined) ?? 'lobby',
    testClock: env['FOYER_TEST_CLOCK'] === '1',
    mail: mail.config,
    webhookSecret,
    settings: given,
    publicUrl: publicUrl === undefined ? null : settings.data.publicUrl,
  }
}

/** The secret that central has at the town's own sign-in, which better stands in no file; where there is none, it says nothing. */
function withSecret(
  settings: Readonly<Record<string, unknown>>,
  clientSecret: string | undefined,
): Readonly<Record<string, unknown>> {
  const { oidc } = settings
  if (clientSecret === undefined || typeof oidc !== 'object' || oidc === null) return settings
  return { ...settings, oidc: { ...oidc, clientSecret } }
}

/** Runs a parser of flags; what it complains about becomes one line. */
export function parseStrictly<T>(parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    const [line] = error instanceof Error ? error.message.split(/\.\s/) : []
    throw new BadConfig(line ?? 'a flag is wrong')
  }
}

/** What the file holds; where it does not fit, its faults and only its settings, so that their faults can be told as well. */
function readFile(path: string | undefined): { file: z.infer<typeof ConfigFile>; faults: readonly string[] } {
  if (path === undefined) return { file: {}, faults: [] }
  let value: unknown
  try {
    const text = textOf(readFileSync(path))
    if (text === null) throw new BadConfig(`the config file ${path} ${NOT_UTF8}`)
    value = JSON.parse(text)
  } catch (error) {
    if (error instanceof BadConfig) throw error
    const reason = error instanceof SyntaxError ? 'is not JSON' : 'cannot be read'
    throw new BadConfig(`the config file ${path} ${reason}`)
  }
  const parsed = ConfigFile.safeParse(withoutStation(value))
  if (parsed.success) return { file: parsed.data, faults: [] }
  const faults = faultsOf(parsed.error).map((line) => `the config file ${path}: ${line}`)
  return { file: WithSettings.safeParse(value).data ?? {}, faults }
}

function withoutStation(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).filter(([key]) => !STATION_KEYS.some((theirs) => theirs === key)))
}

/** A line for each: where it is, and what is wrong there. */
const faultsOf = (error: z.core.$ZodError): string[] =>
  error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => `${plain([...issue.path, key].join('.'))}: not a setting`)
      : [`${issue.path.length === 0 ? '' : `${plain(issue.path.join('.'))}: `}${reasonOf(issue)}`],
  )

/** A key may hold anything at all, a line's end too. */
const plain = (key: string): string => key.replace(/[^\x20-\x7e]/g, '?')

const nameOfSetting = (fault: string, env: Environment): string =>
  env['FOYER_PUBLIC_URL'] && fault.startsWith('publicUrl: ')
    ? fault.replace('publicUrl', 'FOYER_PUBLIC_URL')
    : `settings.${fault}`

/** What says nothing to central, but would be wrong at the terminal too. */
function checkStationFlags({ data, shell, central }: Flags): void {
  if (data === '') throw new BadConfig('--data: needs a text')
  if (shell !== undefined && !['auto', 'electron', 'browser', 'none'].includes(shell))
    throw new BadConfig('--shell: needs one of auto, electron, browser, none')
  const protocol = central === undefined || !URL.canParse(central) ? null : new URL(central).protocol
  if (central !== undefined && protocol !== 'http:' && protocol !== 'https:')
    throw new BadConfig('--central: needs an address that begins with http:// or https://')
}

function hostOf(name: string, host: string | undefined): string | undefined {
  if (host === undefined || (host !== '' && URL.canParse(addressOf(host, 80)) && !/[/?#@\s]/.test(host))) return host
  throw new BadConfig(`${name}: needs an IP address or a host name`)
}

function portOf(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535) throw new BadConfig(`${name}: needs a whole number from 0 to 65535`)
  return port
}

function profileOf(name: string, text: string | undefined): 'lobby' | 'desk' | undefined {
  if (text === undefined || text === 'lobby' || text === 'desk') return text
  throw new BadConfig(`${name}: needs one of lobby, desk`)
}

function databaseOf(url: string | undefined): string | null {
  if (url === undefined || url === '') return null
  if (!/^postgres(ql)?:\/\//.test(url)) throw new BadConfig('DATABASE_URL: only postgres:// addresses can be used')
  return url
}
