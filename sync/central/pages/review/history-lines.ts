import { HISTORY_WORDS, type HistoryEvent } from '../../../contract/history-event.ts'
import type { Tx } from '../../store/store.ts'
import { isoOf } from '../../planning/local-day.ts'
import type { HistoryLine } from './detail-views.ts'

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
    event: HISTORY_WORDS[row.event],
    who: row.name ?? ACTORS[row.actor_kind] ?? row.actor_kind,
    reason: row.event === 'moved' ? null : row.reason,
  }))
}
