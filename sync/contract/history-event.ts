/**
 * What a booking's history says has happened; `HISTORY_WORDS` has words for each. On the wire it is a plain
 * text: an older desk shows the standing instead of an event it does not know.
 */
export type HistoryEvent =
  | 'booked'
  | 'overbooked'
  | 'confirmed'
  | 'confirmedSpoken'
  | 'reservedAtProvider'
  | 'accepted'
  | 'declined'
  | 'asked'
  | 'answered'
  | 'moved'
  | 'merged'
  | 'mergedInto'
  | 'earlierWished'
  | 'mailResent'
  | 'cancelled'
  | 'dayCancelled'
  | 'expired'
  | 'unanswered'
  | 'refused'
  | 'arrived'
  | 'missed'
  | 'person.rectified'
  | 'person.restricted'
  | 'person.released'
  | 'person.objected'
  | 'person.erased'
  | 'consent.withdrawn'

/** In German, as staff read them on central's pages and at the desk; the desk has English ones beside them. */
export const HISTORY_WORDS: Readonly<Record<HistoryEvent, string>> = {
  booked: 'gebucht',
  overbooked: 'über die Kapazität gebucht',
  confirmed: 'bestätigt',
  confirmedSpoken: 'mündlich bestätigt',
  reservedAtProvider: 'beim Buchungsserver der Stadt reserviert',
  accepted: 'angenommen',
  declined: 'abgelehnt',
  asked: 'Rückfrage gestellt',
  answered: 'Rückfrage beantwortet',
  moved: 'verschoben',
  merged: 'mit einem anderen zusammengeführt',
  mergedInto: 'abgesagt, in einen anderen übernommen',
  earlierWished: 'auf die Früher-Liste gesetzt',
  mailResent: 'E-Mail noch einmal gesendet',
  cancelled: 'abgesagt',
  dayCancelled: 'abgesagt, Tag geschlossen',
  expired: 'verfallen',
  unanswered: 'ohne Antwort geblieben',
  refused: 'nicht möglich',
  arrived: 'angekommen',
  missed: 'nicht gekommen',
  'person.rectified': 'Angaben zur Person berichtigt',
  'person.restricted': 'Verarbeitung eingeschränkt',
  'person.released': 'Einschränkung aufgehoben',
  'person.objected': 'Widerspruch eingelegt',
  'person.erased': 'Angaben zur Person gelöscht',
  'consent.withdrawn': 'Einwilligung widerrufen',
}
