import { html } from 'ghtml'
import type { ComposedMail } from '../../mail/compose-mail.ts'
import type { MailTransport } from '../../mail/mail-transport.ts'
import type { AlertKind } from './judge-kiosk.ts'
import type { Notice, Send } from './notices.ts'

/** Each kind in the words of IT, and the first thing to do. */
export const ALERT_WORDS: Readonly<Record<AlertKind, { readonly what: string; readonly todo: string }>> = {
  offline: { what: 'meldet sich nicht', todo: 'Strom und Netz am Gerät prüfen.' },
  paperLow: { what: 'hat bald kein Papier mehr', todo: 'Neue Rolle bereitlegen.' },
  paperOut: { what: 'hat kein Papier', todo: 'Rolle wechseln.' },
  printerFault: { what: 'kann nicht drucken', todo: 'Deckel, Papierweg und Kabel des Druckers prüfen.' },
  queueStuck: { what: 'wird seine Buchungen nicht los', todo: 'Selbsttest am Gerät: foyer --self-test.' },
  clockOff: { what: 'geht falsch', todo: 'Zeitabgleich (NTP) des Geräts prüfen.' },
  diskLow: { what: 'hat kaum noch Platz auf der Platte', todo: 'Platz schaffen; Datenordner nicht löschen.' },
  frozen: {
    what: 'wurde angehalten: sein Datenstand passt nicht zu dem der Zentrale',
    todo: 'Gerät ansehen, dann kiosk thaw oder kiosk replace.',
  },
  certificate: { what: 'hat bald kein gültiges Zertifikat', todo: 'Zertifikat der Zentrale erneuern.' },
}

/** The mail of a notice, in German: it goes to the town's own IT. */
function alertMail(notice: Notice, publicUrl: string): ComposedMail {
  const words = ALERT_WORDS[notice.kind as AlertKind]
  const device = notice.name.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
  const over = notice.news === 'cleared'
  const subject = over ? `Entwarnung: ${device} (${notice.kind})` : `Störung: ${device} ${words.what}`
  const lines = [
    over ? `Wieder in Ordnung: ${device}.` : `${device} ${words.what}.`,
    `Seit: ${notice.since}${over ? `, bis: ${notice.at}` : ''}`,
    `Gerät: ${notice.kioskId}${notice.officeId === null ? '' : `, Behörde: ${notice.officeId}`}`,
    ...(over ? [] : [words.todo]),
    `${publicUrl}/staff/fleet`,
  ]
  const page = html`<!doctype html><html lang="de"><head><meta charset="utf-8"><title>${subject}</title></head><body>!${lines
    .map((line) => html`<p>${line}</p>`)
    .join('')}</body></html>`
  return { subject, text: `${lines.join('\n')}\n`, html: page, calendar: null }
}

/** Sends notices through the town's mail relay. */
export function mailWay(parts: { transport: MailTransport; from: string; publicUrl: () => string }): Send {
  return (target, notice, noticeId) =>
    parts.transport.send({
      ...alertMail(notice, parts.publicUrl()),
      to: target,
      from: { name: 'Foyer', address: parts.from },
      // The same for every try: mail programs show a repeated one once.
      messageId: `<${noticeId.split(':').slice(0, 2).join('.')}@${parts.from.split('@')[1] ?? 'foyer.invalid'}>`,
      date: notice.at,
      language: 'de',
    })
}
