import type { HistoryEvent } from '../../../contract/history-event.ts'
import type { Tx } from '../../store/store.ts'
import { isoOf } from '../../planning/local-day.ts'
import type { HistoryLine } from './detail-views.ts'

const EVENTS: Readonly<Record<HistoryEvent, string>> = {
  booked: 'gebucht',
  confirmed: 'bestätigt',
  accepted: 'angenommen',
  declined: 'abgelehnt',
  cancelled: 'abgesagt',
  dayCancelled: 'abgesagt (Tag geschlossen)',
  moved: 'verlegt',
  expired: 'verfallen',
  unanswered: 'ohne Antwort geblieben',
  refused: 'nicht möglich',
  arrived: 'angekommen',
  missed: 'nicht gekommen',
  asked: 'Rückfrage gestellt',
  answered: 'Rückfrage beantwortet',
  confirmedSpoken: 'mündlich bestätigt',
  overbooked: 'über die Plätze hinaus gebucht',
  merged: 'zusammengelegt mit',
  mergedInto: 'abgesagt (doppelt, es gilt)',
  mailResent: 'E-Mail noch einmal geschickt',
  earlierWished: 'auf die Liste für frühere Termine gesetzt',
  reservedAtProvider: 'beim Buchungsserver der Stadt reserviert',
  'person.rectified': 'Angaben zur Person berichtigt',
  'person.restricted': 'Verarbeitung eingeschränkt',
  'person.released': 'Einschränkung aufgehoben',
  'person.objected': 'Widerspruch eingelegt',
  'person.erased': 'Angaben zur Person gelöscht',
  'consent.withdrawn': 'Einwilligung widerrufen',
}
const ACTORS: Readonly<Record<string, string>> = {
  visitor: 'Besucherin oder Besucher',
  kiosk: 'Terminal',
  staff: 'Behörde',
  central: 'automatisch',
  operator: 'Betrieb',
}

type Row = { at: number; event: HistoryEvent; actor_kind: string; reason: string | null; name: string | null }

/** What has been of a booking, oldest first, in words. */
export async function historyOf(tx: Tx, bookingId: string): Promise<HistoryLine[]> {
  const rows = await tx.all<Row>(
    `select history.at, history.event, history.actor_kind, history.reason, staff.name from history
     left join staff on history.actor_kind = 'staff' and staff.staff_id = history.actor
     where history.booking_id = $1 order by history.position`,
    [bookingId],
  )
  return rows.map((row) => ({
    at: isoOf(row.at),
    event: EVENTS[row.event],
    who: row.name ?? ACTORS[row.actor_kind] ?? row.actor_kind,
    reason: row.event === 'moved' ? null : row.reason,
  }))
}
