// After a migration every table of the version before is there with its columns and rows; new columns may be empty. A table may
// be built anew with other keys and indexes. The version before must be able to read and write what the new one has made, or a
// terminal could not turn back (test/main/store/turning-back.test.ts).

/** bookings.db: what must never be lost. No person in clear: only sealed to central, inside an op, until it is answered. */
export const BOOKINGS_MIGRATIONS = [
  `
  create table device (key text primary key, value text not null) strict, without rowid;
  create table booking (
    booking_id text primary key,
    office_id text not null,
    counter_group_id text not null,
    services text not null,
    starts_at text not null,
    ticks integer not null,
    language text not null,
    standing text not null,
    promised integer not null,
    confirm_by text,
    booked_at text not null
  ) strict, without rowid;
  create table outbox (
    sequence integer primary key autoincrement,
    op_id text not null unique,
    booking_id text not null,
    op text not null,
    signature text not null
  ) strict;
  create table print_job (
    job_id text primary key,
    booking_id text not null,
    state text not null check (state in ('held','queued','printing','printed','failed','maybePrinted','dropped')),
    receipt_key text,
    made_at text not null
  ) strict, without rowid;
  create unique index print_job_unfinished on print_job (booking_id) where state in ('held','queued','printing');
  create table escrow_block (
    block_id text primary key,
    office_id text not null,
    counter_group_id text not null,
    starts_at text not null,
    ticks integer not null
  ) strict, without rowid;
  `,
  `
  create table escrow_sale (
    booking_id text not null,
    block_id text not null,
    from_tick integer not null check (from_tick >= 0),
    ticks integer not null check (ticks > 0),
    primary key (block_id, from_tick)
  ) strict, without rowid;
  create index escrow_sale_booking on escrow_sale (booking_id);
  create trigger escrow_sold_once before insert on escrow_sale when exists (
    select 1 from escrow_sale where block_id = new.block_id
      and from_tick < new.from_tick + new.ticks and new.from_tick < from_tick + ticks
  ) begin select raise(abort, 'a seat is sold once'); end;
  create table escrow_return (block_id text primary key) strict, without rowid;
  `,
  // A booking writes to two pages fewer. Ops are found among the oldest, without an index by their ids; jobs lie by booking,
  // which finds those of a booking without a second index.
  `
  create table outbox_anew (
    sequence integer primary key autoincrement,
    op_id text not null,
    booking_id text not null,
    op text not null,
    signature text not null
  ) strict;
  insert into outbox_anew (sequence, op_id, booking_id, op, signature) select sequence, op_id, booking_id, op, signature from outbox;
  delete from sqlite_sequence where name = 'outbox_anew';
  insert into sqlite_sequence (name, seq) select 'outbox_anew', seq from sqlite_sequence where name = 'outbox';
  drop table outbox;
  alter table outbox_anew rename to outbox;
  create table print_job_anew (
    booking_id text not null,
    job_id text not null,
    state text not null check (state in ('held','queued','printing','printed','failed','maybePrinted','dropped')),
    receipt_key text,
    made_at text not null,
    primary key (booking_id, job_id)
  ) strict, without rowid;
  insert into print_job_anew (booking_id, job_id, state, receipt_key, made_at)
    select booking_id, job_id, state, receipt_key, made_at from print_job;
  drop table print_job;
  alter table print_job_anew rename to print_job;
  create trigger print_job_added before insert on print_job when new.state in ('held','queued','printing') and exists (
    select 1 from print_job where booking_id = new.booking_id and state in ('held','queued','printing')
  ) begin select raise(abort, 'one paper of a booking is on its way at a time'); end;
  create trigger print_job_moved before update of state on print_job when new.state in ('held','queued','printing') and exists (
    select 1 from print_job where booking_id = new.booking_id and job_id <> new.job_id and state in ('held','queued','printing')
  ) begin select raise(abort, 'one paper of a booking is on its way at a time'); end;
  `,
] as const

/** cache.db: what central has told; thrown away and fetched again when it is damaged or newer. */
export const CACHE_MIGRATIONS = [
  `
  create table catalogue (one integer primary key check (one = 1), version text not null, content text not null) strict;
  create table office_cursor (office_id text primary key, version integer not null) strict, without rowid;
  create table group_day (
    office_id text not null,
    day text not null,
    counter_group_id text not null,
    first_tick_ms integer not null,
    free blob not null,
    primary key (office_id, day, counter_group_id)
  ) strict, without rowid;
  `,
] as const
