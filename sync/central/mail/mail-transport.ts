import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import nodemailer from 'nodemailer'
import { makeFolder } from '../make-folder.ts'
import type { ComposedMail } from './compose-mail.ts'

/** A mail with its envelope. Addresses stand alone, without display names: a name cannot break a header it is not in. */
export type Letter = ComposedMail & {
  readonly to: string
  readonly from: { readonly name: string; readonly address: string }
  /** The same for every try of a mail: mail programs show a repeated one once. */
  readonly messageId: string
  readonly date: string
  readonly language: string
}

export type Delivery =
  | { readonly outcome: 'sent' }
  /** `lasting`: the server has refused the mail for good. */
  | { readonly outcome: 'failed'; readonly lasting: boolean; readonly error: string }

export type MailTransport = { readonly send: (letter: Letter) => Promise<Delivery>; readonly close: () => void }

export type SmtpSettings = {
  readonly host: string
  readonly port: number
  /** `implicit`: TLS from the first byte (465); `required`: STARTTLS or nothing; `none`: only for a relay on the same machine. */
  readonly tls: 'implicit' | 'required' | 'none'
  readonly user?: string | undefined
  readonly password?: string | undefined
  /** PEM of the authority that signed the relay's certificate, where it is the town's own. */
  readonly authority?: string | undefined
  readonly timeoutMs?: number | undefined
}

/** The mails of one turn share a connection; then it is ended as RFC 5321, 4.1.1.10 wants it, with QUIT. */
const IDLE_MS = 200

/** Sends through the town's mail relay. Every wait has an end, so a dead relay cannot hold the worker. */
export function smtpTransport(settings: SmtpSettings): MailTransport {
  const timeout = settings.timeoutMs ?? 20_000
  const transport = nodemailer.createTransport({
    // Without a pool, nodemailer hangs up without a word. What goes wrong is tried again by the outbox alone.
    pool: true,
    maxConnections: 1,
    maxRequeues: 0,
    idleTimeout: IDLE_MS,
    host: settings.host,
    port: settings.port,
    secure: settings.tls === 'implicit',
    requireTLS: settings.tls === 'required',
    ignoreTLS: settings.tls === 'none',
    ...(settings.user === undefined ? {} : { auth: { user: settings.user, pass: settings.password ?? '' } }),
    tls: { minVersion: 'TLSv1.2', ...(settings.authority === undefined ? {} : { ca: settings.authority }) },
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send(letter) {
      try {
        await transport.sendMail(messageOf(letter))
        return { outcome: 'sent' }
      } catch (error) {
        return failureOf(error)
      }
    },
    close: () => transport.close(),
  }
}

/** Writes mails as files `0001.eml`, `0002.eml` … for a town that only tries Foyer out. */
export function fileTransport(folder: string): MailTransport {
  const transport = nodemailer.createTransport({
    streamTransport: true,
    buffer: true,
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  let last: number | null = null
  return {
    async send(letter) {
      const { message } = await transport.sendMail(messageOf(letter))
      // Looked for once: with thousands of files that would take longer than the mail.
      last = await writeAfter(last ?? (await lastIn(folder)), folder, message as Buffer)
      return { outcome: 'sent' }
    },
    close: () => transport.close(),
  }
}

/** The highest number in the folder, which is made if it is not there. */
async function lastIn(folder: string): Promise<number> {
  makeFolder(folder)
  const numbers = (await readdir(folder)).map((name) => Number(/^(\d+)\.eml$/.exec(name)?.[1] ?? 0))
  return Math.max(0, ...numbers)
}

/** Writes the next file; answers its number. */
async function writeAfter(last: number, folder: string, bytes: Buffer): Promise<number> {
  const number = last + 1
  try {
    await writeFile(join(folder, `${String(number).padStart(4, '0')}.eml`), bytes, { flag: 'wx', mode: 0o600 })
    return number
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    // Somebody has thrown the folder away.
    if (code === 'ENOENT') return writeAfter(Math.max(last, await lastIn(folder)), folder, bytes)
    if (code !== 'EEXIST') throw error
    // Another process, or the alerts of this one, have taken the number.
    return writeAfter(Math.max(number, await lastIn(folder)), folder, bytes)
  }
}

function messageOf(letter: Letter) {
  return {
    from: { name: letter.from.name.replace(/[\p{Cc}\u2028\u2029]+/gu, ' '), address: letter.from.address },
    to: { name: '', address: letter.to },
    subject: letter.subject,
    text: letter.text,
    html: letter.html,
    messageId: letter.messageId,
    date: new Date(letter.date),
    // RFC 3834: no out-of-office answers to a machine.
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': letter.language },
    ...(letter.calendar === null
      ? {}
      : { icalEvent: { method: letter.calendar.method, filename: 'termin.ics', content: letter.calendar.text } }),
  }
}

/** A recipient may be refused for good; a wrong password, sender or relay rule is the town's to put right. */
const isRefusedRecipient = ({ command, responseCode: status = 0, response = '' }: SmtpError): boolean =>
  command === 'RCPT TO' && status > 530 && status < 600 && !/^\d{3}[ -]5\.7\./.test(response)

/** The server has read the mail and will not have it: the same mail meets the same answer (RFC 5321, 4.2.1). */
const isRefusedMail = ({ code, command, responseCode: status = 0 }: SmtpError): boolean =>
  code === 'EMESSAGE' && command === 'DATA' && status >= 500 && status < 600

type SmtpError = { responseCode?: number; response?: string; code?: string; originalCode?: string; command?: string }

// The server's own words may repeat the address: only codes are kept.
function failureOf(error: unknown): Delivery {
  const fields = error as SmtpError
  const status = fields.responseCode
  const lasting = isRefusedRecipient(fields) || isRefusedMail(fields)
  // ECONNREFUSED or CERT_HAS_EXPIRED says more than that there was something with the socket.
  const code = fields.originalCode ?? fields.code ?? 'ERROR'
  const parts = [code, fields.command, status === undefined ? undefined : String(status)]
  return { outcome: 'failed', lasting, error: parts.filter((part) => part !== undefined).join(' ') }
}
