import { KioskHealth } from '../../contract/kiosk-api.ts'
import { type KioskRow, kioskOf, listKiosks } from '../fleet/kiosk-row.ts'
import { issueEnrolmentCode, revokeKiosk as revoke, setOutOfService as set } from '../fleet/kiosks.ts'
import { orderTestPrint as order, setMessage as write, testPrintOf } from '../fleet/kiosk-orders.ts'
import { recentStaffCalls } from '../fleet/staff-calls.ts'
import { raisedAlerts } from '../fleet/alerts/watch-fleet.ts'
import { isoOf } from '../planning/local-day.ts'
import type { Tx } from '../store/store.ts'
import { DONE, type DeskVisit, type DeskWork, noSuchOffice, note, noteAfter, noteLook, UNKNOWN } from './desk-visit.ts'
import { reasonFrom } from './reason.ts'

/** All devices with what they last said of themselves. */
export const fleet: DeskWork<'fleet'> = async (visit) => {
  const { context } = visit
  await noteLook(visit, '', { action: 'desk.fleet' })
  return context.store.read(async (tx) => {
    const nowMs = context.clock.nowMs()
    const calls = await recentStaffCalls(tx, nowMs)
    const alertsOf = await raisedAlerts(tx)
    const kiosks = (await listKiosks(tx)).map((kiosk) => ({
      ...lineOf(kiosk, { nowMs, calledMs: calls.get(kiosk.kiosk_id) ?? null }),
      alerts: alertsOf(kiosk.kiosk_id),
    }))
    return { outcome: 'fleet', kiosks }
  })
}

function lineOf(kiosk: KioskRow, { nowMs, calledMs }: { nowMs: number; calledMs: number | null }) {
  const testPrint = testPrintOf(kiosk, nowMs)
  const health = KioskHealth.safeParse(kiosk.health === null ? null : JSON.parse(kiosk.health)).data
  return {
    kioskId: kiosk.kiosk_id,
    name: kiosk.name,
    officeId: kiosk.office_id,
    profile: kiosk.profile,
    lastSeenAt: kiosk.last_seen_at === null ? null : isoOf(kiosk.last_seen_at),
    revoked: kiosk.revoked_at !== null,
    frozen: kiosk.frozen_at === null ? null : (kiosk.frozen_reason ?? ''),
    outOfService: kiosk.out_of_service,
    version: health?.version ?? null,
    printer: health?.printer ?? null,
    queue: health?.queue ?? null,
    clockOffsetMs: health?.clockOffsetMs ?? null,
    staffCalledAt: calledMs === null ? null : isoOf(calledMs),
    message: kiosk.message === null ? null : { text: kiosk.message, receivedAt: instantOrNull(kiosk.message_received_at) },
    testPrint: testPrint && { state: testPrint.state, at: instantOrNull(testPrint.atMs) },
  }
}

const instantOrNull = (atMs: number | null): string | null => (atMs === null ? null : isoOf(atMs))

/** A one-time code for a new device. */
export const enrolKiosk: DeskWork<'enrolKiosk'> = async (visit, { name, officeId, profile }) => {
  if (officeId !== null && !visit.town.offices.has(officeId)) return noSuchOffice(visit, 'enrolKiosk')
  const { code, expiresAtMs } = await issueEnrolmentCode(visit.context, { officeId, name, profile })
  await noteAfter(visit, { action: 'desk.enrolKiosk', ...(officeId !== null && { officeId }), detail: profile })
  return { outcome: 'code', code, expiresAt: isoOf(expiresAtMs) }
}

/** Takes a device's right to speak; twice is as good as once. */
export const revokeKiosk: DeskWork<'revokeKiosk'> = async (visit, { kioskId }) => {
  const known = (await visit.context.store.read((tx) => kioskOf(tx, kioskId))) !== undefined
  if (known) await revoke(visit.context, kioskId)
  await noteAfter(visit, { action: 'desk.revokeKiosk', detail: known ? kioskId : UNKNOWN.outcome })
  return known ? DONE : UNKNOWN
}

/** An order for a device, written down with what came of it: the device, or that there is none. */
const onDevice = (
  visit: DeskVisit,
  { kioskId, action }: { kioskId: string; action: string },
  give: (tx: Tx) => Promise<boolean>,
): Promise<typeof DONE | typeof UNKNOWN> =>
  visit.context.store.transact(async (tx) => {
    const given = await give(tx)
    await note(tx, visit, { action, detail: given ? kioskId : UNKNOWN.outcome })
    return given ? DONE : UNKNOWN
  })

/** The device hears of it in its next exchange and shows the reason instead of the start screen. */
export const setOutOfService: DeskWork<'setOutOfService'> = (visit, { kioskId, reason }) => {
  const shown = reason === null ? null : reasonFrom(reason)
  const action = reason === null ? 'desk.backInService' : 'desk.outOfService'
  return onDevice(visit, { kioskId, action }, (tx) => set(tx, kioskId, shown))
}

/** For all who come to the terminal to read, in between visits. */
export const setMessage: DeskWork<'setMessage'> = (visit, { kioskId, text }) => {
  const shown = text === null ? null : reasonFrom(text)
  const action = text === null ? 'desk.messageTaken' : 'desk.message'
  return onDevice(visit, { kioskId, action }, (tx) => write(tx, kioskId, { text: shown, random: visit.context.random }))
}

/** What becomes of it stands in the device's line. */
export const orderTestPrint: DeskWork<'orderTestPrint'> = (visit, { kioskId }) =>
  onDevice(visit, { kioskId, action: 'desk.testPrint' }, (tx) =>
    order(tx, kioskId, { nowMs: visit.nowMs, random: visit.context.random }),
  )
