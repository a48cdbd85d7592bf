/**
 * Who has an answer within this time sees it on the screen, which waits half a second longer, and chooses again there. A
 * promise that is taken back later has been shown as one: better told twice than not at all.
 */
const LEFT_AFTER_MS = 1_000

/**
 * Whether somebody had left with a promise or a request before central's answer: then a mail or a phone call tells them.
 * `promised`: taken with a seat of its own, not as an honest request, which nobody waits for.
 */
export const hadLeft = ({
  promised,
  bookedAtMs,
  receivedAtMs,
}: {
  promised: boolean
  bookedAtMs: number
  receivedAtMs: number
}) => !promised || receivedAtMs - bookedAtMs > LEFT_AFTER_MS

/** The same as a condition on rows of `booking`. */
export const HAD_LEFT = `(booking.promised = 0 or booking.received_at - booking.booked_at > ${String(LEFT_AFTER_MS)})`
