import type { Migration } from './migration.ts'

// A row of a table with a text key lies twice in SQLite, once under its row id and once under the key: without row ids
// each of these is one page less to write for each booking. The columns are those that the table has, in their order.
export const lean = (table: string, columns: string, key: string, indexes: readonly string[] = []): Migration['statements'] =>
  [
    `create table lean (${columns}, primary key (${key})) without rowid`,
    `insert into lean select * from ${table}`,
    `drop table ${table}`,
    `alter table lean rename to ${table}`,
    ...indexes,
  ].map((sqlite) => ({ sqlite, postgres: 'select 1' }))

// SQLite builds a table in memory for each `in (…)` of more than two values, each time that a row is written.
const oneOf = (column: string, values: readonly string[]): string => values.map((value) => `${column} = '${value}'`).join(' or ')

/** A booking writes to fewer pages: indexes hold only the rows that are asked for, and small tables lie once. */
export const FEWER_PAGES: Migration = {
  version: 6,
  name: 'fewer pages',
  statements: [
    `drop index booking_deadline`,
    `drop index booking_office_deadline`,
    `create index booking_deadline on booking (office_id, confirm_by) where standing = 'requested'`,
    `drop index booking_inbox`,
    `create index booking_inbox on booking (office_id, starts_at) where standing = 'confirmed'`,
    `drop index mail_due`,
    `create index mail_due on mail (next_attempt_at) where sent_at is null and dead_at is null`,
    `drop index mail_dead`,
    `create index mail_dead on mail (dead_at) where dead_at is not null`,
    ...lean(
      'history',
      `booking_id text not null,
       position integer not null,
       at bigint not null,
       event text not null,
       from_standing text,
       to_standing text not null,
       actor_kind text not null check (${oneOf('actor_kind', ['visitor', 'kiosk', 'staff', 'central', 'operator'])}),
       actor text,
       reason text`,
      'booking_id, position',
    ),
    ...lean(
      'seat',
      `office_id text not null,
       counter_group text not null,
       starts_at bigint not null,
       seat integer not null,
       holder_kind text not null check (${oneOf('holder_kind', ['hold', 'booking', 'escrow'])}),
       holder_id text not null`,
      'office_id, counter_group, starts_at, seat',
      ['create index seat_holder on seat (holder_id)'],
    ),
    ...lean(
      'consent_log',
      `booking_id text not null,
       version text not null,
       accepted_at bigint not null,
       logged_at bigint not null,
       withdrawn_at bigint,
       heard_by text`,
      'booking_id, version',
    ),
    ...lean('email_guard', `email_index text not null, changed_at bigint not null`, 'email_index'),
    ...lean(
      'op',
      `op_id text not null,
       kiosk_id text not null,
       epoch text not null,
       sequence bigint not null,
       booking_id text not null,
       payload_hash text not null,
       verdict text not null,
       received_at bigint not null`,
      'op_id',
      ['create unique index op_sequence on op (kiosk_id, epoch, sequence)'],
    ),
  ],
}
