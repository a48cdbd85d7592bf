import type { Keys } from '../keys/keys.ts'
import type { BookingRow } from './booking-row.ts'

export const noteContext = (bookingId: string) => `note:${bookingId}`

/** A note for the clerk as it is stored: it may speak of the caller, so it is sealed like the person. */
export function sealNote(keys: Keys, bookingId: string, note: string | undefined): string | null {
  if (note === undefined || note.trim() === '') return null
  return JSON.stringify(keys.seal(note.trim(), noteContext(bookingId)))
}

/** The words of a stored note. */
export function openNote(keys: Keys, { booking_id, note }: Pick<BookingRow, 'booking_id' | 'note'>): string | null {
  if (note === null) return null
  const { keyId, sealed } = JSON.parse(note) as { keyId: string; sealed: string }
  return keys.open({ keyId, sealed }, noteContext(booking_id))
}
