import { html } from 'ghtml'
import type { Town } from '../../../contract/catalogue.ts'
import type { StaffMember } from '../../staff/roles.ts'
import { may } from '../../staff/roles.ts'
import type { LoadedTown } from '../../town/town-source.ts'
import type { Markup } from '../frame.ts'
import { framed, icon } from '../frame.ts'

type Who = { readonly member: StaffMember; readonly session: { readonly csrfToken: string }; readonly town: LoadedTown }
export type StaffPlace = 'requests' | 'day' | 'search' | 'mails' | 'templates' | 'closures' | 'audit' | 'fleet'

const ROLE_NAMES = { clerk: 'Sachbearbeitung', frontDesk: 'Empfang', officeAdmin: 'Amtsverwaltung', it: 'IT' } as const

/** A staff page with its menu; only what the member may open is in it. */
export function staffPage(
  { member, session, town }: Who,
  { title, place, main }: { title: string; place: StaffPlace | null; main: Markup },
): Markup {
  const entries: [StaffPlace, string, string, boolean][] = [
    ['requests', '/staff', 'Anfragen', may(member.role, 'readBookings')],
    ['day', '/staff/day', 'Tagesliste', may(member.role, 'readBookings')],
    ['search', '/staff/search', 'Suche', may(member.role, 'readBookings')],
    ['templates', '/staff/templates', 'Vorlagen', may(member.role, 'editTemplates')],
    ['closures', '/staff/closures', 'Schließungen', may(member.role, 'closeDay')],
    ['fleet', '/staff/fleet', 'Geräte', may(member.role, 'runFleet')],
    ['mails', '/staff/mails', 'E-Mails', may(member.role, 'seeDeadMails')],
    ['audit', '/staff/audit', 'Protokoll', may(member.role, 'seeAudit')],
  ]
  const items = entries
    .filter(([, , , shown]) => shown)
    .map(([name, href, label]) => html`<li><a href="${href}" !${name === place ? 'aria-current="page"' : ''}>${label}</a></li>`)
  return framed({
    title,
    language: 'de',
    direction: 'ltr',
    town: town.file.town,
    skip: 'Zum Inhalt springen',
    demonstration: 'Demonstration: Hier entstehen keine echten Termine',
    wide: true,
    head: html`<nav aria-label="Bereiche"><ul>!${items.join('')}</ul></nav>
<form method="post" action="/staff/desk-code">!${csrfField(session)}<button class="linklike" type="submit">Code für den Empfang</button></form>
<form method="post" action="/staff/sign-out">!${csrfField(session)}<button class="linklike" type="submit">Abmelden</button></form>`,
    main,
    footer: html`<p>Angemeldet: ${member.name} (${ROLE_NAMES[member.role]})</p>`,
  })
}

export const csrfField = ({ csrfToken }: { readonly csrfToken: string }): Markup =>
  html`<input type="hidden" name="csrf" value="${csrfToken}">`

/** A staff page that only says something. */
export const staffMessagePage = (who: Who, heading: string, text: string): Markup =>
  staffPage(who, {
    title: heading,
    place: null,
    main: html`<h1>${heading}</h1><p>${text}</p><p><a href="/staff">Zu den Anfragen</a></p>`,
  })

/** A page that knows neither town nor visitor. */
const bare = (title: string, main: Markup): Markup =>
  framed({
    title,
    language: 'de',
    direction: 'ltr',
    town: null,
    skip: 'Zum Inhalt springen',
    demonstration: '',
    head: '',
    main,
    footer: '',
  })

/** For what has gone wrong, whoever is signed in: asks nothing of the store any more. */
export const staffTroublePage = (): Markup =>
  bare(
    'Das hat nicht geklappt',
    html`<div class="message bad" role="alert">!${icon('bad')}<div><h1>Das hat nicht geklappt</h1><p>Es wurde nichts geändert. Bitte versuchen Sie es noch einmal.</p></div></div><p><a href="/staff">Zu den Anfragen</a></p>`,
  )

export function notice(tone: 'good' | 'bad' | 'wait', text: string): Markup {
  return html`<div class="message ${tone}" role="status">!${icon(tone)}<div><p>${text}</p></div></div>`
}

export function signInPage(
  town: Town | null,
  {
    problem,
    email,
    extra,
    withPassword = true,
  }: { problem: string | null; email: string; extra: Markup; withPassword?: boolean },
): Markup {
  return framed({
    title: 'Anmelden',
    language: 'de',
    direction: 'ltr',
    town,
    skip: 'Zum Inhalt springen',
    demonstration: 'Demonstration: Hier entstehen keine echten Termine',
    head: '',
    main: html`!${problem === null ? '' : html`<div class="message bad" role="alert" id="problem">!${icon('bad')}<div><p>${problem}</p></div></div>`}
<h1>Anmelden</h1>
<p class="quiet">Für Mitarbeiterinnen und Mitarbeiter der Behörden.</p>
!${extra}!${withPassword ? passwordForm(email, problem, extra !== '') : ''}`,
    footer: withPassword ? html`<p>Passwort vergessen? Wenden Sie sich an Ihre IT.</p>` : '',
  })
}

const passwordForm = (
  email: string,
  problem: string | null,
  isSecond: boolean,
): Markup => html`!${isSecond ? '<p class="or">oder mit Passwort</p>' : ''}<form method="post" action="/staff/sign-in">
<div class="field"><label for="email">E-Mail-Adresse</label><input id="email" name="email" type="email" autocomplete="username" required value="${email}" !${problem === null ? '' : 'aria-describedby="problem"'}></div>
<div class="field"><label for="password">Passwort</label><input id="password" name="password" type="password" autocomplete="current-password" required></div>
<div class="actions"><button class="button!${isSecond ? ' second' : ''}" type="submit">Anmelden</button></div>
</form>`

/** Between the town's own sign-in and our pages. */
export const enteredPage = (next: string): Markup =>
  bare('Angemeldet', html`<h1>Sie sind angemeldet</h1><p class="actions"><a class="button" href="${next}">Weiter</a></p>`)
