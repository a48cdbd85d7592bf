import type { CentralContext } from '../context.ts'
import { describe } from '../http/problem.ts'
import type { Tx } from '../store/store.ts'
import { erasePerson } from './erase-person.ts'
import type { RetentionDays } from './retention-days.ts'

const DAY_MS = 86_400_000
const AT_ONCE = 500

export type RetentionResult = { readonly rule: string; readonly cutoffMs: number; readonly removed: number }
type Rule = {
  readonly name: string
  /** null: what has lapsed by its own date. */
  readonly days: keyof RetentionDays | null
  /** Removes rows that are older than the cutoff: those that take several statements each at most AT_ONCE at a time. */
  readonly remove: (tx: Tx, cutoffMs: number, nowMs: number) => Promise<number>
}

/** Persons of bookings; those under restriction stay until it is lifted (Article 18(2) GDPR). */
const persons =
  (condition: string) =>
  async (tx: Tx, cutoffMs: number, nowMs: number): Promise<number> => {
    const rows = await tx.all<{ booking_id: string }>(
      `select booking_id from booking where person is not null and restricted = 0 and ${condition} limit ${String(AT_ONCE)}`,
      [cutoffMs],
    )
    for (const { booking_id } of rows) await erasePerson(tx, booking_id, nowMs)
    return rows.length
  }

const rows =
  (table: string, condition: string) =>
  (tx: Tx, cutoffMs: number): Promise<number> =>
    tx.run(`delete from ${table} where ${condition}`, [cutoffMs])

const RULES: readonly Rule[] = [
  {
    name: 'visitedPersons',
    days: 'visitedPersons',
    remove: persons(`starts_at < $1 and standing in ('provisional', 'requested', 'confirmed', 'accepted', 'arrived', 'missed')`),
  },
  {
    name: 'endedPersons',
    days: 'endedPersons',
    remove: persons(`changed_at < $1 and standing in ('declined', 'cancelled', 'expired', 'refused')`),
  },
  {
    // A version from before the documents lay with the booking, that erases beside this one during an update, leaves them.
    name: 'erasedRemains',
    days: null,
    remove: (tx) => tx.run('update booking set documents = null where erased_at is not null and documents is not null'),
  },
  { name: 'bookings', days: 'bookings', remove: removeBookings },
  {
    name: 'mails',
    days: 'mails',
    // That a reminder has gone out is known by its row alone, which names nobody: it stays until the visit.
    remove: (tx, cutoffMs, nowMs) =>
      tx.run(
        `delete from mail where ((sent_at is not null and sent_at < $1) or (dead_at is not null and dead_at < $1))
           and not (kind = 'reminder' and exists
             (select 1 from booking where booking.booking_id = mail.booking_id and booking.starts_at > $2))`,
        [cutoffMs, nowMs],
      ),
  },
  { name: 'consents', days: 'consents', remove: rows('consent_log', 'logged_at < $1') },
  { name: 'audit', days: 'audit', remove: rows('audit', 'at < $1') },
  { name: 'retentionLog', days: 'retentionLog', remove: rows('retention_log', 'ran_at < $1') },
  { name: 'enrolments', days: 'enrolments', remove: rows('enrolment', 'expires_at < $1') },
  { name: 'links', days: null, remove: rows('link', 'expires_at < $1') },
  { name: 'staffSessions', days: null, remove: rows('staff_session', 'expires_at < $1') },
  { name: 'throttles', days: null, remove: rows('throttle', 'window_ends_at < $1') },
  {
    name: 'reservations',
    days: null,
    remove: rows(
      'provided_booking',
      `state = 'ended' and due_at < $1 and not exists
         (select 1 from booking where booking.booking_id = provided_booking.booking_id)`,
    ),
  },
  {
    // Written by versions before the store had locks, and by one of them that still runs beside this.
    name: 'emailGuards',
    days: null,
    remove: rows(
      'email_guard',
      'changed_at < $1 and not exists (select 1 from booking where booking.email_index = email_guard.email_index)',
    ),
  },
]

async function removeBookings(tx: Tx, cutoffMs: number): Promise<number> {
  const old = await tx.all<{ booking_id: string }>(
    `select booking_id from booking where person is null and starts_at < $1 limit ${String(AT_ONCE)}`,
    [cutoffMs],
  )
  for (const { booking_id } of old) {
    for (const table of ['history', 'misfit', 'mail', 'link', 'question', 'name_word', 'earlier_wish', 'provided_booking'])
      await tx.run(`delete from ${table} where booking_id = $1`, [booking_id])
    await tx.run('delete from seat where holder_id = $1', [booking_id])
    await tx.run('delete from booking where booking_id = $1', [booking_id])
  }
  return old.length
}

/**
 * Deletes what has been kept long enough, rule by rule, each batch in its own transaction, and writes down for every
 * rule when it ran and how much went, also when it was nothing: the proof that the rules are kept.
 */
export async function runRetention(context: CentralContext): Promise<RetentionResult[]> {
  const runId = context.random.uuid()
  const results: RetentionResult[] = []
  for (const rule of RULES) results.push(await keep(context, runId, rule))
  return results
}

async function keep({ store, clock, settings, log }: CentralContext, runId: string, rule: Rule): Promise<RetentionResult> {
  const nowMs = clock.nowMs()
  // The next run is a day away: what would be older than allowed by then goes now.
  const days = rule.days === null ? 0 : Math.max(0, settings.retention[rule.days] - 1)
  const cutoffMs = nowMs - days * DAY_MS
  let removed = 0
  for (let batch = AT_ONCE; batch === AT_ONCE; ) {
    batch = await store.transact((tx) => rule.remove(tx, cutoffMs, nowMs))
    removed += batch
  }
  await store.transact((tx) =>
    tx.run('insert into retention_log (run_id, rule, ran_at, cutoff_at, rows_removed) values ($1, $2, $3, $4, $5)', [
      runId,
      rule.name,
      nowMs,
      cutoffMs,
      removed,
    ]),
  )
  if (removed > 0) log.info('retention.removed', { kind: rule.name, count: removed })
  return { rule: rule.name, cutoffMs, removed }
}

// Longer than a run lasts: by then another process may go on where one has been cut short.
const CLAIM_MS = 600_000

/**
 * The daily run, by one process at a time: each rule whose last proof is a day old. One that fails is logged and does not hold
 * up those behind it; what a stop has cut short is due again at once.
 */
export async function runRetentionDaily(context: CentralContext): Promise<RetentionResult[]> {
  const { store, clock, random, log } = context
  const nowMs = clock.nowMs()
  const claim = async (untilMs: number): Promise<boolean> => {
    // The row is changed before it is read: of several processes one goes on.
    const taken = await store.transact((tx) =>
      tx.run(
        `insert into setting (name, value) values ('retentionClaimedUntil', $1)
         on conflict (name) do update set value = excluded.value where cast(setting.value as bigint) <= $2`,
        [String(untilMs), untilMs === 0 ? Number.MAX_SAFE_INTEGER : nowMs],
      ),
    )
    return taken > 0
  }
  if (!(await claim(nowMs + CLAIM_MS))) return []
  const results: RetentionResult[] = []
  const proved = await store.read((tx) =>
    tx.all<{ rule: string }>('select distinct rule from retention_log where ran_at > $1', [nowMs - DAY_MS]),
  )
  const due = RULES.filter(({ name }) => !proved.some(({ rule }) => rule === name))
  const runId = random.uuid()
  for (const rule of due) {
    try {
      results.push(await keep(context, runId, rule))
    } catch (error) {
      log.error('retention.failed', { kind: rule.name, error: describe(error) })
    }
  }
  await claim(0)
  return results
}
