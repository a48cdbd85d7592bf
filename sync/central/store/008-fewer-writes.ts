import { lean } from './006-fewer-pages.ts'
import type { Migration } from './migration.ts'

/** A mail and its link lie once instead of twice. */
export const FEWER_WRITES: Migration = {
  version: 8,
  name: 'fewer writes',
  statements: [
    ...lean(
      'mail',
      `mail_id text not null,
       event_key text not null,
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
       last_error text`,
      'mail_id',
      [
        // An event's key names its booking: one index finds a booking's mails and keeps its events apart.
        'create unique index mail_event on mail (booking_id, event_key)',
        'create index mail_due on mail (next_attempt_at) where sent_at is null and dead_at is null',
        'create index mail_dead on mail (dead_at) where dead_at is not null',
      ],
    ),
    ...lean(
      'link',
      `token_hash text not null,
       booking_id text not null,
       mail_id text,
       purpose text not null,
       created_at bigint not null,
       expires_at bigint not null,
       used_at bigint`,
      'token_hash',
      ['create index link_booking on link (booking_id)'],
    ),
  ],
}
