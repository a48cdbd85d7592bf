import { html } from 'ghtml'
import type { Person } from '../../../contract/person.ts'
import { LANGUAGE_NAMES } from './language-names.ts'
import type { BookingView } from '../../booking/booking-view.ts'
import { documentsOf } from '../../mail/mail-content.ts'
import type { StaffMember } from '../../staff/roles.ts'
import { may } from '../../staff/roles.ts'
import { de } from '../../texts/de.ts'
import { moment, shortMoment } from '../../texts/moment.ts'
import type { Markup } from '../frame.ts'
import { notice as noticeBox } from './staff-frame.ts'
import { csrfField } from './staff-frame.ts'
import { standingMark } from './inbox-views.ts'
import type { ReplyTemplate } from '../../booking/reply-templates.ts'

export type HistoryLine = { readonly at: string; readonly event: string; readonly who: string; readonly reason: string | null }
export type QuestionLine = { readonly askedAt: string; readonly question: string; readonly answer: string | null }
export type Detail = {
  readonly view: BookingView
  readonly person: Person | null
  readonly channel: 'kiosk' | 'desk'
  /** What the front desk wants the clerk to know. */
  readonly note: string | null
  readonly bookedAt: string
  readonly restricted: boolean
  readonly history: readonly HistoryLine[]
  readonly questions: readonly QuestionLine[]
  readonly templates: readonly ReplyTemplate[]
  readonly over: boolean
  /** It waits to be confirmed at the information desk. */
  readonly deskConfirms: boolean
  /** Whether the day of the visit has come. */
  readonly onItsDay: boolean
  /** What was typed into one of the forms and cannot be taken: it stays with its writer. */
  readonly refused: { readonly form: string; readonly text: string } | null
}
type Who = { readonly member: StaffMember; readonly session: { readonly csrfToken: string } }

/** One booking: what is asked, who asks, what can be answered, and what has been. */
export function detailMain(who: Who, detail: Detail, said: Markup): Markup {
  const { view } = detail
  const zone = view.town.zone
  return html`<p><a href="/staff">Zurück zu den Anfragen</a></p>!${said}
<div class="day-head"><h1>${moment(de, view.startsAt, zone)}</h1>!${standingMark(view.standing)}</div>
!${detail.restricted ? noticeBox('wait', 'Die Verarbeitung dieser Daten ist eingeschränkt (Artikel 18 DSGVO). Sie werden nur aufbewahrt.') : ''}
<div class="columns"><div>
<section class="panel" aria-labelledby="what"><h2 id="what">Termin</h2><dl class="facts">
!${fact('Nummer', html`<span class="number">${view.number}</span>`)}
!${fact('Behörde', html`${view.office.name.de}`)}
!${fact('Anliegen', view.services.map(({ service, count }) => html`${count > 1 ? `${String(count)} × ` : ''}${service.name.de}`).join('<br>'))}
!${fact('Gebucht', html`${shortMoment(de, detail.bookedAt, zone)}, ${detail.channel === 'kiosk' ? 'am Terminal' : 'am Empfang'}`)}
!${fact('Sprache', html`${LANGUAGE_NAMES[view.language]}`)}
!${detail.note === null ? '' : fact('Notiz des Empfangs', html`${detail.note}`)}</dl></section>
!${personPanel(detail)}
!${detail.questions.length === 0 ? '' : questionsPanel(detail, zone)}
<section class="panel" aria-labelledby="history"><h2 id="history">Verlauf</h2><div class="scroll" tabindex="0" role="region" aria-label="Tabelle"><table><thead><tr><th scope="col">Wann</th><th scope="col">Was</th><th scope="col">Wer</th></tr></thead><tbody>!${detail.history
    .map(
      (line) =>
        html`<tr><td>${shortMoment(de, line.at, zone)}</td><td>${line.event}!${line.reason === null ? '' : html`<br><span class="quiet small">${line.reason}</span>`}</td><td>${line.who}</td></tr>`,
    )
    .join('')}</tbody></table></div></section>
</div><div class="noprint">!${detail.restricted ? '' : answerPanels(who, detail)}!${may(who.member.role, 'privacy') ? privacyPanel(who, detail) : ''}</div></div>`
}

const fact = (label: string, value: Markup): Markup => html`<div><dt>${label}</dt><dd>!${value}</dd></div>`

function personPanel({ person, restricted }: Detail): Markup {
  if (restricted) return ''
  if (person === null)
    return html`<section class="panel"><h2>Person</h2><p class="quiet">Die Angaben zur Person sind gelöscht.</p></section>`
  const { address } = person
  return html`<section class="panel" aria-labelledby="who"><h2 id="who">Person</h2><dl class="facts">
!${fact('Name', html`${[person.firstName, person.familyName].filter((part) => part !== undefined).join(' ')}`)}
!${person.email === undefined ? '' : fact('E-Mail', html`<a href="mailto:${person.email.split('@').map(encodeURIComponent).join('@')}">${person.email}</a>`)}
!${person.phone === undefined ? '' : fact('Telefon', html`<a href="tel:${person.phone}">${person.phone}</a>`)}
!${person.birthDate === undefined ? '' : fact('Geburtsdatum', html`${person.birthDate.split('-').toReversed().join('.')}`)}
!${address === undefined ? '' : fact('Anschrift', html`${address.street}<br>${address.postalCode} ${address.city}`)}</dl></section>`
}

function questionsPanel({ questions }: Detail, zone: string): Markup {
  return html`<section class="panel" aria-labelledby="asked"><h2 id="asked">Rückfragen</h2>!${questions
    .map(
      (one) =>
        html`<p><span class="quiet small">${shortMoment(de, one.askedAt, zone)}</span></p><p class="quoted">${one.question}</p><p><strong>Antwort:</strong></p><p class="quoted">${one.answer ?? 'noch keine'}</p>`,
    )
    .join('')}</section>`
}

function answerPanels({ session }: Who, { view, templates, over, onItsDay, deskConfirms, person, refused }: Detail): Markup {
  const typed = (form: string) => (refused?.form === form ? refused.text : '')
  const open = (form: string) => (refused?.form === form ? 'open' : '')
  const at = `/staff/bookings/${view.bookingId}`
  const csrf = csrfField(session)
  const documents = documentsOf({ kind: 'accepted' }, view).map((document) => document.de)
  const accept = html`<section class="panel" aria-labelledby="yes"><h2 id="yes">Annehmen</h2><form method="post" action="${at}/accept">!${csrf}
<div class="field full"><label for="documents">Unterlagen zum Mitbringen</label><p class="hint" id="documents-hint">Eine Zeile je Unterlage. Sie stehen in der E-Mail an die Person.</p><textarea id="documents" name="documents" aria-describedby="documents-hint" rows="${String(Math.max(4, documents.length + 1))}">${refused?.form === 'accept' ? refused.text : documents.join('\n')}</textarea></div>
<button class="button" type="submit">Termin annehmen</button></form></section>`
  const confirm = html`<section class="panel" aria-labelledby="confirm"><h2 id="confirm">Bestätigen</h2><p>Die Person ist an der Information und möchte den Termin.</p><form method="post" action="${at}/confirm">!${csrf}<button class="button" type="submit">Termin bestätigen</button></form></section>`
  const ask = html`<details !${open('ask')}><summary>Rückfrage stellen</summary><form method="post" action="${at}/ask">!${csrf}<div class="field full"><label for="question">Ihre Frage</label><p class="hint" id="question-hint">Geht per E-Mail an die Person. Bitte nach nichts fragen, was der Termin nicht braucht.</p><textarea id="question" name="question" required maxlength="1000" aria-describedby="question-hint">${typed('ask')}</textarea></div><button class="button second" type="submit">Frage schicken</button></form></details>`
  const decline = html`<details !${open('decline')}><summary>Ablehnen</summary><form method="post" action="${at}/decline">!${csrf}<div class="field full"><label for="template">Grund</label><select id="template" name="template"><option value="">Eigener Text</option>!${templates.map(({ templateId, title }) => html`<option value="${templateId}">${title}</option>`).join('')}</select></div><div class="field full"><label for="reason">Eigener Text oder Ergänzung</label><p class="hint" id="reason-hint">Der Grund geht per E-Mail an die Person.</p><textarea id="reason" name="reason" maxlength="1000" aria-describedby="reason-hint">${typed('decline')}</textarea></div><button class="button danger" type="submit">Anfrage ablehnen</button></form></details>`
  const cancel = html`<details !${open('cancel')}><summary>Termin absagen</summary><form method="post" action="${at}/cancel">!${csrf}<div class="field full"><label for="cancel-reason">Grund</label><textarea id="cancel-reason" name="reason" maxlength="1000" required>${typed('cancel')}</textarea></div><button class="button danger" type="submit">Termin absagen</button></form></details>`
  const visit = html`<section class="panel"><h2>Besuch</h2><div class="actions">!${(['arrived', 'missed'] as const)
    .filter((what) => (what === 'arrived' ? onItsDay : view.standing === 'accepted' && over))
    .map(
      (what) =>
        html`<form method="post" action="${at}/${what}">!${csrf}<button class="button second" type="submit">${what === 'arrived' ? 'Ist angekommen' : 'Ist nicht gekommen'}</button></form>`,
    )
    .join('')}</div></section>`
  const other = (parts: readonly Markup[]) => html`<section class="panel"><h2>Andere Antwort</h2>!${parts.join('')}</section>`
  switch (view.standing) {
    case 'confirmed':
      return html`!${accept}!${other([...(person?.email === undefined ? [] : [ask]), decline, cancel])}`
    case 'requested':
    case 'provisional':
      return html`!${deskConfirms ? confirm : ''}!${other([cancel])}`
    case 'accepted':
      return html`!${onItsDay ? visit : ''}!${other([cancel])}`
    case 'missed':
      return visit
    default:
      return ''
  }
}

function privacyPanel({ session }: Who, { view, restricted, person }: Detail): Markup {
  const at = `/staff/bookings/${view.bookingId}`
  const csrf = csrfField(session)
  return html`<section class="panel" aria-labelledby="rights"><h2 id="rights">Rechte der Person</h2>
<details><summary>Auskunft und Mitnahme</summary><p>Alle Daten zu diesem Termin als Datei (Artikel 15 und 20 DSGVO).</p><form method="post" action="${at}/export">!${csrf}<button class="button second slim" type="submit">Daten ausgeben</button></form></details>
!${person === null ? '' : html`<details><summary>Berichtigen</summary><form method="post" action="${at}/rectify">!${csrf}!${rectifyFields(person)}<button class="button second slim" type="submit">Angaben berichtigen</button></form></details>`}
<details><summary>${restricted ? 'Einschränkung aufheben' : 'Verarbeitung einschränken'}</summary><form method="post" action="${at}/restrict">!${csrf}<input type="hidden" name="restricted" value="${restricted ? 'no' : 'yes'}"><button class="button second slim" type="submit">${restricted ? 'Aufheben' : 'Einschränken'}</button></form></details>
<details><summary>Widerspruch</summary><p>Wird mit dem Zeitpunkt vermerkt. Bis er geprüft ist, ist die Verarbeitung eingeschränkt (Artikel 21 und 18 DSGVO).</p><form method="post" action="${at}/object">!${csrf}<button class="button second slim" type="submit">Widerspruch vermerken</button></form></details>
<details><summary>Einwilligung widerrufen</summary><p>Der Widerruf wird vermerkt, die Angaben werden gelöscht, ein offener Termin wird abgesagt (Artikel 7 DSGVO). Das lässt sich nicht rückgängig machen.</p><form method="post" action="${at}/withdraw">!${csrf}<button class="button danger slim" type="submit">Widerruf vermerken und löschen</button></form></details>
<details><summary>Löschen</summary><p>Ein offener Termin wird dabei abgesagt. Das lässt sich nicht rückgängig machen.</p><form method="post" action="${at}/erase">!${csrf}<button class="button danger slim" type="submit">Angaben zur Person löschen</button></form></details></section>`
}

function rectifyFields(person: Person): Markup {
  const field = (name: string, label: string, value: string | undefined) =>
    html`<div class="field"><label for="rectify-${name}">${label}</label><input id="rectify-${name}" name="${name}" value="${value ?? ''}"></div>`
  return html`!${field('familyName', 'Nachname', person.familyName)}!${field('firstName', 'Vorname', person.firstName)}!${field('email', 'E-Mail', person.email)}!${field('phone', 'Telefon', person.phone)}!${field('birthDate', 'Geburtsdatum', person.birthDate)}!${field('street', 'Straße und Hausnummer', person.address?.street)}!${field('postalCode', 'Postleitzahl', person.address?.postalCode)}!${field('city', 'Ort', person.address?.city)}`
}
