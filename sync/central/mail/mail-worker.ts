import { lockBooking } from '../booking/booking-row.ts'
import type { CentralContext } from '../context.ts'
import { isoOf } from '../planning/local-day.ts'
import type { Tx } from '../store/store.ts'
import { type Formats, keptFormats } from '../texts/moment.ts'
import { townOf } from '../town/town-source.ts'
import { MAX_TRIES, backoffMs, fractionOf } from './backoff.ts'
import type { BookingView } from '../booking/booking-view.ts'
import { composeMail } from './compose-mail.ts'
import { linkToken, linksOf, noteLink } from './links.ts'
import { MailNews } from './mail-news.ts'
import type { Letter, MailTransport } from './mail-transport.ts'
import type { ClaimedMail } from './outbox.ts'
import { claimMails, giveBackMails, noteFailed, noteSent } from './outbox.ts'
import { viewOf } from '../booking/booking-view.ts'
import { personOf } from '../booking/person-of.ts'

export type MailWorker = {
  /**
   * Sends what is due; answers how many mails were claimed. Turns do not overlap. Once `stopping` aborts, the mail that
   * the relay is being given is ended and the rest given back: whoever comes next need not wait for the claim to end.
   */
  readonly turn: (stopping?: AbortSignal) => Promise<number>
}

/** A terminal that comes back brings a thousand bookings, each with a mail: these can wait, its visitors' answers cannot. */
const GIVES_WAY_MS = 500

type Prepared = { outcome: 'letter'; letter: Letter } | { outcome: 'nothing'; why: string }

/**
 * Sends the rows of the mail outbox. What is promised: at least once. Between the relay's "250 OK" and the note of it
 * this process can die, and no protocol closes that gap; the mail then goes out again. It is harmless because every
 * try of a mail has the same Message-ID, the same links and the same calendar UID, so it is the same mail twice.
 */
export function createMailWorker(
  context: CentralContext,
  { transport, from, processId }: { transport: MailTransport; from: string; processId: string },
): MailWorker {
  const { store, clock, random, log } = context
  const domain = from.split('@')[1] ?? 'localhost'
  const formats = keptFormats()

  const deliver = async (mail: ClaimedMail): Promise<void> => {
    const messageId = `<${mail.mail_id}@${domain}>`
    const prepared = await store.transact((tx) => prepare(context, tx, mail, { from, messageId, formats }))
    if (prepared.outcome === 'nothing') {
      const done = { processId, nowMs: clock.nowMs(), messageId: null, note: prepared.why }
      await store.transact((tx) => noteSent(tx, mail.mail_id, done))
      return
    }
    const delivery = await transport.send(prepared.letter)
    if (delivery.outcome === 'sent') {
      const done = { processId, nowMs: clock.nowMs(), messageId, note: null }
      await store.transact((tx) => noteSent(tx, mail.mail_id, done))
      log.info('mail.sent', { mailId: mail.mail_id, kind: mail.kind })
      return
    }
    await postpone(mail, delivery.error, delivery.lasting)
  }

  const postpone = async (mail: ClaimedMail, error: string, lasting: boolean): Promise<void> => {
    const nowMs = clock.nowMs()
    const givenUp = lasting || mail.attempts >= MAX_TRIES
    const nextMs = givenUp ? null : nowMs + backoffMs(mail.attempts, fractionOf(random.bytes(4)))
    await store.transact((tx) => noteFailed(tx, mail.mail_id, { processId, nowMs, nextMs, error }))
    log.warn(givenUp ? 'mail.givenUp' : 'mail.postponed', { mailId: mail.mail_id, kind: mail.kind, error })
  }

  return {
    async turn(stopping) {
      await store.calm(GIVES_WAY_MS)
      const mails = await store.transact((tx) => claimMails(tx, { processId, nowMs: clock.nowMs() }))
      for (const [index, mail] of mails.entries()) {
        if (stopping?.aborted) {
          const left = mails.slice(index).map(({ mail_id }) => mail_id)
          await store.transact((tx) => giveBackMails(tx, left, processId))
          break
        }
        try {
          await deliver(mail)
        } catch (error) {
          // A bug or a broken record must not hold up the mails behind it.
          await postpone(mail, error instanceof Error ? error.name : 'Error', false)
        }
      }
      return mails.length
    },
  }
}

async function prepare(
  { keys, clock, settings, town: source }: CentralContext,
  tx: Tx,
  mail: ClaimedMail,
  { from, messageId, formats }: { from: string; messageId: string; formats: Formats },
): Promise<Prepared> {
  // The row is locked: whoever erases or corrects the person waits until the link is noted, and then takes it away.
  const row = mail.booking_id === null ? null : await lockBooking(tx, mail.booking_id)
  const nowMs = clock.nowMs()
  const town = await townOf(source, tx)
  const view = row && viewOf(row, town, nowMs)
  if (!row || !view) return { outcome: 'nothing', why: 'booking erased' }
  const news = MailNews.parse({ ...(JSON.parse(mail.details ?? '{}') as object), kind: mail.kind })
  if (!stillTrue(news, view, nowMs)) return { outcome: 'nothing', why: 'overtaken' }
  const to = personOf(row, keys)?.email
  if (to === undefined) return { outcome: 'nothing', why: 'no address' }
  const told = news.kind === 'question' ? { ...news, question: await questionOf(tx, keys, news.question) } : news
  const token = linkToken(keys, mail.mail_id)
  await noteLink(tx, { token, bookingId: row.booking_id, mailId: mail.mail_id, startsAtMs: row.starts_at, nowMs })
  const composed = composeMail(told, view, linksOf(settings.publicUrl, token), isoOf(nowMs), formats)
  return {
    outcome: 'letter',
    letter: {
      ...composed,
      to,
      from: { name: view.town.name.de, address: from },
      messageId,
      date: isoOf(nowMs),
      language: view.language,
    },
  }
}

// The question lies sealed in its own row; the mail's row holds only its id.
async function questionOf(tx: Tx, keys: CentralContext['keys'], questionId: string): Promise<string> {
  const row = await tx.one<{ key_id: string; question: string }>('select key_id, question from question where question_id = $1', [
    questionId,
  ])
  return row === undefined ? '' : keys.open({ keyId: row.key_id, sealed: row.question }, `question:${questionId}`)
}

/** Whether a mail that waited still says the truth; an overtaken one is not sent. */
export function stillTrue(news: MailNews, view: BookingView, nowMs: number): boolean {
  switch (news.kind) {
    case 'link':
      return view.standing === 'requested'
    case 'received':
      return view.standing === 'confirmed' || view.standing === 'accepted'
    case 'question':
      return view.standing === 'confirmed'
    case 'earlier':
      return (
        ['requested', 'confirmed', 'accepted'].includes(view.standing) &&
        view.startsAt > news.startsAt &&
        Date.parse(news.until) > nowMs
      )
    case 'accepted':
    case 'moved':
    case 'reminder':
      // Nobody needs to be told of a visit that is over, or reminded of one that has begun.
      return (
        Date.parse(news.kind === 'reminder' ? view.startsAt : view.endsAt) > nowMs &&
        ['requested', 'confirmed', 'accepted'].includes(view.standing)
      )
    case 'unanswered':
      return view.standing === 'expired'
    case 'declined':
    case 'cancelled':
    case 'expired':
    case 'refused':
      return view.standing === news.kind
  }
}
