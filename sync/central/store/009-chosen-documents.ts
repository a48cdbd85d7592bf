import type { Migration } from './migration.ts'

const of = (documents: string) => `update booking set documents = (
  select ${documents} from mail where mail.booking_id = booking.booking_id and kind = 'accepted'
  order by queued_at desc limit 1) where standing = 'accepted'`

/** The documents that a clerk has chosen lie with the booking; before they were told in the first mail alone. */
export const CHOSEN_DOCUMENTS: Migration = {
  version: 9,
  name: 'chosen documents',
  statements: [
    'alter table booking add column documents text',
    { sqlite: of(`json_extract(details, '$.documents')`), postgres: of(`(details::json -> 'documents')::text`) },
  ],
}
