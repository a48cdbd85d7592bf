import { html } from 'ghtml'
import type { KioskHealth } from '../../../contract/kiosk-api.ts'
import { ALERT_WORDS } from '../../fleet/alerts/alert-mail.ts'
import type { AlertKind } from '../../fleet/alerts/judge-kiosk.ts'
import type { KioskRow } from '../../fleet/kiosk-row.ts'
import { isoOf } from '../../planning/local-day.ts'
import { counted } from '../../texts/counted.ts'
import { de } from '../../texts/de.ts'
import { shortMoment } from '../../texts/moment.ts'
import type { LoadedTown } from '../../town/town-source.ts'
import type { Markup } from '../frame.ts'
import { csrfField } from './staff-frame.ts'

type Who = { readonly town: LoadedTown; readonly session: { readonly csrfToken: string } }
export type FleetLine = {
  readonly kiosk: KioskRow
  readonly health: KioskHealth | null
  readonly alerts: readonly AlertKind[]
}

const PRINTER: Readonly<Record<KioskHealth['printer'], string>> = {
  ready: 'bereit',
  nearEnd: 'Papier geht zu Ende',
  paperOut: 'kein Papier',
  coverOpen: 'Deckel offen',
  offline: 'antwortet nicht',
  jammed: 'Papierstau',
  unknown: 'unbekannt',
}

/** All devices with what they last said of themselves, and what IT can do with each. */
export function fleetMain(who: Who, { lines, said }: { lines: readonly FleetLine[]; said: Markup }): Markup {
  const alerts = lines.reduce((sum, line) => sum + line.alerts.length, 0)
  return html`!${said}<div class="day-head"><h1>Geräte</h1><p class="quiet">${counted(lines.length, 'Ein Gerät', 'Geräte')}, ${alerts === 0 ? 'keine Störung' : counted(alerts, 'eine Störung', 'Störungen')}</p></div>
!${lines.length === 0 ? html`<div class="empty"><p>Noch kein Gerät angemeldet.</p></div>` : tableOf(who, lines)}
!${enrolForm(who)}`
}

function tableOf(who: Who, lines: readonly FleetLine[]): Markup {
  const heads = ['Gerät', 'Zustand', 'Letzter Kontakt', 'Drucker', 'Wartende Buchungen', 'Fassung']
  const head = html`!${heads.map((text) => html`<th scope="col">${text}</th>`).join('')}<th scope="col" class="noprint">Ändern</th>`
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Tabelle"><table><caption class="hidden">Geräte</caption><thead><tr>!${head}</tr></thead><tbody>!${lines.map((line) => rowOf(who, line)).join('')}</tbody></table></div>`
}

function rowOf(who: Who, { kiosk, health, alerts }: FleetLine): Markup {
  const office = kiosk.office_id === null ? '' : (who.town.offices.get(kiosk.office_id)?.name.de ?? kiosk.office_id)
  const seen = kiosk.last_seen_at === null ? 'noch nie' : shortMoment(de, isoOf(kiosk.last_seen_at), who.town.zone)
  const refused = health?.settingsFault === undefined ? [] : [`nimmt Einstellungen nicht an (${health.settingsFault})`]
  const troubles = [...alerts.map((kind) => ALERT_WORDS[kind].what), ...refused]
  return html`<tr><th scope="row">${kiosk.name}<br><span class="quiet">${office}</span></th><td>!${stateMark(kiosk)}!${troubles.map((trouble) => html`<br><span class="trouble">${trouble}</span>`).join('')}</td><td class="when">${seen}</td><td>${health === null ? '–' : PRINTER[health.printer]}</td><td>${health === null ? '–' : String(health.queue)}</td><td>${health?.version ?? '–'}!${health?.settingsVersion ? html`<br><span class="quiet">Einstellungen ${String(health.settingsVersion)}</span>` : ''}</td><td class="noprint">!${kiosk.revoked_at === null ? actionsOf(who, kiosk) : ''}</td></tr>`
}

function stateMark({ revoked_at, frozen_at, out_of_service, last_seen_at }: KioskRow): Markup {
  const mark = (tone: 'good' | 'wait' | 'bad', text: string) => html`<span class="standing ${tone}">${text}</span>`
  if (revoked_at !== null) return mark('bad', 'gesperrt')
  if (frozen_at !== null) return mark('bad', 'angehalten')
  if (out_of_service !== null) return html`!${mark('wait', 'außer Betrieb')}<br><span class="quiet">„${out_of_service}“</span>`
  return last_seen_at === null ? mark('wait', 'angemeldet') : mark('good', 'in Betrieb')
}

/** One below the other behind a word that opens them: two of the three are not taken back by a second press. */
function actionsOf({ session }: Who, { kiosk_id, name, out_of_service }: KioskRow): Markup {
  const form = (action: string, label: string, { fields = '', hint = '', danger = false } = {}) =>
    html`<form method="post" action="/staff/fleet/${kiosk_id}/${action}">!${csrfField(session)}!${hint === '' ? '' : html`<p class="hint">${hint}</p>`}!${fields}<button class="button second slim!${danger ? ' danger' : ''}" type="submit" aria-label="${name}: ${label}">${label}</button></form>`
  const reason = html`<label for="reason-${kiosk_id}">Hinweis auf dem Bildschirm</label><input id="reason-${kiosk_id}" name="reason" required maxlength="200">`
  const forms = [
    out_of_service === null
      ? form('out-of-service', 'Außer Betrieb nehmen', { fields: reason })
      : form('in-service', 'Wieder in Betrieb'),
    form('replace', 'Ersetzen', { hint: 'Gibt einen Einmalcode aus; das alte Gerät geht, bis er gebraucht wird.' }),
    form('revoke', 'Sperren', { hint: 'Sofort und für immer: Danach ist eine neue Anmeldung nötig.', danger: true }),
  ]
  return html`<details class="handling"><summary aria-label="${name}: ändern">Ändern</summary>!${forms.join('')}</details>`
}

function enrolForm({ town, session }: Who): Markup {
  return html`<section class="panel noprint"><h2>Neues Gerät</h2><form method="post" action="/staff/fleet">!${csrfField(session)}<div class="beside">
<div class="field"><label for="name">Name</label><input id="name" name="name" required maxlength="80"></div>
<div class="field"><label for="office">Behörde</label><select id="office" name="office"><option value="">keine</option>!${[...town.offices.values()].map((office) => html`<option value="${office.id}">${office.name.de}</option>`).join('')}</select></div>
<div class="field"><label for="profile">Art</label><select id="profile" name="profile"><option value="lobby">Terminal im Foyer</option><option value="desk">Empfang</option></select></div></div>
<button class="button" type="submit">Einmalcode ausgeben</button></form></section>`
}

/** Shown once: only its hash is kept. */
export const codeMain = ({ town }: Who, { code, expiresAtMs }: { code: string; expiresAtMs: number }): Markup =>
  html`<h1>Einmalcode</h1><p class="code number">${code}</p><p>Gültig bis ${shortMoment(de, isoOf(expiresAtMs), town.zone)}, für ein Gerät. Er wird nicht wieder angezeigt.</p><p><a href="/staff/fleet">Zu den Geräten</a></p>`
