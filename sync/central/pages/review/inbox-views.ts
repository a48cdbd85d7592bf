import { html } from 'ghtml'
import type { Office } from '../../../contract/catalogue.ts'
import { isOnItsDay } from '../../booking/booking-life.ts'
import type { BookingRow } from '../../booking/booking-row.ts'
import { servicesOf } from '../../booking/booking-row.ts'
import { isoOf } from '../../planning/local-day.ts'
import { counted } from '../../texts/counted.ts'
import { de } from '../../texts/de.ts'
import { clockTime, longDay, shortMoment } from '../../texts/moment.ts'
import type { LoadedTown } from '../../town/town-source.ts'
import type { Markup } from '../frame.ts'
import { toneOf } from '../visitor-views.ts'
import type { InboxFilter } from './inbox-query.ts'
import { PAGE_SIZE } from './inbox-query.ts'
import { csrfField } from './staff-frame.ts'

export type Listed = { readonly booking: BookingRow; readonly name: string }

export const servicesText = (booking: Pick<BookingRow, 'services'>, town: LoadedTown): string =>
  servicesOf(booking)
    .map(
      ({ serviceId, count }) => `${count > 1 ? `${String(count)} × ` : ''}${town.services.get(serviceId)?.name.de ?? serviceId}`,
    )
    .join(', ')

export const officeName = (officeId: string, town: LoadedTown): string => town.offices.get(officeId)?.name.de ?? officeId

export const standingMark = (standing: BookingRow['standing']): Markup =>
  html`<span class="standing ${toneOf(standing)}">${de.standings[standing]}</span>`

const select = (
  name: string,
  label: string,
  chosen: string | undefined,
  options: readonly { id: string; text: string }[],
  all: string,
): Markup =>
  html`<div><label for="filter-${name}">${label}</label><select id="filter-${name}" name="${name}"><option value="">${all}</option>!${options
    .map(({ id, text }) => html`<option value="${id}" !${id === chosen ? 'selected' : ''}>${text}</option>`)
    .join('')}</select></div>`

/** The requests that wait for an answer, with filters above and a tick for each to accept several at once. */
export function inboxMain(
  { town, session }: { town: LoadedTown; session: { csrfToken: string } },
  {
    offices,
    filter,
    listed,
    forDesk,
    more,
    total,
    said,
  }: {
    offices: readonly Office[]
    filter: InboxFilter
    listed: readonly Listed[]
    forDesk: readonly Listed[]
    more: boolean
    total: number
    said: Markup
  },
): Markup {
  const services = [...town.services.values()].filter(({ id }) =>
    offices.some((office) => town.offersOf(office.id).some((offer) => offer.serviceId === id)),
  )
  return html`!${said}<div class="day-head"><h1>Anfragen</h1><p class="quiet">${total === 0 ? 'Nichts offen' : total === 1 ? 'Eine Anfrage wartet auf Antwort' : `${String(total)} Anfragen warten auf Antwort`}</p></div>
<form class="filter" method="get" action="/staff" role="search" aria-label="Anfragen filtern">
!${select(
    'office',
    'Behörde',
    filter.office,
    offices.map(({ id, name }) => ({ id, text: name.de })),
    'Alle',
  )}
<div><label for="filter-day">Tag</label><input id="filter-day" name="day" type="date" value="${filter.day ?? ''}"></div>
!${select(
    'service',
    'Anliegen',
    filter.service,
    services.map(({ id, name }) => ({ id, text: name.de })),
    'Alle',
  )}
<button class="button second slim" type="submit">Filtern</button></form>
!${listed.length === 0 ? html`<div class="empty"><p>${filter.office || filter.day || filter.service ? 'Zu diesem Filter wartet keine Anfrage.' : 'Alle Anfragen sind beantwortet.'}</p></div>` : requestTable({ town, session }, listed)}
!${pager(filter, more)}
!${forDesk.length === 0 ? '' : deskTable(town, forDesk)}`
}

function requestTable(
  { town, session }: { town: LoadedTown; session: { csrfToken: string } },
  listed: readonly Listed[],
): Markup {
  return html`<form method="post" action="/staff/accept">!${csrfField(session)}
<div class="scroll" tabindex="0" role="region" aria-label="Tabelle"><table><caption class="hidden">Anfragen, die auf Antwort warten</caption>
<thead><tr><th scope="col" class="noprint">Auswahl</th><th scope="col">Termin</th><th scope="col">Name</th><th scope="col">Anliegen</th><th scope="col">Behörde</th><th scope="col">Gebucht</th></tr></thead>
<tbody>!${listed
    .map(({ booking, name }) => {
      const when = shortMoment(de, isoOf(booking.starts_at), town.zone)
      return html`<tr><td class="noprint"><label class="tick"><span class="hidden">${name}, ${when}, auswählen</span><input type="checkbox" name="ids" value="${booking.booking_id}"></label></td>
<th scope="row" class="when"><a href="/staff/bookings/${booking.booking_id}">${when}</a><br><span class="quiet small number">${booking.number}</span></th>
<td>${name}</td><td>${servicesText(booking, town)}</td><td>${officeName(booking.office_id, town)}</td><td class="when">${shortMoment(de, isoOf(booking.booked_at), town.zone)}</td></tr>`
    })
    .join('')}</tbody></table></div>
<div class="actions"><button class="button" type="submit">Ausgewählte annehmen</button><span class="quiet small">Verschickt werden die üblichen Unterlagen je Anliegen.</span></div></form>`
}

/** Those whose visitors come to the information desk to confirm them; nobody has to answer them yet. */
function deskTable(town: LoadedTown, listed: readonly Listed[]): Markup {
  const rows = listed.map(({ booking, name }) => {
    const until = booking.confirm_by === null ? '' : shortMoment(de, isoOf(booking.confirm_by), town.zone)
    return html`<tr><th scope="row" class="when"><a href="/staff/bookings/${booking.booking_id}">${shortMoment(de, isoOf(booking.starts_at), town.zone)}</a><br><span class="quiet small number">${booking.number}</span></th><td>${name}</td><td>${servicesText(booking, town)}</td><td>${officeName(booking.office_id, town)}</td><td class="when">${until}</td></tr>`
  })
  return html`<h2>An der Information zu bestätigen</h2><div class="scroll" tabindex="0" role="region" aria-label="Tabelle"><table><caption class="hidden">Anfragen, die an der Information bestätigt werden</caption><thead><tr><th scope="col">Termin</th><th scope="col">Name</th><th scope="col">Anliegen</th><th scope="col">Behörde</th><th scope="col">Bestätigen bis</th></tr></thead><tbody>!${rows.join('')}</tbody></table></div>`
}

function pager(filter: InboxFilter, more: boolean): Markup {
  const link = (page: number, label: string) => {
    const query = new URLSearchParams({ page: String(page) })
    for (const name of ['office', 'day', 'service'] as const) {
      const value = filter[name]
      if (value !== undefined) query.set(name, value)
    }
    return html`<a class="button second slim" href="/staff?${query.toString()}">${label}</a>`
  }
  const links = [
    ...(filter.page > 1 ? [link(filter.page - 1, `Vorige ${String(PAGE_SIZE)}`)] : []),
    ...(more ? [link(filter.page + 1, `Nächste ${String(PAGE_SIZE)}`)] : []),
  ]
  return links.length === 0 ? '' : html`<nav class="actions" aria-label="Seiten">!${links.join('')}</nav>`
}

/** The day at an office, for the counter and for printing. */
export function dayMain(
  { town, session }: { town: LoadedTown; session: { csrfToken: string } },
  {
    offices,
    office,
    day,
    today,
    listed,
    said,
    nowMs,
  }: {
    offices: readonly Office[]
    office: Office
    day: string
    today: string
    listed: readonly Listed[]
    said: Markup
    nowMs: number
  },
): Markup {
  const expected = listed.filter(({ booking }) => booking.standing === 'accepted').length
  return html`!${said}<div class="day-head"><h1>${longDay(de, day)}</h1><p class="quiet">${office.name.de}: ${counted(listed.length, 'ein Termin', 'Termine')}, ${String(expected)} noch erwartet</p></div>
<form class="filter" method="get" action="/staff/day" aria-label="Tag und Behörde wählen">
<div><label for="day-office">Behörde</label><select id="day-office" name="office">!${offices.map(({ id, name }) => html`<option value="${id}" !${id === office.id ? 'selected' : ''}>${name.de}</option>`).join('')}</select></div>
<div><label for="day-day">Tag</label><input id="day-day" name="day" type="date" value="${day}"></div>
<button class="button second slim" type="submit">Anzeigen</button>
!${day === today ? '' : html`<a class="button second slim" href="/staff/day?office=${office.id}">Heute</a>`}</form>
!${
    listed.length === 0
      ? html`<div class="empty"><p>An diesem Tag ist niemand angemeldet.</p></div>`
      : html`<div class="scroll" tabindex="0" role="region" aria-label="Tabelle"><table><caption class="hidden">Termine des Tages</caption><thead><tr><th scope="col">Zeit</th><th scope="col">Name</th><th scope="col">Anliegen</th><th scope="col">Stand</th><th scope="col" class="noprint">Erfassen</th></tr></thead><tbody>!${listed.map((one) => dayRow(one, town, session, nowMs)).join('')}</tbody></table></div>`
  }`
}

function dayRow({ booking, name }: Listed, town: LoadedTown, session: { csrfToken: string }, nowMs: number): Markup {
  const mark = (what: 'arrived' | 'missed', label: string) =>
    html`<form method="post" action="/staff/bookings/${booking.booking_id}/${what}">!${csrfField(session)}<input type="hidden" name="back" value="day"><button class="button second slim" type="submit" aria-label="${name}: ${label}">${label}</button></form>`
  const started = booking.starts_at <= nowMs
  const mayArrive = booking.standing === 'accepted' || booking.standing === 'missed'
  const buttons = [
    ...(mayArrive && isOnItsDay(booking, { town, nowMs }) ? [mark('arrived', 'angekommen')] : []),
    ...(booking.standing === 'accepted' && started ? [mark('missed', 'nicht gekommen')] : []),
  ]
  return html`<tr><th scope="row" class="when">${clockTime(de, isoOf(booking.starts_at), town.zone)}<br><span class="quiet small number">${booking.number}</span></th><td><a href="/staff/bookings/${booking.booking_id}">${name}</a></td><td>${servicesText(booking, town)}</td><td>!${standingMark(booking.standing)}</td><td class="actions-cell">!${buttons.join('')}</td></tr>`
}
