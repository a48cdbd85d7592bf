import type { Migration } from './migration.ts'

/** What IT asks of one device: a text for its start screen and a test print, one of each at a time. Read with the device's row. */
export const ORDERS: Migration = {
  version: 5,
  name: 'orders',
  statements: [
    'alter table kiosk add column message_id text',
    'alter table kiosk add column message text',
    'alter table kiosk add column message_received_at bigint',
    'alter table kiosk add column test_print_id text',
    'alter table kiosk add column test_print_until bigint',
    'alter table kiosk add column test_print_result text',
    'alter table kiosk add column test_print_at bigint',
  ],
}
