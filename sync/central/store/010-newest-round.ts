import type { Migration } from './migration.ts'

/** When a kiosk's newest round was signed: one that was signed before it comes late, and says nothing of its log. */
export const NEWEST_ROUND: Migration = {
  version: 10,
  name: 'newest round',
  statements: ['alter table kiosk add column round_signed_at bigint'],
}
