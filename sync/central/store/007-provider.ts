import type { Migration } from './migration.ts'

/** A town's existing booking server: whose offices are its, what it says is free, and what was reserved there. */
export const PROVIDER: Migration = {
  version: 7,
  name: 'provider',
  statements: [
    `create table provided_office (office_id text primary key, read_at bigint)`,
    // Start times that the other server offers, for the shortest of the office's services; ms since the epoch as JSON.
    `create table provided_day (
      office_id text not null,
      day text not null,
      starts text not null,
      ticks integer not null,
      primary key (office_id, day)
    )`,
    // `reference` opens the booking there and is sealed at rest; null before anything was reserved.
    `create table provided_booking (
      reservation_id text primary key,
      booking_id text not null,
      office_id text not null,
      starts_at bigint not null,
      services text not null,
      state text not null,
      key_id text,
      reference text,
      expires_at bigint,
      due_at bigint not null,
      attempts integer not null default 0
    )`,
    `create index provided_booking_booking on provided_booking (booking_id)`,
    `create index provided_booking_due on provided_booking (due_at) where state <> 'ended'`,
  ],
}
