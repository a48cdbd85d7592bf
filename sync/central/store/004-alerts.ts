import type { Migration } from './migration.ts'

/** Incidents of the fleet with what was told of them, and codes that put a new device in an old one's place. */
export const ALERTS: Migration = {
  version: 4,
  name: 'alerts',
  statements: [
    `create table fleet_alert (
      alert_id text primary key,
      kiosk_id text not null,
      kind text not null,
      bad_since bigint not null,
      raised_at bigint,
      good_since bigint,
      cleared_at bigint
    )`,
    // One incident at a time: two processes that watch the same fleet cannot both begin it.
    `create unique index fleet_alert_open on fleet_alert (kiosk_id, kind) where cleared_at is null`,
    `create table fleet_notice (
      notice_id text primary key,
      alert_id text not null,
      news text not null check (news in ('raised', 'cleared')),
      channel text not null check (channel in ('mail', 'webhook')),
      target text not null,
      body text not null,
      made_at bigint not null,
      due_at bigint not null,
      attempts integer not null default 0,
      sent_at bigint,
      dead_at bigint,
      last_error text
    )`,
    `create index fleet_notice_due on fleet_notice (sent_at, due_at)`,
    `alter table enrolment add column replaces text`,
  ],
}
