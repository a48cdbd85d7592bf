import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import * as z from 'zod/mini'
import { Settings } from './settings.ts'

/** A wrong flag, variable or file; the message is one line for the operator. */
export class BadConfig extends Error {
  override readonly name = 'BadConfig'
}

const bareAddress = (text: string): string => /<([^<>]+)>\s*$/.exec(text)?.[1] ?? text.trim()

const MailConfig = z.strictObject({
  /** `smtp://user:password@host:587` or `smtps://…`; absent: mails are written as files. */
  smtpUrl: z.optional(z.url({ protocol: /^smtps?$/ })),
  /** The sender's address. A display name is let go: the town's own stands in every mail. */
  from: z.optional(z.pipe(z.pipe(z.string().check(z.maxLength(320)), z.transform(bareAddress)), z.email())),
})
export type MailConfig = z.infer<typeof MailConfig>

const ConfigFile = z.strictObject({
  data: z.optional(z.string()),
  port: z.optional(z.int().check(z.minimum(0), z.maximum(65_535))),
  host: z.optional(z.string()),
  databaseUrl: z.optional(z.string()),
  keyFile: z.optional(z.string()),
  mail: z.optional(MailConfig),
  settings: z.optional(z.record(z.string(), z.unknown())),
})

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
} as const

export type Flags = {
  readonly config?: string | undefined
  readonly data?: string | undefined
  readonly port?: string | undefined
  readonly host?: string | undefined
  readonly embedded?: boolean | undefined
  readonly profile?: string | undefined
}

/** The server's flags. Throws BadConfig for unknown ones. */
export const parseServerFlags = (args: readonly string[]): Flags =>
  parseStrictly(() => parseArgs({ args: [...args], options: SERVER_FLAGS, strict: true, allowPositionals: false }).values)

/** Flag beats environment beats file beats default. Throws BadConfig; nothing is written. */
export function readConfig(flags: Flags, env: Environment): CentralConfig {
  const file = readFile(flags.config ?? env['FOYER_CONFIG'])
  const embedded = flags.embedded ?? false
  const dataDir = resolve(flags.data ?? env['FOYER_DATA'] ?? file.data ?? 'data')
  const publicUrl = env['FOYER_PUBLIC_URL'] ?? asText(file.settings?.['publicUrl'])
  const mail = MailConfig.safeParse({
    ...file.mail,
    ...(env['FOYER_SMTP_URL'] && { smtpUrl: env['FOYER_SMTP_URL'] }),
    ...(env['FOYER_MAIL_FROM'] && { from: env['FOYER_MAIL_FROM'] }),
  })
  if (!mail.success) throw new BadConfig(`mail.${firstIssue(mail.error)}`)
  const settings = Settings.safeParse({ ...file.settings, publicUrl: publicUrl ?? 'http://127.0.0.1' })
  if (!settings.success) throw new BadConfig(`settings.${firstIssue(settings.error)}`)
  if (!settings.data.passwordSignIn && !settings.data.oidc)
    throw new BadConfig('settings.passwordSignIn: without settings.oidc nobody could sign in')
  const known = Object.keys(Settings.shape)
  const unknown = Object.keys(file.settings ?? {}).find((key) => !known.includes(key))
  if (unknown !== undefined) throw new BadConfig(`settings.${unknown}: not a setting`)
  const webhookSecret = env['FOYER_WEBHOOK_SECRET'] ?? null
  if (settings.data.alerts.webhookUrl !== null && (webhookSecret?.length ?? 0) < 16)
    throw new BadConfig('settings.alerts.webhookUrl: needs FOYER_WEBHOOK_SECRET, at least 16 characters')
  return {
    dataDir,
    // An embedded central serves this machine alone.
    host: embedded ? '127.0.0.1' : (flags.host ?? env['FOYER_HOST'] ?? file.host ?? '127.0.0.1'),
    port: portOf(flags.port ?? env['FOYER_PORT']) ?? file.port ?? (embedded ? 0 : 8_080),
    databaseUrl: embedded ? null : databaseOf(env['DATABASE_URL'] ?? file.databaseUrl),
    keyFile: resolve(env['FOYER_KEY_FILE'] ?? file.keyFile ?? `${dataDir}/central/keys/keys.json`),
    embedded,
    profile: profileOf(flags.profile ?? env['FOYER_PROFILE']),
    testClock: env['FOYER_TEST_CLOCK'] === '1',
    mail: mail.data,
    webhookSecret,
    settings: file.settings ?? {},
    publicUrl: publicUrl ?? null,
  }
}

/** Runs a parser of flags; what it complains about becomes one line. */
export function parseStrictly<T>(parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    const [line] = error instanceof Error ? error.message.split('. ') : []
    throw new BadConfig(line ?? 'a flag is wrong')
  }
}

function readFile(path: string | undefined): z.infer<typeof ConfigFile> {
  if (path === undefined) return {}
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    const reason = error instanceof SyntaxError ? 'is not JSON' : 'cannot be read'
    throw new BadConfig(`the config file ${path} ${reason}`)
  }
  const parsed = ConfigFile.safeParse(value)
  if (!parsed.success) throw new BadConfig(`the config file ${path}: ${firstIssue(parsed.error)}`)
  return parsed.data
}

function firstIssue(error: z.core.$ZodError): string {
  const [issue] = error.issues
  const unknown = issue?.code === 'unrecognized_keys' ? `${issue.keys.join(', ')}: not a setting` : undefined
  return unknown ?? `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is wrong'}`
}

function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535) throw new BadConfig(`--port ${text}: a number from 0 to 65535 is needed`)
  return port
}

function profileOf(text: string | undefined): 'lobby' | 'desk' {
  if (text === undefined || text === 'lobby' || text === 'desk') return text ?? 'lobby'
  throw new BadConfig(`--profile ${text}: lobby or desk is needed`)
}

function databaseOf(url: string | undefined): string | null {
  if (url === undefined || url === '') return null
  if (!/^postgres(ql)?:\/\//.test(url)) throw new BadConfig('DATABASE_URL: only postgres:// addresses can be used')
  return url
}

const asText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
