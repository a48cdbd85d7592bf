import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import * as z from 'zod/mini'
import { reasonOf } from '../../contract/reason.ts'

function isSmtpUrl(text: string): boolean {
  try {
    const { protocol, hostname, username, password } = new URL(text)
    return /^smtps?:$/.test(protocol) && hostname !== '' && decodeURIComponent(username + password) !== null
  } catch {
    return false
  }
}

function isCertificate(path: string): boolean {
  try {
    return new X509Certificate(readFileSync(path)).subject !== undefined
  } catch {
    return false
  }
}

const bareAddress = (text: string): string => /<([^<>]+)>\s*$/.exec(text)?.[1] ?? text.trim()

/** How central sends mails. */
export const MailConfig = z.strictObject({
  /** `smtp://user:password@host:587` or `smtps://…`; absent: mails are written as files. */
  smtpUrl: z.optional(z.string().check(z.refine(isSmtpUrl, 'needs smtp://user:password@host:587 or smtps://host'))),
  /** PEM file of the authority that signed the relay's certificate, where it is the town's own. */
  caFile: z.optional(z.string().check(z.refine(isCertificate, 'needs a file with a certificate in PEM form'))),
  /** The sender's address. A display name is let go: the town's own stands in every mail. */
  from: z.optional(
    z.pipe(z.pipe(z.string().check(z.maxLength(320)), z.transform(bareAddress)), z.email('needs an address such as a@b.example')),
  ),
})
export type MailConfig = z.infer<typeof MailConfig>

const VARIABLES = { smtpUrl: 'FOYER_SMTP_URL', caFile: 'FOYER_SMTP_CA_FILE', from: 'FOYER_MAIL_FROM' } as const

/** The file's part with the environment over it; a fault names the key or the variable. */
export function readMail(
  file: MailConfig | undefined,
  env: Readonly<Record<string, string | undefined>>,
): { outcome: 'valid'; config: MailConfig } | { outcome: 'fault'; faults: readonly string[] } {
  const given = Object.entries(VARIABLES).filter(([, name]) => (env[name] ?? '') !== '')
  const parsed = MailConfig.safeParse({ ...file, ...Object.fromEntries(given.map(([key, name]) => [key, env[name]])) })
  if (parsed.success) return { outcome: 'valid', config: parsed.data }
  const faults = parsed.error.issues.map((issue) => {
    const key = String(issue.path[0])
    const [, variable] = given.find(([known]) => known === key) ?? []
    return `${variable ?? `mail.${key}`}: ${reasonOf(issue)}`
  })
  return { outcome: 'fault', faults }
}
