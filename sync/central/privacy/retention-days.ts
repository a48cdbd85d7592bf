import * as z from 'zod/mini'

const days = (ordinary: number) => z._default(z.int().check(z.minimum(0), z.maximum(3_650)), ordinary)

/** How long each kind of data is kept at most, in days. A town sets its own; the privacy statement has to say the same. */
export const RetentionDays = z.object({
  /** Who came, after the visit: for questions and complaints. */
  visitedPersons: days(30),
  /** Who was declined, cancelled, refused or let the request expire. */
  endedPersons: days(7),
  /** Bookings without a person, with their history: for statistics and disputes. */
  bookings: days(365),
  /** Sent and given-up mails: their kind and times; their text is never stored. */
  mails: days(14),
  /** That somebody has agreed, to which text and when (Article 7(1) GDPR). */
  consents: days(1_095),
  audit: days(365),
  /** The proof that all this was deleted. */
  retentionLog: days(1_095),
  /** Used and lapsed one-time codes of kiosks. */
  enrolments: days(30),
})
export type RetentionDays = z.infer<typeof RetentionDays>
