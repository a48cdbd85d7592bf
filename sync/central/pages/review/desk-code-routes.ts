import { html } from 'ghtml'
import type { CentralContext } from '../../context.ts'
import { isoOf } from '../../planning/local-day.ts'
import { issueDeskCode } from '../../staff/desk-code.ts'
import { de } from '../../texts/de.ts'
import { shortMoment } from '../../texts/moment.ts'
import { sendPage } from '../page-reply.ts'
import type { Guard } from './guard.ts'
import { staffPage } from './staff-frame.ts'

/** The way from the town's own sign-in to a desk, whose page cannot be left for the provider's. */
export function registerDeskCode(guard: Guard, context: CentralContext): void {
  guard.post('/staff/desk-code', null, async (visit) => {
    const { code, expiresAtMs } = await issueDeskCode(context, visit.member.staffId)
    const until = shortMoment(de, isoOf(expiresAtMs), visit.town.zone)
    const main = html`<h1>Code für den Empfang</h1><p class="number code">${code}</p>
<p>Am Empfang „Mit Code anmelden“ wählen und ihn eintippen. Er gilt einmal, bis ${until}. Geben Sie ihn niemandem weiter.</p><p><a href="/staff">Zurück</a></p>`
    return sendPage(visit.reply, 200, staffPage(visit, { title: 'Code für den Empfang', place: null, main }), {
      referrer: 'same-origin',
    })
  })
}
