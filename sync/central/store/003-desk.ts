import type { Migration } from './migration.ts'

/** What the front desk needs: search by any word of a name, callers' PINs, sessions of a device, who heard a consent. */
export const DESK: Migration = {
  version: 3,
  name: 'desk',
  statements: [
    // One row for each word of a name, as a keyed hash. Who reads the table alone learns which bookings share a word.
    {
      sqlite: `create table name_word (
        word_index text not null,
        booking_id text not null,
        primary key (word_index, booking_id)
      ) without rowid`,
      postgres: `create table name_word (
        word_index text not null,
        booking_id text not null,
        primary key (word_index, booking_id)
      )`,
    },
    `create index name_word_booking on name_word (booking_id)`,
    `alter table booking add column pin_hash text`,
    // A session of the pages has no device; one of a desk is good at its device alone.
    `alter table staff_session add column kiosk_id text`,
    `create index staff_session_kiosk on staff_session (kiosk_id)`,
    // Null where the box was ticked by the visitor; else the member of staff who read the text out and heard the yes.
    `alter table consent_log add column heard_by text`,
    `create index mail_dead on mail (dead_at)`,
  ],
}
