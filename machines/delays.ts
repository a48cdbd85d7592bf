/** Every duration of the product that is not a town's or a device's setting, with its reason. */

/** One step of the visible countdown. */
export const COUNTDOWN_STEP_MS = 1_000
/** WCAG 2.2.1: at least 20 seconds to react to the warning. */
export const SHORTEST_COUNTDOWN_SECONDS = 20
/**
 * A voice that has not said by then that it has finished never will (a speech service that died, a sound device that was
 * pulled out): so long for the start, …
 */
export const UTTERANCE_START_MS = 10_000
/** … and so long for each character at the usual rate: four times what a calm voice takes, enough for a number read digit by digit. */
export const UTTERANCE_CHARACTER_MS = 300
/** On the last screen the receipt is in the visitor's hand: a shorter quiet time frees the terminal for the next. */
export const QUIET_AFTER_BOOKING_SECONDS = 20
/** A page that cannot reach its station asks again this often. */
export const STATION_RETRY_MS = 2_000
/** A page without its station gives up the visitor after this time: nobody would end their session, and their words would stay. */
export const STATION_PATIENCE_MS = 6_000
/** How long the wiped screen stands at most before the page starts again by itself. */
export const WIPE_LIMIT_MS = 3_000
/** A confirmation whose answer was lost is asked for again, with the same id, after this pause. */
export const RECORDING_RETRY_MS = 3_000
/** Between failed tries to reach central: full jitter up to this, doubled with each failure … */
export const BACKOFF_FIRST_MS = 500
/** … but never more than a minute, so that a kiosk is back soon after a long outage. */
export const BACKOFF_CEILING_MS = 60_000
/**
 * The longest that a server's wish to be left alone (`Retry-After`) is followed: one of days, given by a maintenance page or in
 * error, must not keep a terminal away from a central that is long back.
 */
export const RETRY_AFTER_CEILING_MS = 600_000
/** How often a kiosk asks for news where the event stream does not get through (some proxies buffer it). */
export const POLL_MS = 30_000
/** With the event stream open, asking is the sign of life that IT watches, and how a revoked device learns of it: within a minute. */
export const POLL_WITH_EVENTS_MS = 40_000
/** After a broken event stream central is asked within this time whether it is still there. */
export const LOST_STREAM_LOOK_MS = 2_000
/** A kiosk that central does not take asks again this often; the reason goes away by an operator's hand. */
export const REJECTED_RETRY_MS = 5_000
/** A page sends a heartbeat every two seconds; after this silence the station replaces it. */
export const PAGE_SILENCE_MS = 5_000
/** A page that has not sent its first heartbeat by then never will: a slow machine needs a few seconds to draw it. */
export const PAGE_START_MS = 20_000
/**
 * Before a lost page is shown anew, by how many were lost before it: the first at once, but a broken one not without pause.
 * With the silence before them and two seconds to draw a page, none of them keeps a terminal off the start screen for ten.
 */
export const WINDOW_PAUSES_MS = [200, 1_000, 2_500] as const
/** A page that has lived this long is well: what was lost before it is forgiven. */
export const WINDOW_STEADY_MS = 600_000
/** How long the notice "out of order" stands before the page is tried again. */
export const NOTICE_STANDS_MS = [60_000, 120_000, 300_000] as const

/** The service menu closes when nobody has touched it for so long: somebody may have walked away from it open. */
export const SERVICE_LIMIT_MS = 180_000
