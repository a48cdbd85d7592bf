import * as z from 'zod/mini'
import type { CentralContext } from '../../context.ts'
import { backoffMs, fractionOf, MAX_TRIES } from '../../mail/backoff.ts'
import { isoOf } from '../../planning/local-day.ts'
import type { Tx } from '../../store/store.ts'
import type { AlertKind } from './judge-kiosk.ts'

export type Subject = { readonly kioskId: string; readonly name: string; readonly officeId: string | null }

/** What is told of an incident: of the device, never of a person. */
export const Notice = z.object({
  alertId: z.string(),
  news: z.enum(['raised', 'cleared']),
  kind: z.string(),
  kioskId: z.string(),
  name: z.string(),
  officeId: z.nullable(z.string()),
  since: z.string(),
  at: z.string(),
})
export type Notice = z.infer<typeof Notice>

export type NoticeRow = {
  readonly notice_id: string
  readonly channel: 'mail' | 'webhook'
  readonly target: string
  readonly body: string
  readonly attempts: number
}
export type Sent =
  | { readonly outcome: 'sent' }
  | { readonly outcome: 'failed'; readonly lasting: boolean; readonly error: string }
export type Send = (target: string, notice: Notice, noticeId: string) => Promise<Sent>

const LEASE_MS = 60_000
const BATCH = 20

/** Puts one notice for each address and each webhook into the outbox, in the transaction of the incident's change. */
export async function queueNotices(
  tx: Tx,
  { settings: { alerts } }: CentralContext,
  what: {
    alertId: string
    subject: Subject
    kind: AlertKind
    news: 'raised' | 'cleared'
    badSinceMs: number
    nowMs: number
  },
): Promise<void> {
  const { alertId, subject, kind, news, badSinceMs, nowMs } = what
  const notice: Notice = { alertId, news, kind, ...subject, since: isoOf(badSinceMs), at: isoOf(nowMs) }
  const targets = [
    ...alerts.mailTo.map((target) => ({ channel: 'mail', target })),
    ...(alerts.webhookUrl === null ? [] : [{ channel: 'webhook', target: alerts.webhookUrl }]),
  ]
  for (const { channel, target } of targets) {
    await tx.run(
      `insert into fleet_notice (notice_id, alert_id, news, channel, target, body, made_at, due_at)
       values ($1, $2, $3, $4, $5, $6, $7, $7) on conflict (notice_id) do nothing`,
      [`${alertId}:${news}:${channel}:${target}`, alertId, news, channel, target, JSON.stringify(notice), nowMs],
    )
  }
}

/** Sends what is due, oldest first; answers how many were tried. A failed one comes back, as mails do. */
export async function sendNotices(context: CentralContext, ways: Readonly<Record<'mail' | 'webhook', Send>>): Promise<number> {
  const { store, clock, random, log } = context
  for (let tried = 0; tried < BATCH; tried += 1) {
    const row = await takeNext(context)
    if (!row) return tried
    const sent = await sendOne(ways, row)
    const nowMs = clock.nowMs()
    if (sent.outcome === 'sent') {
      await store.transact((tx) => tx.run('update fleet_notice set sent_at = $2 where notice_id = $1', [row.notice_id, nowMs]))
      continue
    }
    const over = sent.lasting || row.attempts >= MAX_TRIES
    if (over) log.warn('alert.notTold', { kind: row.channel, error: sent.error })
    const dueMs = nowMs + backoffMs(row.attempts, fractionOf(random.bytes(4)))
    await store.transact((tx) =>
      tx.run('update fleet_notice set due_at = $2, dead_at = $3, last_error = $4 where notice_id = $1', [
        row.notice_id,
        dueMs,
        over ? nowMs : null,
        sent.error,
      ]),
    )
  }
  return BATCH
}

/** One at a time: behind a few that wait for an answer the lease of the last would be over before it is sent. */
function takeNext({ store, clock }: CentralContext): Promise<NoticeRow | undefined> {
  const nowMs = clock.nowMs()
  return store.transact((tx) =>
    // The lease keeps other processes from sending the same one; its condition is repeated for the one that waited for the row.
    tx.one<NoticeRow>(
      `update fleet_notice set attempts = attempts + 1, due_at = $2 where due_at <= $1 and sent_at is null and dead_at is null
       and notice_id in (select notice_id from fleet_notice where due_at <= $1 and sent_at is null and dead_at is null
         order by made_at, notice_id limit 1) returning notice_id, channel, target, body, attempts`,
      [nowMs, nowMs + LEASE_MS],
    ),
  )
}

/** A bug, a full disk or a kind that only a newer version has words for must not hold up the notices behind it. */
async function sendOne(ways: Readonly<Record<'mail' | 'webhook', Send>>, row: NoticeRow): Promise<Sent> {
  try {
    return await ways[row.channel](row.target, Notice.parse(JSON.parse(row.body)), row.notice_id)
  } catch (error) {
    return { outcome: 'failed', lasting: false, error: error instanceof Error ? error.name : 'unknown' }
  }
}

const DAY_MS = 86_400_000
/** Incidents that are over and their notices go after 90 days. */
export async function forgetOldAlerts({ store, clock }: CentralContext): Promise<void> {
  const before = clock.nowMs() - 90 * DAY_MS
  await store.transact(async (tx) => {
    await tx.run('delete from fleet_notice where made_at < $1 and (sent_at is not null or dead_at is not null)', [before])
    await tx.run('delete from fleet_alert where cleared_at is not null and cleared_at < $1', [before])
  })
}
