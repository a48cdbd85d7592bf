import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { resolve } from 'node:path'
import * as z from 'zod/mini'
import { KeypadSettings, Profile, SpeechSettings } from '../sync/contract/device.ts'
import { Language } from '../sync/contract/language.ts'
import { isLoopback } from '../sync/contract/loopback.ts'
import { IdleSettings } from '../sync/contract/town-settings.ts'
import { NOT_UTF8, textOf } from '../sync/contract/utf8-text.ts'
import { Base64, Id } from '../sync/contract/values.ts'
import { explainIssue, type Source } from './explain-issue.ts'
import { CODE_PAGE_NAMES } from './printing/code-page.ts'
import { PIN_HASH } from './service/pin.ts'
import { readCredential } from './secrets/credentials.ts'
import { at, isTree, leaves, merge, only, type Tree } from './settings-tree.ts'

const PRINTER_URI = /^(virtual:|tcp:\/\/([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?|file:\/.+|spooler:.+)$/
const isPrinterUri = (uri: string) => PRINTER_URI.test(uri) && (!uri.startsWith('tcp:') || URL.canParse(uri))

const TIME = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'needs a time, HH:MM'))
/** Updates by the program itself; without a feed the fleet tool updates. */
const Updates = z
  .strictObject({
    feed: z.nullable(z.url({ protocol: /^https?$/, error: 'needs an address that begins with http:// or https://' })),
    publicKey: z.nullable(Base64),
    from: TIME,
    until: TIME,
  })
  .check(
    z.refine(({ feed, publicKey }) => feed === null || publicKey !== null, {
      path: ['publicKey'],
      error: 'needs the key of who releases',
    }),
  )

const PinHash = z.string().check(z.regex(PIN_HASH, 'needs what foyer --service-pin prints'))

/** Central has a host name of its own: an address with a path would be asked somewhere else than it says. */
const CentralAddress = z.url({ protocol: /^https?$/, error: 'needs an address that begins with http:// or https://' }).check(
  z.refine((address) => !URL.canParse(address) || /^\/?$/.test(new URL(address).pathname + new URL(address).search), {
    error: 'needs an address without a path, such as https://termine.stadt.example',
  }),
)

export const Settings = z.strictObject({
  data: z.string().check(z.minLength(1)),
  port: z.int().check(z.minimum(0), z.maximum(65_535)),
  profile: Profile,
  shell: z.enum(['auto', 'electron', 'browser', 'none']),
  central: z.nullable(CentralAddress),
  language: Language,
  idle: IdleSettings,
  display: z.nullable(z.string().check(z.minLength(1), z.maxLength(100))),
  pixelsPerMm: z.number().check(z.minimum(1), z.maximum(20)),
  reachLimitMm: z.number().check(z.minimum(100), z.maximum(3000)),
  /** At a desk: minutes without a key before it locks. */
  lockMinutes: z.number().check(z.minimum(1), z.maximum(60)),
  keypad: KeypadSettings,
  speech: SpeechSettings,
  printer: z.strictObject({
    uri: z.string().check(z.refine(isPrinterUri, 'needs virtual:, tcp://host:9100, file:/dev/usb/lp0 or spooler:NAME')),
    columns: z.union([z.literal(48), z.literal(42), z.literal(32)], 'needs 48, 42 or 32'),
    codePage: z.enum(CODE_PAGE_NAMES),
    /** `n` of `ESC t n` where the maker counts differently from Epson; null: Epson's. */
    codePageNumber: z.nullable(z.int().check(z.minimum(0), z.maximum(255))),
    /** False for a printer or print server that never says anything: what it has taken then counts as printed. */
    answers: z.boolean(),
  }),
  homeOffice: z.nullable(Id),
  enrolmentCode: z.nullable(z.string().check(z.maxLength(40))),
  deviceName: z.string().check(z.minLength(1), z.maxLength(80)),
  /** Hashes of the PINs of the service menu (`foyer service-pin`); null for none. */
  servicePins: z.strictObject({ it: z.nullable(PinHash), staff: z.nullable(PinHash) }),
  updates: Updates,
  /** `required`: the program does not start where nothing but a file's mode would protect the device's key. */
  keyProtection: z.enum(['auto', 'required']),
  /** On Windows: whether warnings and errors also reach the system's Application log. */
  eventLog: z.boolean(),
  /** Whether the page honours `?lang=` and `?profile=`; null: everywhere but in Electron. */
  addressParameters: z.nullable(z.boolean()),
})
export type Settings = z.infer<typeof Settings>

export type Config = Settings & {
  /** A test may set the clocks; refused in a packaged build. */
  readonly testClock: boolean
  /** The file that was read, if any. */
  readonly file: string | null
  /** The keys that were set, by whatever way; the others are defaults, which settings of the town beat. */
  readonly given: readonly string[]
}

export const DEFAULTS: Settings = {
  data: 'data',
  port: 0,
  profile: 'lobby',
  shell: 'auto',
  central: null,
  language: 'de',
  idle: { quietSeconds: 60, countdownSeconds: 60 },
  display: null,
  // A 21.5-inch panel, its lower edge at 800 mm: seated visitors reach 1,050 mm (DIN 18040-1, EN 301 549 8.3.5).
  pixelsPerMm: 4.03,
  reachLimitMm: 250,
  keypad: { preset: 'arrows', keys: {} },
  speech: { on: true, volume: 0.7 },
  lockMinutes: 10,
  printer: { uri: 'virtual:', columns: 48, codePage: 'PC858', codePageNumber: null, answers: true },
  homeOffice: null,
  enrolmentCode: null,
  deviceName: 'Foyer',
  servicePins: { it: null, staff: null },
  updates: { feed: null, publicKey: null, from: '02:00', until: '04:00' },
  keyProtection: 'auto',
  eventLog: true,
  addressParameters: null,
}

/** Keys of the same file that the embedded central reads, or a central that shares it. */
export const CENTRAL_KEYS = ['host', 'databaseUrl', 'keyFile', 'mail', 'settings'] as const

const FLAGS = ['data', 'port', 'profile', 'shell', 'central'] as const
export const USAGE = 'known flags: --config FILE, --data DIR, --port N, --profile NAME, --shell NAME, --central URL'
/** `more`: what else is wrong, a line for each. */
export type ConfigAnswer = { outcome: 'valid'; config: Config } | { outcome: 'fault'; message: string; more: readonly string[] }

/**
 * Reads flags, environment, credentials of systemd and file: flag beats environment beats credential beats file beats default.
 * A fault names where the value came from, its key and the reason. Nothing is written.
 */
export function readConfig(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  { packaged = false } = {},
): ConfigAnswer {
  try {
    const flags = readFlags(argv)
    const file = typeof flags['config'] === 'string' ? flags['config'] : environment['FOYER_CONFIG'] || undefined
    if (file === '') throw new ConfigFault('--config: needs a file')
    const sources: Source[] = [
      { name: (key) => `--${key}`, values: only(flags, FLAGS) },
      { name: environmentName, values: readEnvironment(environment) },
      { name: () => `credential ${CODE_CREDENTIAL}`, values: readCredentials(environment) },
      ...(file === undefined ? [] : [{ name: (key: string) => `${file}: ${key}`, values: readFile(file) }]),
    ]
    const merged = sources.toReversed().reduce<Tree>((all, { values }) => merge(all, values), { deviceName: hostname() })
    const parsed = Settings.safeParse(merge(merge({}, DEFAULTS), merged))
    if (!parsed.success) {
      const [message = 'the configuration does not fit', ...more] = parsed.error.issues.flatMap((issue) =>
        explainIssue(issue, sources, leaves(DEFAULTS)),
      )
      return { outcome: 'fault', message, more }
    }
    const testClock = environment['FOYER_TEST_CLOCK'] === '1'
    if (testClock && packaged) throw new ConfigFault('FOYER_TEST_CLOCK: not possible in a packaged build')
    // Only a source tree brings a central of its own.
    if (packaged && parsed.data.central === null) throw new ConfigFault('central: needs an address')
    if (packaged && !isConfidential(new URL(parsed.data.central ?? ''))) {
      throw new ConfigFault(
        'central: needs https:// (http:// leads only to this machine): the key that seals persons comes from it',
      )
    }
    return {
      outcome: 'valid',
      config: { ...parsed.data, data: resolve(parsed.data.data), testClock, file: file ?? null, given: leaves(merged) },
    }
  } catch (error) {
    if (error instanceof ConfigFault) return { outcome: 'fault', message: error.message, more: [] }
    throw error
  }
}

/** Whether nobody on the network can read along or answer in its place. */
const isConfidential = (url: URL): boolean => url.protocol === 'https:' || isLoopback(url)

class ConfigFault extends Error {
  override readonly name = 'ConfigFault'
}

function readFlags(argv: readonly string[]): Tree {
  const flags: Tree = {}
  for (let index = 0; index < argv.length; index += 1) {
    const [, key = '', inline] = /^--([a-z]+)(?:=(.*))?$/s.exec(argv[index] ?? '') ?? []
    if (key !== 'config' && !FLAGS.some((flag) => flag === key)) throw new ConfigFault(`${argv[index]}: unknown; ${USAGE}`)
    const value = inline ?? argv[(index += 1)]
    if (value === undefined) throw new ConfigFault(`--${key}: needs a value`)
    flags[key] = scalar(key, value)
  }
  return flags
}

/** Every key of the settings has a variable: `idle.quietSeconds` is `FOYER_IDLE_QUIET_SECONDS`. */
const environmentName = (key: string) =>
  `FOYER_${key
    .replaceAll('.', '_')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toUpperCase()}`

function readEnvironment(environment: Readonly<Record<string, string | undefined>>): Tree {
  const tree: Tree = {}
  for (const key of leaves(DEFAULTS)) {
    const value = environment[environmentName(key)]
    if (value === undefined || value === '') continue
    const [first = '', second] = key.split('.')
    if (second === undefined) tree[first] = scalar(key, value)
    else tree[first] = { ...(tree[first] as Tree | undefined), [second]: scalar(key, value) }
  }
  return tree
}

const CODE_CREDENTIAL = 'foyer-enrolment-code'
/** The one secret among the settings need not stand in a file. */
function readCredentials(environment: Readonly<Record<string, string | undefined>>): Tree {
  const code = readCredential(environment, CODE_CREDENTIAL)
  return code === null ? {} : { enrolmentCode: code.toString('utf8').trim() }
}

function readFile(file: string): Tree {
  const fault = (reason: string) => new ConfigFault(`${file}: ${reason}`)
  let text: string | null
  try {
    text = textOf(readFileSync(file))
  } catch (error) {
    throw fault(`cannot be read (${error instanceof Error && 'code' in error ? String(error.code) : 'unknown'})`)
  }
  if (text === null) throw fault(NOT_UTF8)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw fault(`is not JSON (${error instanceof Error ? error.message.replace(/\s+/g, ' ') : ''})`)
  }
  // Assigning to it would change an object's prototype instead of showing up as a key.
  if (/"__proto__"\s*:/.test(text)) throw fault('__proto__: unknown key')
  if (!isTree(value)) throw fault('needs one object')
  return Object.fromEntries(Object.entries(value).filter(([key]) => !CENTRAL_KEYS.some((theirs) => theirs === key)))
}

const leavesOf = (type: 'number' | 'boolean') => leaves(DEFAULTS).filter((key) => typeof at(DEFAULTS, key) === type)
const NUMBERS: readonly string[] = [...leavesOf('number'), 'printer.codePageNumber']
const BOOLEANS: readonly string[] = [...leavesOf('boolean'), 'addressParameters']

/** Flags and variables are text; a number or a yes/no is read where the key asks for one. */
function scalar(key: string, text: string): unknown {
  if (NUMBERS.includes(key) && /^-?\d+(\.\d+)?$/.test(text)) return Number(text)
  if (BOOLEANS.includes(key) && /^(true|false|1|0)$/.test(text)) return text === 'true' || text === '1'
  return text
}
