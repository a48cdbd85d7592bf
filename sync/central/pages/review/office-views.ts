import { html } from 'ghtml'
import type { Office } from '../../../contract/catalogue.ts'
import type { MailKind } from '../../mail/mail-news.ts'
import { isoOf } from '../../planning/local-day.ts'
import { de } from '../../texts/de.ts'
import { shortMoment } from '../../texts/moment.ts'
import type { LoadedTown } from '../../town/town-source.ts'
import type { Markup } from '../frame.ts'
import type { ReplyTemplate } from '../../booking/reply-templates.ts'
import { auditActor, auditWords } from './audit-words.ts'
import { csrfField } from './staff-frame.ts'

type Who = { readonly town: LoadedTown; readonly session: { readonly csrfToken: string } }
export type DeadMail = {
  readonly mailId: string
  readonly kind: string
  readonly number: string | null
  readonly deadAtMs: number
  readonly attempts: number
  readonly error: string | null
}
export type AuditLine = {
  readonly at: number
  readonly action: string
  readonly detail: string | null
  readonly actor_kind: string
  readonly name: string | null
  readonly number: string | null
}

const KINDS: Readonly<Record<MailKind, string>> = {
  link: 'Bitte um Bestätigung',
  received: 'Anfrage angekommen',
  accepted: 'Zusage',
  declined: 'Ablehnung',
  moved: 'Verlegung',
  cancelled: 'Absage',
  reminder: 'Erinnerung',
  expired: 'Verfallen',
  unanswered: 'Ohne Antwort',
  refused: 'Nicht möglich',
  question: 'Rückfrage',
  earlier: 'Früherer Termin',
}
/** A version to come may have queued one that we do not know. */
const kindOf = (kind: string): string => (Object.hasOwn(KINDS, kind) ? KINDS[kind as MailKind] : kind)

/** Mails that could not be sent, by number and kind: whom to call. */
export function deadMailsMain(
  { town, session }: Who,
  { mails, waiting, tried, said }: { mails: readonly DeadMail[]; waiting: number; tried: number; said: Markup },
): Markup {
  const rows = mails.map(
    (mail) =>
      html`<tr><th scope="row"><span class="number">${mail.number ?? '–'}</span></th><td>${kindOf(mail.kind)}</td><td class="when">${shortMoment(de, isoOf(mail.deadAtMs), town.zone)}</td><td>${String(mail.attempts)}</td><td>${mail.error ?? ''}</td><td class="actions-cell"><form method="post" action="/staff/mails/${mail.mailId}/again">!${csrfField(session)}<button class="button second slim" type="submit" aria-label="${mail.number ?? ''} ${kindOf(mail.kind)}: noch einmal senden">Noch einmal senden</button></form></td></tr>`,
  )
  return html`!${said}<div class="day-head"><h1>Nicht zugestellte E-Mails</h1><p class="quiet">${String(waiting)} warten, davon ${String(tried)} schon einmal versucht</p></div>
!${mails.length === 0 ? html`<div class="empty"><p>Alle E-Mails sind zugestellt oder noch unterwegs.</p></div>` : html`<div class="scroll" tabindex="0" role="region" aria-label="Tabelle"><table><caption class="hidden">Nicht zugestellte E-Mails</caption><thead><tr><th scope="col">Termin</th><th scope="col">E-Mail</th><th scope="col">Aufgegeben</th><th scope="col">Versuche</th><th scope="col">Fehler</th><th scope="col">Erneut</th></tr></thead><tbody>!${rows.join('')}</tbody></table></div>`}`
}

/** What stands in the form for a new one: something that could not be taken, or nothing. */
export type TypedTemplate = { readonly title: string; readonly body: string }

/** Ready-made reasons of the offices. */
export function templatesMain(
  { session }: Who,
  {
    lists,
    said,
    typed,
  }: { lists: readonly { office: Office; templates: readonly ReplyTemplate[] }[]; said: Markup; typed: TypedTemplate },
): Markup {
  const csrf = csrfField(session)
  const own = lists.filter(({ templates }) => templates.length > 0)
  return html`!${said}<h1>Vorlagen für Ablehnungen</h1><div class="columns"><div>!${own.length === 0 ? html`<div class="empty"><p>Noch keine eigenen Vorlagen.</p></div>` : ''}!${own
    .map(
      ({ office, templates }) =>
        html`<section class="panel"><h2>${office.name.de}</h2>!${templates
          .map(
            ({ templateId, title, body }) =>
              html`<h3>${title}</h3><p>${body}</p><form method="post" action="/staff/templates/${templateId}/remove">!${csrf}<button class="button second danger slim" type="submit" aria-label="${title}: entfernen">Entfernen</button></form>`,
          )
          .join('')}</section>`,
    )
    .join('')}</div>
<section class="panel"><h2>Neue Vorlage</h2><form method="post" action="/staff/templates">!${csrf}
<div class="field"><label for="office">Behörde</label><select id="office" name="office">!${lists.map(({ office }) => html`<option value="${office.id}">${office.name.de}</option>`).join('')}</select></div>
<div class="field"><label for="title">Kurzer Name</label><input id="title" name="title" required maxlength="80" value="${typed.title}"></div>
<div class="field full"><label for="body">Text an die Person</label><textarea id="body" name="body" required maxlength="1000">${typed.body}</textarea></div>
<button class="button" type="submit">Speichern</button></form></section></div>`
}

/** Who did what and when; never what was read or written. */
export function auditMain(town: LoadedTown, lines: readonly AuditLine[]): Markup {
  const rows = lines.map(
    (line) =>
      html`<tr><td class="when">${shortMoment(de, isoOf(line.at), town.zone)}</td><td>${line.name ?? auditActor(line.actor_kind)}</td><th scope="row">${auditWords(line.action, line.detail)}<br><span class="quiet small">${line.action}</span></th><td class="number">${line.number ?? ''}</td></tr>`,
  )
  return html`<h1>Protokoll</h1><p class="quiet">${lines.length === 1 ? 'Die letzte Handlung.' : `Die letzten ${String(lines.length)} Handlungen, neueste zuerst.`} Inhalte stehen nicht darin.</p><div class="scroll" tabindex="0" role="region" aria-label="Tabelle"><table><caption class="hidden">Handlungen</caption><thead><tr><th scope="col">Wann</th><th scope="col">Wer</th><th scope="col">Was</th><th scope="col">Termin</th></tr></thead><tbody>!${rows.join('')}</tbody></table></div>`
}
