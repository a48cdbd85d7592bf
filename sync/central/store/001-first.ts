import type { Migration } from './migration.ts'

/** Instants are `*_at` in ms since the epoch (UTC), days are local dates of the office, JSON and sealed bytes are text. */
export const FIRST: Migration = {
  version: 1,
  name: 'first',
  statements: [
    // Small facts about this central: current catalogue, instance id.
    `create table setting (name text primary key, value text not null)`,

    `create table catalogue (
      version text primary key,
      loaded_at bigint not null,
      body text not null
    )`,

    // --- Capacity ---
    // The counter is bumped first in every transaction that changes an office's capacity: it serialises the office and
    // gives the version. A database sequence would not do: commits overtake each other and a cursor would skip rows.
    `create table office_counter (
      office_id text primary key,
      version bigint not null,
      planned_with text,
      planned_until text
    )`,
    `create table office_day (
      office_id text not null,
      day text not null,
      version bigint not null,
      plan text not null,
      primary key (office_id, day)
    )`,
    `create index office_day_version on office_day (office_id, version)`,
    // The guard against double bookings: two holders of one seat in one tick cannot exist.
    {
      sqlite: `create table seat (
        office_id text not null,
        counter_group text not null,
        starts_at bigint not null,
        seat integer not null,
        holder_kind text not null check (holder_kind in ('hold', 'booking', 'escrow')),
        holder_id text not null,
        primary key (office_id, counter_group, starts_at, seat)
      ) without rowid`,
      postgres: `create table seat (
        office_id text not null,
        counter_group text not null,
        starts_at bigint not null,
        seat integer not null,
        holder_kind text not null check (holder_kind in ('hold', 'booking', 'escrow')),
        holder_id text not null,
        primary key (office_id, counter_group, starts_at, seat)
      )`,
    },
    `create index seat_holder on seat (holder_id)`,
    `create table hold (
      booking_id text primary key,
      office_id text not null,
      counter_group text not null,
      day text not null,
      starts_at bigint not null,
      ticks integer not null,
      services text not null,
      kiosk_id text,
      purpose text not null check (purpose in ('visit', 'desk', 'earlier')),
      held_at bigint not null,
      expires_at bigint not null
    )`,
    `create index hold_expires on hold (expires_at)`,
    `create index hold_office on hold (office_id, day)`,
    // Closures entered by staff, beside those of the town's file.
    `create table closure (
      closure_id text primary key,
      office_id text not null,
      first_day text not null,
      last_day text not null,
      from_time text,
      until_time text,
      reason text,
      created_by text not null,
      created_at bigint not null,
      withdrawn_at bigint
    )`,
    // Bookings that no longer fit the opening rules; staff decide what becomes of them.
    `create table misfit (
      booking_id text primary key,
      office_id text not null,
      noticed_at bigint not null,
      reason text not null,
      resolved_at bigint
    )`,

    // --- Bookings ---
    `create table booking (
      booking_id text primary key,
      number text not null,
      office_id text not null,
      counter_group text not null,
      day text not null,
      starts_at bigint not null,
      ticks integer not null,
      services text not null,
      standing text not null,
      promised integer not null,
      overbooked integer not null default 0,
      channel text not null,
      language text not null,
      kiosk_id text,
      person_key_id text,
      person text,
      email_index text,
      phone_index text,
      name_index text,
      consent_version text not null,
      consent_at bigint not null,
      receipt_key_hash text not null,
      confirm_by bigint,
      booked_at bigint not null,
      received_at bigint not null,
      changed_at bigint not null,
      revision integer not null default 0,
      decline_reason text,
      note text,
      restricted integer not null default 0,
      objected_at bigint,
      erased_at bigint
    )`,
    `create index booking_number on booking (number)`,
    `create index booking_day on booking (office_id, day)`,
    `create index booking_inbox on booking (office_id, standing, starts_at)`,
    `create index booking_deadline on booking (standing, confirm_by)`,
    // Asked each time that an office is locked: which of its requests are overdue?
    `create index booking_office_deadline on booking (office_id, standing, confirm_by)`,
    `create index booking_starts on booking (standing, starts_at)`,
    `create index booking_email on booking (email_index)`,
    `create index booking_phone on booking (phone_index)`,
    `create index booking_name on booking (name_index)`,
    // Append-only: who made what of a booking, when and why.
    `create table history (
      booking_id text not null,
      position integer not null,
      at bigint not null,
      event text not null,
      from_standing text,
      to_standing text not null,
      actor_kind text not null check (actor_kind in ('visitor', 'kiosk', 'staff', 'central', 'operator')),
      actor text,
      reason text,
      primary key (booking_id, position)
    )`,
    // A row per e-mail index, locked while its open bookings are counted.
    `create table email_guard (email_index text primary key, changed_at bigint not null)`,
    `create table earlier_wish (
      booking_id text primary key,
      wished_at bigint not null,
      not_before bigint,
      state text not null check (state in ('waiting', 'offered', 'ended')),
      offered_starts_at bigint,
      offered_hold_id text,
      offered_at bigint,
      offer_expires_at bigint,
      ended_at bigint
    )`,
    `create index earlier_wish_state on earlier_wish (state, wished_at)`,

    // --- Kiosks ---
    `create table kiosk (
      kiosk_id text primary key,
      name text not null,
      office_id text,
      profile text not null default 'lobby' check (profile in ('lobby', 'desk')),
      public_key text not null,
      enrolled_at bigint not null,
      revoked_at bigint,
      epoch text,
      generation bigint,
      last_sequence bigint,
      frozen_at bigint,
      frozen_reason text,
      last_seen_at bigint,
      health text,
      catalogue_version text
    )`,
    `create unique index kiosk_public_key on kiosk (public_key)`,
    `create table enrolment (
      code_hash text primary key,
      office_id text,
      name text,
      profile text not null default 'lobby' check (profile in ('lobby', 'desk')),
      created_at bigint not null,
      expires_at bigint not null,
      used_at bigint,
      kiosk_id text
    )`,
    `create table op (
      op_id text primary key,
      kiosk_id text not null,
      epoch text not null,
      sequence bigint not null,
      booking_id text not null,
      payload_hash text not null,
      verdict text not null,
      received_at bigint not null
    )`,
    `create unique index op_sequence on op (kiosk_id, epoch, sequence)`,
    `create table escrow_block (
      block_id text primary key,
      kiosk_id text not null,
      epoch text not null,
      office_id text not null,
      counter_group text not null,
      day text not null,
      starts_at bigint not null,
      ticks integer not null,
      seat integer not null,
      state text not null check (state in ('granted', 'returned', 'ended')),
      granted_at bigint not null,
      ended_at bigint
    )`,
    `create index escrow_block_kiosk on escrow_block (kiosk_id, state)`,
    `create index escrow_block_day on escrow_block (office_id, day)`,

    // --- Mail ---
    // `event_key` makes one mail per event: confirm:<booking>, accepted:<booking>, reminder:<booking>:<starts_at> …
    `create table mail (
      mail_id text primary key,
      event_key text not null unique,
      kind text not null,
      booking_id text,
      details text,
      queued_at bigint not null,
      next_attempt_at bigint not null,
      attempts integer not null default 0,
      claimed_by text,
      claimed_until bigint,
      message_id text,
      sent_at bigint,
      dead_at bigint,
      last_error text
    )`,
    `create index mail_due on mail (sent_at, dead_at, next_attempt_at)`,
    `create index mail_booking on mail (booking_id)`,
    `create table link (
      token_hash text primary key,
      booking_id text not null,
      mail_id text,
      purpose text not null,
      created_at bigint not null,
      expires_at bigint not null,
      used_at bigint
    )`,
    `create index link_booking on link (booking_id)`,

    // --- Staff ---
    `create table staff (
      staff_id text primary key,
      email text not null unique,
      name text not null,
      role text not null check (role in ('clerk', 'frontDesk', 'officeAdmin', 'it')),
      offices text not null,
      password_hash text,
      oidc_issuer text,
      oidc_subject text,
      created_at bigint not null,
      password_changed_at bigint,
      disabled_at bigint,
      failed_attempts integer not null default 0,
      locked_until bigint
    )`,
    `create unique index staff_oidc on staff (oidc_issuer, oidc_subject)`,
    `create table staff_session (
      token_hash text primary key,
      staff_id text not null,
      csrf_token text not null,
      created_at bigint not null,
      last_used_at bigint not null,
      expires_at bigint not null
    )`,
    `create index staff_session_staff on staff_session (staff_id)`,
    `create table reply_template (
      template_id text primary key,
      office_id text,
      kind text not null,
      title text not null,
      body text not null
    )`,
    // Ask back: a clerk's question about a request and the visitor's answer, sealed at rest like the person.
    `create table question (
      question_id text primary key,
      booking_id text not null,
      staff_id text not null,
      asked_at bigint not null,
      key_id text not null,
      question text not null,
      answered_at bigint,
      answer text
    )`,
    `create index question_booking on question (booking_id)`,

    // --- The law ---
    `create table audit (
      audit_id text primary key,
      at bigint not null,
      actor_kind text not null,
      actor text,
      action text not null,
      office_id text,
      booking_id text,
      detail text
    )`,
    `create index audit_at on audit (at)`,
    `create table consent_log (
      booking_id text not null,
      version text not null,
      accepted_at bigint not null,
      logged_at bigint not null,
      withdrawn_at bigint,
      primary key (booking_id, version)
    )`,
    `create table retention_log (
      run_id text not null,
      rule text not null,
      ran_at bigint not null,
      cutoff_at bigint not null,
      rows_removed integer not null,
      primary key (run_id, rule)
    )`,
    // Counts attempts per key (sign-in, codes) in a window, the same for all processes.
    `create table throttle (
      key text primary key,
      attempts integer not null,
      window_ends_at bigint not null
    )`,
  ],
}
