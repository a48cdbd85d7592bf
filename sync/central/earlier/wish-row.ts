/** `offered`, here and on the wire to the desk, is the first schema's word for a proposal; an offer is a service at an office. */
export type WishRow = {
  readonly booking_id: string
  readonly wished_at: number
  readonly not_before: number | null
  readonly state: 'waiting' | 'offered' | 'ended'
  readonly offered_starts_at: number | null
  readonly offered_hold_id: string | null
  readonly offered_at: number | null
  readonly offer_expires_at: number | null
}
