import type { Tx } from '../store/store.ts'

/** A terminal or desk as central keeps it. */
export type KioskRow = {
  readonly kiosk_id: string
  readonly name: string
  readonly office_id: string | null
  readonly profile: 'lobby' | 'desk'
  readonly public_key: string
  readonly enrolled_at: number
  readonly revoked_at: number | null
  readonly epoch: string | null
  readonly generation: number | null
  readonly last_sequence: number | null
  /** When the newest round of all was signed, by the device's clock. */
  readonly round_signed_at: number | null
  readonly frozen_at: number | null
  readonly frozen_reason: string | null
  readonly last_seen_at: number | null
  readonly health: string | null
  readonly catalogue_version: string | null
  /** The reason that its screen shows; null while it serves. */
  readonly out_of_service: string | null
  /** A text for its start screen, and when it has said that it has it. */
  readonly message_id: string | null
  readonly message: string | null
  readonly message_received_at: number | null
  /** The last test print that was asked for; how it went, as the device has said. */
  readonly test_print_id: string | null
  readonly test_print_until: number | null
  readonly test_print_result: 'printed' | 'failed' | 'maybePrinted' | null
  readonly test_print_at: number | null
}

/** A device that has signed a request, and when it did by its own clock (ms since the epoch). */
export type SignedKiosk = KioskRow & { readonly signedAtMs: number }

export const kioskOf = (tx: Pick<Tx, 'one'>, kioskId: string): Promise<KioskRow | undefined> =>
  tx.one<KioskRow>('select * from kiosk where kiosk_id = $1', [kioskId])

export const listKiosks = (tx: Tx): Promise<KioskRow[]> => tx.all<KioskRow>('select * from kiosk order by enrolled_at, kiosk_id')
