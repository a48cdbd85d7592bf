import { html } from 'ghtml'
import { type EnteredClosure, findClosures, reopenDay } from '../../booking/reopen-day.ts'
import type { CentralContext } from '../../context.ts'
import { writeAudit } from '../../privacy/audit.ts'
import type { Markup } from '../frame.ts'
import { seeOther, sendPage } from '../page-reply.ts'
import { type Guard, officesOf, type StaffVisit } from './guard.ts'
import { saidOf } from './inbox-routes.ts'
import { csrfField, staffPage } from './staff-frame.ts'

/** The times that staff have closed and that still lie ahead: what was closed by mistake can be opened again. */
export function registerClosures(guard: Guard, context: CentralContext): void {
  const { store, random } = context

  guard.get('/staff/closures', 'closeDay', async (visit) => {
    const offices = officesOf(visit.member, visit.town).map(({ id }) => id)
    const closures = await store.read((tx) => findClosures(tx, offices, visit.town.dayOf(visit.nowMs)))
    const main = closuresMain(visit, closures, saidOf((visit.query as { was?: string }).was))
    return sendPage(visit.reply, 200, staffPage(visit, { title: 'Schließungen', place: 'closures', main }), {
      referrer: 'same-origin',
    })
  })

  guard.post('/staff/closures/:closureId/reopen', 'closeDay', async (visit) => {
    const officeIds = officesOf(visit.member, visit.town).map(({ id }) => id)
    const reopened = await reopenDay(context, { closureId: visit.params['closureId'] ?? '', officeIds })
    if (reopened) {
      const entry = { actor: visit.actor, action: 'day.reopened', officeId: reopened.office_id, detail: reopened.first_day }
      await store.transact((tx) => writeAudit(tx, { random, nowMs: visit.nowMs }, entry))
    }
    return seeOther(visit.reply, `/staff/closures?was=${reopened ? 'reopened' : 'impossible'}`)
  })
}

function closuresMain({ town, session }: StaffVisit, closures: readonly EnteredClosure[], said: Markup): Markup {
  const rows = closures.map((closure) => {
    const office = town.offices.get(closure.office_id)?.name.de ?? closure.office_id
    const day = closure.first_day.split('-').toReversed().join('.')
    const time =
      closure.from_time || closure.until_time
        ? `${closure.from_time ?? '0:00'} bis ${closure.until_time ?? '24:00'} Uhr`
        : 'ganzer Tag'
    return html`<tr><th scope="row">${day}</th><td>${time}</td><td>${office}</td><td>${closure.reason ?? ''}</td><td class="actions-cell"><form method="post" action="/staff/closures/${closure.closure_id}/reopen">!${csrfField(session)}<button class="button second slim" type="submit" aria-label="${office}, ${day}, ${time}: wieder öffnen">Wieder öffnen</button></form></td></tr>`
  })
  return html`!${said}<h1>Schließungen</h1><p class="quiet">Was am Empfang geschlossen wurde. Nach dem Öffnen kann wieder gebucht werden; abgesagte Termine bleiben abgesagt.</p>
!${closures.length === 0 ? html`<div class="empty"><p>Ab heute ist nichts geschlossen.</p></div>` : html`<div class="scroll" tabindex="0" role="region" aria-label="Tabelle"><table><caption class="hidden">Schließungen</caption><thead><tr><th scope="col">Tag</th><th scope="col">Zeit</th><th scope="col">Behörde</th><th scope="col">Grund</th><th scope="col">Öffnen</th></tr></thead><tbody>!${rows.join('')}</tbody></table></div>`}`
}
