import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { html } from 'ghtml'
import PostalMime from 'postal-mime'
import type { CentralContext } from '../context.ts'
import type { Markup } from '../pages/frame.ts'
import { framed } from '../pages/frame.ts'
import { sendPage } from '../pages/page-reply.ts'

const NAME = /^\d{4,9}$/
const MOST_SHOWN = 100
// The mail's own HTML has inline styles, as mails must; it is shown in a frame without script, forms or same origin.
const LETTER_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
const LIST_POLICY =
  "default-src 'none'; style-src 'self'; font-src 'self'; img-src data:; frame-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"

/**
 * The mails of a central without a mail relay, newest first, so that a demonstration can be followed to its end.
 * They hold personal data and working links: only this very machine may read them, and nobody through a proxy.
 */
export function registerMailPage(app: FastifyInstance, { store, town: source }: CentralContext, folder: string): void {
  const frame = async (title: string, main: Markup) => {
    const town = await store.read((tx) => source.current(tx))
    return framed({
      title,
      language: 'de',
      direction: 'ltr',
      town: town?.file.town ?? null,
      skip: 'Zum Inhalt springen',
      demonstration: 'Demonstration: Hier entstehen keine echten Termine',
      head: html`<nav aria-label="Bereiche"><ul><li><a href="/mail">Alle E-Mails</a></li></ul></nav>`,
      main,
      footer: html`<p>Ohne Mailserver liegen E-Mails als Dateien im Datenordner. Diese Seite zeigt sie nur auf diesem Rechner.</p>`,
    })
  }
  const guarded =
    (work: (request: FastifyRequest<{ Params: { name: string } }>, reply: FastifyReply) => Promise<FastifyReply>) =>
    async (request: FastifyRequest<{ Params: { name: string } }>, reply: FastifyReply) => {
      if (!isFromHere(request)) return reply.code(404).type('text/plain').send('not found')
      return work(request, reply)
    }
  const mailOf = async (name: string) => (NAME.test(name) ? readMail(folder, name) : null)

  app.get(
    '/mail',
    guarded(async (_request, reply) => {
      const names = (await listMails(folder)).slice(0, MOST_SHOWN)
      const mails = await Promise.all(names.map(async (name) => ({ name, mail: await readMail(folder, name) })))
      return sendPage(reply, 200, await frame('E-Mails', listMain(mails)), { policy: LIST_POLICY })
    }),
  )
  app.get<{ Params: { name: string } }>(
    '/mail/:name',
    guarded(async (request, reply) => {
      const { name } = request.params
      const mail = await mailOf(name)
      if (!mail)
        return sendPage(reply, 404, await frame('Nicht gefunden', '<h1>Diese E-Mail gibt es nicht</h1>'), { policy: LIST_POLICY })
      return sendPage(reply, 200, await frame(mail.subject, mailMain(name, mail)), { policy: LIST_POLICY })
    }),
  )
  app.get<{ Params: { name: string } }>(
    '/mail/:name/html',
    guarded(async (request, reply) => {
      const mail = await mailOf(request.params.name)
      if (!mail) return reply.code(404).type('text/plain').send('not found')
      // Links open beside the frame, not in it.
      return sendPage(reply, 200, mail.html.replace('<head>', '<head><base target="_blank">'), { policy: LETTER_POLICY })
    }),
  )
}

function isFromHere(request: FastifyRequest): boolean {
  const address = request.socket.remoteAddress ?? ''
  const proxied = request.headers['x-forwarded-for'] !== undefined || request.headers.forwarded !== undefined
  return !proxied && (address === '127.0.0.1' || address === '::1' || address === '::ffff:127.0.0.1')
}

type ShownMail = {
  readonly subject: string
  readonly to: string
  readonly date: string
  readonly text: string
  readonly html: string
  readonly attachments: readonly string[]
}

async function listMails(folder: string): Promise<string[]> {
  const files = await readdir(folder).catch(() => [])
  return files.flatMap((file) => /^(\d{4,9})\.eml$/.exec(file)?.[1] ?? []).toSorted((one, other) => Number(other) - Number(one))
}

async function readMail(folder: string, name: string): Promise<ShownMail | null> {
  const bytes = await readFile(join(folder, `${name}.eml`)).catch(() => null)
  if (bytes === null) return null
  const mail = await PostalMime.parse(bytes)
  return {
    subject: mail.subject ?? '',
    to: (mail.to ?? []).map(({ address }) => address ?? '').join(', '),
    date: mail.date ?? '',
    text: mail.text ?? '',
    html: mail.html ?? '',
    attachments: mail.attachments.map(({ filename }) => filename ?? ''),
  }
}

const when = (date: string) =>
  date === ''
    ? ''
    : new Intl.DateTimeFormat('de-DE', { dateStyle: 'short', timeStyle: 'medium', timeZone: 'Europe/Berlin' }).format(
        new Date(date),
      )

function listMain(mails: readonly { name: string; mail: ShownMail | null }[]): Markup {
  if (mails.length === 0) return '<h1>E-Mails</h1><div class="empty"><p>Noch keine E-Mail verschickt.</p></div>'
  const rows = mails.map(({ name, mail }) =>
    mail === null
      ? ''
      : html`<tr><th scope="row"><a href="/mail/${name}">${mail.subject}</a></th><td>${mail.to}</td><td>${when(mail.date)}</td></tr>`,
  )
  return html`<h1>E-Mails</h1><p class="quiet">Neueste zuerst.</p><div class="scroll" tabindex="0" role="region" aria-label="Tabelle"><table><caption class="hidden">Verschickte E-Mails</caption><thead><tr><th scope="col">Betreff</th><th scope="col">An</th><th scope="col">Wann</th></tr></thead><tbody>!${rows.join('')}</tbody></table></div>`
}

function mailMain(name: string, mail: ShownMail): Markup {
  return html`<h1>${mail.subject}</h1><p class="quiet">An ${mail.to}, ${when(mail.date)}${mail.attachments.length > 0 ? `, Anlage: ${mail.attachments.join(', ')}` : ''}</p>
<iframe class="letter" src="/mail/${name}/html" sandbox="allow-popups allow-popups-to-escape-sandbox" title="Die E-Mail, wie sie ankommt"></iframe>
<h2>Als Text</h2><pre>!${linked(mail.text)}</pre>`
}

/** Addresses in the text become links; everything else is escaped. */
const linked = (text: string): Markup =>
  text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part, index) => (index % 2 === 1 ? html`<a href="${part}">${part}</a>` : html`${part}`))
    .join('')
