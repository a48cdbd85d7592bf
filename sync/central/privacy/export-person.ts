import { documentsIn, loadBooking, servicesOf, standingAt } from '../booking/booking-row.ts'
import { questionsOf } from '../booking/ask-back.ts'
import { openNote } from '../booking/booking-note.ts'
import type { Actor, CentralContext } from '../context.ts'
import { wishOf } from '../earlier/earlier-wish.ts'
import { isProvided } from '../provider/provided-calendar.ts'
import { personOf } from '../booking/person-of.ts'
import { isoOf } from '../planning/local-day.ts'
import { writeAudit } from './audit.ts'

const optionalIso = (ms: number | null) => (ms === null ? null : isoOf(ms))

/**
 * Everything kept about a booking and its person, as plain JSON with self-explaining names: access and portability
 * (Articles 15 and 20 GDPR). Keys, hashes and tokens are not part of it. Null if there is no such booking.
 */
export async function exportPerson(context: CentralContext, bookingId: string, actor: Actor) {
  const { store, keys, clock, random } = context
  const found = await store.transact(async (tx) => {
    const booking = await loadBooking(tx, bookingId)
    if (!booking) return null
    const nowMs = clock.nowMs()
    await writeAudit(tx, { random, nowMs }, { actor, action: 'person.exported', officeId: booking.office_id, bookingId })
    return {
      booking,
      nowMs,
      wish: await wishOf(tx, bookingId),
      looks: await tx.all<{ at: number; action: string; actor_kind: string }>(
        'select at, action, actor_kind from audit where booking_id = $1 order by at, audit_id',
        [bookingId],
      ),
      atProvider: await isProvided(tx, booking.office_id),
      history: await tx.all<{ at: number; event: string; to_standing: string; actor_kind: string; reason: string | null }>(
        'select at, event, to_standing, actor_kind, reason from history where booking_id = $1 order by position',
        [bookingId],
      ),
      consents: await tx.all<{ version: string; accepted_at: number; withdrawn_at: number | null; heard_by: string | null }>(
        'select version, accepted_at, withdrawn_at, heard_by from consent_log where booking_id = $1',
        [bookingId],
      ),
      mails: await tx.all<{ kind: string; queued_at: number; sent_at: number | null; dead_at: number | null }>(
        'select kind, queued_at, sent_at, dead_at from mail where booking_id = $1 order by queued_at',
        [bookingId],
      ),
    }
  })
  if (!found) return null
  const { booking, nowMs } = found
  return {
    format: 'foyer-person-export-1',
    exportedAt: isoOf(nowMs),
    booking: {
      bookingId: booking.booking_id,
      number: booking.number,
      officeId: booking.office_id,
      services: servicesOf(booking),
      startsAt: isoOf(booking.starts_at),
      standing: standingAt(booking, nowMs),
      channel: booking.channel,
      language: booking.language,
      bookedAt: isoOf(booking.booked_at),
      confirmBy: optionalIso(booking.confirm_by),
      declineReason: booking.decline_reason,
      note: openNote(keys, booking),
      documents: documentsIn(booking),
      restricted: booking.restricted === 1,
      objectedAt: optionalIso(booking.objected_at),
      erasedAt: optionalIso(booking.erased_at),
    },
    person: personOf(booking, keys),
    consents: found.consents.map((row) => ({
      textVersion: row.version,
      acceptedAt: isoOf(row.accepted_at),
      withdrawnAt: optionalIso(row.withdrawn_at),
      ...(row.heard_by !== null && { given: 'spoken' }),
    })),
    questions: (await questionsOf(context, bookingId)).map(({ askedAtMs, question, answer }) => ({
      askedAt: isoOf(askedAtMs),
      question,
      answer,
    })),
    history: found.history.map((row) => ({
      at: isoOf(row.at),
      event: row.event,
      standing: row.to_standing,
      by: row.actor_kind,
      reason: row.reason,
    })),
    earlierWish: found.wish
      ? {
          wishedAt: isoOf(found.wish.wished_at),
          state: found.wish.state,
          offeredStart: optionalIso(found.wish.offered_starts_at),
        }
      : null,
    // Who has worked with the data (Article 15(1)(c)): by role of the actor, as the history says it.
    accesses: found.looks.map(({ at, action, actor_kind }) => ({ at: isoOf(at), action, by: actor_kind })),
    recipients: ['office', ...(found.mails.length > 0 ? ['mailServer'] : []), ...(found.atProvider ? ['bookingServer'] : [])],
    mails: found.mails.map((row) => ({
      kind: row.kind,
      queuedAt: isoOf(row.queued_at),
      sentAt: optionalIso(row.sent_at),
      givenUpAt: optionalIso(row.dead_at),
    })),
  }
}
