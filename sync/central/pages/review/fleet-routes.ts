import * as z from 'zod/mini'
import { cleaned } from '../../../contract/person.ts'
import { Id } from '../../../contract/values.ts'
import { KioskHealth } from '../../../contract/kiosk-api.ts'
import type { CentralContext } from '../../context.ts'
import { raisedAlerts } from '../../fleet/alerts/watch-fleet.ts'
import { listKiosks } from '../../fleet/kiosk-row.ts'
import { issueEnrolmentCode, issueReplacementCode, revokeKiosk, setOutOfService } from '../../fleet/kiosks.ts'
import { writeAudit } from '../../privacy/audit.ts'
import { seeOther, sendPage } from '../page-reply.ts'
import { codeMain, type FleetLine, fleetMain } from './fleet-views.ts'
import type { Guard, StaffVisit } from './guard.ts'
import { saidOf } from './inbox-routes.ts'
import { staffPage } from './staff-frame.ts'

const sameOrigin = { referrer: 'same-origin' } as const
const NewKiosk = z.object({
  name: z.string().check(z.maxLength(80)),
  office: z.union([Id, z.literal('')]),
  profile: z.enum(['lobby', 'desk']),
})
const Reason = z.object({ reason: z.string().check(z.maxLength(200)) })

/** The devices, for IT: how they are, a code for a new one, out of service, replaced, revoked. */
export function registerFleetPages(guard: Guard, context: CentralContext): void {
  const { store, random } = context
  const kioskOf = ({ params }: StaffVisit) => params['kioskId'] ?? ''
  const audit = (visit: StaffVisit, action: string, detail: string) =>
    store.transact((tx) => writeAudit(tx, { random, nowMs: visit.nowMs }, { actor: visit.actor, action, detail }))
  const back = (visit: StaffVisit, done: boolean) => seeOther(visit.reply, `/staff/fleet?was=${done ? 'saved' : 'impossible'}`)
  const show = (visit: StaffVisit, title: string, main: string) =>
    sendPage(visit.reply, 200, staffPage(visit, { title, place: 'fleet', main }), sameOrigin)

  guard.get('/staff/fleet', 'runFleet', async (visit) => {
    const lines = await store.read(async (tx): Promise<FleetLine[]> => {
      const alertsOf = await raisedAlerts(tx)
      return (await listKiosks(tx)).map((kiosk) => ({
        kiosk,
        health: kiosk.health === null ? null : (KioskHealth.safeParse(JSON.parse(kiosk.health)).data ?? null),
        alerts: alertsOf(kiosk.kiosk_id),
      }))
    })
    return show(visit, 'Geräte', fleetMain(visit, { lines, said: saidOf((visit.query as { was?: string }).was) }))
  })

  guard.post('/staff/fleet', 'runFleet', async (visit) => {
    const wish = NewKiosk.safeParse(visit.body)
    const name = wish.success ? cleaned(wish.data.name) : ''
    if (!wish.success || name === '' || (wish.data.office !== '' && !visit.town.offices.has(wish.data.office)))
      return seeOther(visit.reply, '/staff/fleet?was=empty')
    const { profile, office } = wish.data
    const issued = await issueEnrolmentCode(context, { name, profile, officeId: office === '' ? null : office })
    await audit(visit, 'fleet.enrol', profile)
    return show(visit, 'Einmalcode', codeMain(visit, issued))
  })

  guard.post('/staff/fleet/:kioskId/replace', 'runFleet', async (visit) => {
    const issued = await issueReplacementCode(context, kioskOf(visit))
    if (issued === null) return back(visit, false)
    await audit(visit, 'fleet.replace', kioskOf(visit))
    return show(visit, 'Einmalcode', codeMain(visit, issued))
  })

  guard.post('/staff/fleet/:kioskId/revoke', 'runFleet', async (visit) => {
    const done = await revokeKiosk(context, kioskOf(visit))
    if (done) await audit(visit, 'fleet.revoke', kioskOf(visit))
    return back(visit, done)
  })

  const setReason = async (visit: StaffVisit, reason: string | null) => {
    const done = await store.transact((tx) => setOutOfService(tx, kioskOf(visit), reason))
    if (done) await audit(visit, reason === null ? 'fleet.inService' : 'fleet.outOfService', kioskOf(visit))
    return back(visit, done)
  }
  guard.post('/staff/fleet/:kioskId/out-of-service', 'runFleet', (visit) => {
    const given = Reason.safeParse(visit.body)
    const reason = given.success ? cleaned(given.data.reason) : ''
    return reason === '' ? seeOther(visit.reply, '/staff/fleet?was=empty') : setReason(visit, reason)
  })
  guard.post('/staff/fleet/:kioskId/in-service', 'runFleet', (visit) => setReason(visit, null))
}
