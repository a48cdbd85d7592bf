import * as z from 'zod/mini'
import { Instant, Uuid } from './values.ts'

/**
 * What happened at a desk while central was away, told once it is back. Nobody but the desk can vouch for it, so central
 * writes it into its log as the desk's word, not as the member's own doing. The same id again is the same event.
 */
export const OfflineSignIn = z.object({
  id: Uuid,
  /** The account that central had let in there in the days before. */
  staffId: Uuid,
  at: Instant,
  /** Came in, gave a wrong password, was refused after too many of them, went or let the desk lock itself. */
  event: z.enum(['cameIn', 'failed', 'locked', 'left']),
})
export type OfflineSignIn = z.infer<typeof OfflineSignIn>

/** So many are kept at a desk, and told at once. */
export const MOST_OFFLINE_SIGN_INS = 500
