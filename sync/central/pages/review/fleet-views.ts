import { html } from 'ghtml'
import type { KioskHealth } from '../../../contract/kiosk-api.ts'
import { ALERT_WORDS } from '../../fleet/alerts/alert-mail.ts'
import type { AlertKind } from '../../fleet/alerts/judge-kiosk.ts'
import type { KioskRow } from '../../fleet/kiosk-row.ts'
import { isoOf } from '../../planning/local-day.ts'
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
  return html`!${said}<div class="day-head"><h1>Geräte</h1><p class="quiet">${String(lines.length)} Geräte, ${alerts === 0 ? 'keine Störung' : `${String(alerts)} Störungen`}</p></div>
!${lines.length === 0 ? html`<div class="empty"><p>Noch kein Gerät angemeldet.</p></div>` : tableOf(who, lines)}
!${enrolForm(who)}`
}

function tableOf(who: Who, lines: readonly FleetLine[]): Markup {
  const heads = ['Gerät', 'Zustand', 'Letzter Kontakt', 'Drucker', 'Wartende Buchungen', 'Fassung', 'Handeln']
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Tabelle"><table><caption class="hidden">Geräte</caption><thead><tr>!${heads.map((head) => html`<th scope="col">${head}</th>`).join('')}</tr></thead><tbody>!${lines.map((line) => rowOf(who, line)).join('')}</tbody></table></div>`
}

function rowOf(who: Who, { kiosk, health, alerts }: FleetLine): Markup {
  const office = kiosk.office_id === null ? '' : (who.town.offices.get(kiosk.office_id)?.name.de ?? kiosk.office_id)
  const seen = kiosk.last_seen_at === null ? 'noch nie' : shortMoment(de, isoOf(kiosk.last_seen_at), who.town.zone)
  const refused = health?.settingsFault === undefined ? [] : [`nimmt Einstellungen nicht an (${health.settingsFault})`]
  const states = [stateOf(kiosk), ...alerts.map((kind) => ALERT_WORDS[kind].what), ...refused]
  return html`<tr><th scope="row">${kiosk.name}<br><span class="quiet">${office}</span></th><td>!${states.map((state) => html`${state}`).join('<br>')}</td><td>${seen}</td><td>${health === null ? '–' : PRINTER[health.printer]}</td><td>${health === null ? '–' : String(health.queue)}</td><td>${health?.version ?? '–'}!${health?.settingsVersion ? html`<br><span class="quiet">Einstellungen ${String(health.settingsVersion)}</span>` : ''}</td><td class="actions-cell">!${kiosk.revoked_at === null ? actionsOf(who, kiosk) : ''}</td></tr>`
}

function stateOf({ revoked_at, frozen_at, out_of_service, last_seen_at }: KioskRow): string {
  if (revoked_at !== null) return 'gesperrt'
  if (frozen_at !== null) return 'angehalten'
  if (out_of_service !== null) return `außer Betrieb: ${out_of_service}`
  return last_seen_at === null ? 'angemeldet' : 'in Betrieb'
}

function actionsOf({ session }: Who, { kiosk_id, name, out_of_service }: KioskRow): Markup {
  const form = (action: string, label: string, { fields = '', danger = false } = {}) =>
    html`<form method="post" action="/staff/fleet/${kiosk_id}/${action}">!${csrfField(session)}!${fields}<button class="button second slim!${danger ? ' danger' : ''}" type="submit" aria-label="${name}: ${label}">${label}</button></form>`
  const reason = html`<label class="hidden" for="reason-${kiosk_id}">Hinweis auf dem Bildschirm</label><input id="reason-${kiosk_id}" name="reason" required maxlength="200" placeholder="Hinweis">`
  return [
    out_of_service === null
      ? form('out-of-service', 'Außer Betrieb nehmen', { fields: reason })
      : form('in-service', 'Wieder in Betrieb'),
    form('replace', 'Ersetzen'),
    form('revoke', 'Sperren', { danger: true }),
  ].join('')
}

function enrolForm({ town, session }: Who): Markup {
  return html`<section class="panel"><h2>Neues Gerät</h2><form method="post" action="/staff/fleet">!${csrfField(session)}
<div class="field"><label for="name">Name</label><input id="name" name="name" required maxlength="80"></div>
<div class="field"><label for="office">Behörde</label><select id="office" name="office"><option value="">keine</option>!${[...town.offices.values()].map((office) => html`<option value="${office.id}">${office.name.de}</option>`).join('')}</select></div>
<div class="field"><label for="profile">Art</label><select id="profile" name="profile"><option value="lobby">Terminal im Foyer</option><option value="desk">Empfang</option></select></div>
<button class="button" type="submit">Einmalcode ausgeben</button></form></section>`
}

/** Shown once: only its hash is kept. */
export const codeMain = ({ town }: Who, { code, expiresAtMs }: { code: string; expiresAtMs: number }): Markup =>
  html`<h1>Einmalcode</h1><p class="number">${code}</p><p>Gültig bis ${shortMoment(de, isoOf(expiresAtMs), town.zone)}, für ein Gerät. Er wird nicht wieder angezeigt.</p><p><a href="/staff/fleet">Zu den Geräten</a></p>`
