import { html } from 'ghtml'
import { isoOf } from '../../planning/local-day.ts'
import { de } from '../../texts/de.ts'
import { shortMoment } from '../../texts/moment.ts'
import type { LoadedTown } from '../../town/town-source.ts'
import type { Markup } from '../frame.ts'
import { type Listed, officeName, servicesText, standingMark } from './inbox-views.ts'
import { csrfField } from './staff-frame.ts'

type Query = {
  readonly number?: string | undefined
  readonly familyName?: string | undefined
  readonly email?: string | undefined
}

/** Finds a booking by number, name or address: for callers and at the counter. */
export function searchMain(
  { town, session }: { town: LoadedTown; session: { readonly csrfToken: string } },
  { query, asked, listed }: { query: Query; asked: boolean; listed: readonly Listed[] },
): Markup {
  const rows = listed.map(
    ({ booking, name }) =>
      html`<tr><th scope="row"><a href="/staff/bookings/${booking.booking_id}">${shortMoment(de, isoOf(booking.starts_at), town.zone)}</a><br><span class="quiet small number">${booking.number}</span></th><td>${name}</td><td>${servicesText(booking, town)}</td><td>${officeName(booking.office_id, town)}</td><td>!${standingMark(booking.standing)}</td></tr>`,
  )
  return html`<h1>Termin suchen</h1><form class="filter" method="post" action="/staff/search" role="search" aria-label="Termin suchen">!${csrfField(session)}
<div><label for="number">Terminnummer</label><input id="number" name="number" value="${query.number ?? ''}" autocomplete="off" spellcheck="false" placeholder="XXXX-XXXX"></div>
<div><label for="familyName">Nachname</label><input id="familyName" name="familyName" value="${query.familyName ?? ''}" autocomplete="off"></div>
<div><label for="search-email">E-Mail</label><input id="search-email" name="email" type="email" value="${query.email ?? ''}" autocomplete="off"></div>
<button class="button slim" type="submit">Suchen</button></form>
!${asked && listed.length === 0 ? html`<div class="empty"><p>Kein Termin gefunden.</p></div>` : ''}
!${listed.length === 0 ? '' : html`<div class="scroll" tabindex="0" role="region" aria-label="Tabelle"><table><caption class="hidden">Gefundene Termine</caption><thead><tr><th scope="col">Termin</th><th scope="col">Name</th><th scope="col">Anliegen</th><th scope="col">Behörde</th><th scope="col">Stand</th></tr></thead><tbody>!${rows.join('')}</tbody></table></div>`}`
}
