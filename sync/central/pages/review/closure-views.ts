import { html } from 'ghtml'
import type { EnteredClosure } from '../../booking/reopen-day.ts'
import { isoOf } from '../../planning/local-day.ts'
import { counted } from '../../texts/counted.ts'
import { de } from '../../texts/de.ts'
import { clockTime, longDay } from '../../texts/moment.ts'
import type { LoadedTown } from '../../town/town-source.ts'
import type { Markup } from '../frame.ts'
import type { StaffVisit } from './guard.ts'
import { type Listed, officeName, servicesText } from './inbox-views.ts'
import { csrfField } from './staff-frame.ts'

/** A form for closing as it was typed. */
export type TypedClosure = {
  readonly office: string
  readonly day: string
  readonly from: string
  readonly until: string
  readonly reason: string
}
export type CancelledLine = Listed & { readonly phone: string | null; readonly byMail: boolean }

/** As clocks are read: 9:00, not 09:00. */
const told = (time: string): string => time.replace(/^0/, '')

/** „ab 12:00 Uhr“, „12:00 bis 14:00 Uhr“, „ganzer Tag“. */
function timeOf({ from_time: from, until_time: until }: Pick<EnteredClosure, 'from_time' | 'until_time'>): string {
  if (from !== null && until !== null) return `${told(from)} bis ${told(until)} Uhr`
  if (from !== null) return `ab ${told(from)} Uhr`
  return until === null ? 'ganzer Tag' : `bis ${told(until)} Uhr`
}

/** The times that staff have closed and that still lie ahead, and a form for another one. */
export function closuresMain(
  { town, session }: StaffVisit,
  {
    closures,
    offices,
    typed,
    said,
  }: { closures: readonly EnteredClosure[]; offices: readonly string[]; typed: TypedClosure; said: Markup },
): Markup {
  const rows = closures.map((closure) => {
    const office = officeName(closure.office_id, town)
    const name = `${office}, ${longDay(de, closure.first_day)}, ${timeOf(closure)}`
    return html`<tr><th scope="row"><a href="/staff/closures/${closure.closure_id}">${longDay(de, closure.first_day)}</a></th><td class="when">${timeOf(closure)}</td><td>${office}</td><td>${closure.reason ?? ''}</td><td class="actions-cell"><form method="post" action="/staff/closures/${closure.closure_id}/reopen">!${csrfField(session)}<button class="button second slim" type="submit" aria-label="${name}: wieder öffnen">Wieder öffnen</button></form></td></tr>`
  })
  const list =
    closures.length === 0
      ? html`<div class="empty"><p>Ab heute ist nichts geschlossen.</p></div>`
      : html`<div class="scroll" tabindex="0" role="region" aria-label="Tabelle"><table><caption class="hidden">Schließungen</caption><thead><tr><th scope="col">Tag</th><th scope="col">Zeit</th><th scope="col">Behörde</th><th scope="col">Grund</th><th scope="col" class="noprint">Öffnen</th></tr></thead><tbody>!${rows.join('')}</tbody></table></div>`
  return html`!${said}<h1>Schließungen</h1><p class="quiet">Außerhalb der Feiertage und der Öffnungszeiten. Nach dem Öffnen kann wieder gebucht werden; abgesagte Termine bleiben abgesagt.</p>
!${list}!${closeForm({ town, session }, offices, typed)}`
}

function closeForm(
  { town, session }: Pick<StaffVisit, 'town' | 'session'>,
  offices: readonly string[],
  typed: TypedClosure,
): Markup {
  const options = offices.map(
    (id) => html`<option value="${id}" !${id === typed.office ? 'selected' : ''}>${officeName(id, town)}</option>`,
  )
  const time = (name: 'from' | 'until', label: string) =>
    html`<div class="field"><label for="${name}">${label}</label><input id="${name}" name="${name}" type="time" step="300" value="${typed[name]}" aria-describedby="part-hint"></div>`
  return html`<section class="panel noprint" aria-labelledby="close"><h2 id="close">Zeit schließen</h2><p>Termine in dieser Zeit werden abgesagt. Vorher sehen Sie, wie viele es sind.</p>
<form method="post" action="/staff/closures/check">!${csrfField(session)}
<div class="beside"><div class="field"><label for="office">Behörde</label><select id="office" name="office">!${options.join('')}</select></div>
<div class="field"><label for="day">Tag</label><input id="day" name="day" type="date" required value="${typed.day}"></div>
!${time('from', 'Von')}!${time('until', 'Bis')}</div>
<p class="hint field" id="part-hint">Ohne „Von“ ab Beginn, ohne „Bis“ bis zum Ende des Tages.</p>
<div class="field full"><label for="reason">Grund</label><p class="hint" id="reason-hint">Steht in der E-Mail an alle, deren Termin abgesagt wird.</p><textarea id="reason" name="reason" required maxlength="500" rows="2" aria-describedby="reason-hint">${typed.reason}</textarea></div>
<button class="button" type="submit">Weiter</button></form></section>`
}

/** What closing would do, before it is done. */
export function checkMain(
  { town, session }: StaffVisit,
  { typed, touched, closureId }: { typed: TypedClosure; touched: readonly CancelledLine[]; closureId: string },
): Markup {
  const hidden = Object.entries({ ...typed, closureId }).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )
  const time = timeOf({ from_time: typed.from || null, until_time: typed.until || null })
  const mailedTo = touched.filter(({ byMail }) => byMail).length
  const effect =
    touched.length === 0
      ? html`<p>In dieser Zeit ist niemand angemeldet.</p>`
      : html`<p><strong>${counted(touched.length, 'Ein Termin wird', 'Termine werden')} abgesagt.</strong> ${mailed(mailedTo)} ${called(touched.length - mailedTo)}</p>!${cancelledTable(town, touched)}`
  return html`<p><a href="/staff/closures">Zurück zu den Schließungen</a></p><h1>${officeName(typed.office, town)} schließen?</h1>
<div class="panel"><dl class="facts"><div><dt>Tag</dt><dd>${longDay(de, typed.day)}</dd></div><div><dt>Zeit</dt><dd>${time}</dd></div><div><dt>Grund</dt><dd>${typed.reason}</dd></div></dl></div>
!${effect}
<form method="post" action="/staff/closures">!${csrfField(session)}!${hidden.join('')}<div class="actions"><button class="button danger" type="submit">!${touched.length === 0 ? 'Schließen' : 'Schließen und absagen'}</button><a class="button second" href="/staff/closures">Nichts ändern</a></div></form>`
}

const mailed = (count: number): string =>
  count === 0 ? '' : `${counted(count, 'Eine Person bekommt', 'Personen bekommen')} eine E-Mail mit dem Grund.`
const called = (count: number): string => {
  if (count === 0) return ''
  if (count === 1) return 'Eine Person hat keine E-Mail-Adresse und muss angerufen werden.'
  return `${String(count)} Personen haben keine E-Mail-Adresse und müssen angerufen werden.`
}

/** One closing and whom it has cancelled: those without an address first, for somebody has to call them. */
export function closureMain(
  { town }: StaffVisit,
  closure: EnteredClosure,
  { lines, said }: { lines: readonly CancelledLine[]; said: Markup },
): Markup {
  const toPhone = lines.filter(({ byMail }) => !byMail)
  return html`!${said}<p class="noprint"><a href="/staff/closures">Zurück zu den Schließungen</a></p><div class="day-head"><h1>${longDay(de, closure.first_day)}</h1><p class="quiet">${officeName(closure.office_id, town)}: ${timeOf(closure)}</p></div>
!${closure.reason === null ? '' : html`<p>${closure.reason}</p>`}
!${lines.length === 0 ? html`<div class="empty"><p>Mit dieser Schließung wurde kein Termin abgesagt.</p></div>` : ''}
!${toPhone.length === 0 ? '' : html`<h2>Anzurufen</h2>!${cancelledTable(town, toPhone)}`}
!${
    lines.length === toPhone.length
      ? ''
      : html`<h2>Per E-Mail benachrichtigt</h2>!${cancelledTable(
          town,
          lines.filter(({ byMail }) => byMail),
        )}`
  }`
}

function cancelledTable(town: LoadedTown, lines: readonly CancelledLine[]): Markup {
  const rows = lines.map(
    ({ booking, name, phone, byMail }) =>
      html`<tr><th scope="row" class="when">${clockTime(de, isoOf(booking.starts_at), town.zone)}<br><span class="quiet small number">${booking.number}</span></th><td><a href="/staff/bookings/${booking.booking_id}">${name}</a></td><td>${servicesText(booking, town)}</td><td>!${phone === null ? (byMail ? 'E-Mail' : 'keine Nummer') : html`<a href="tel:${phone}">${phone}</a>`}</td></tr>`,
  )
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Tabelle"><table><caption class="hidden">Termine</caption><thead><tr><th scope="col">Zeit</th><th scope="col">Name</th><th scope="col">Anliegen</th><th scope="col">Erreichbar</th></tr></thead><tbody>!${rows.join('')}</tbody></table></div>`
}
