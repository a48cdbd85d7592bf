import type { Migration } from './migration.ts'

/** A request at an office of the town's existing server ends when that server says so, and not by a deadline kept here. */
export const THEIR_DEADLINE: Migration = {
  version: 11,
  name: 'their deadline',
  statements: [
    `update booking set confirm_by = null where standing = 'requested' and booking_id in (select booking_id from provided_booking)`,
  ],
}
