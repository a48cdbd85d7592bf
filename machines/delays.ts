/** Every duration of the product that is not a town's or a device's setting, with its reason. */

/** One step of the visible countdown. */
export const COUNTDOWN_STEP_MS = 1_000
/** WCAG 2.2.1: at least 20 seconds to react to the warning. */
export const SHORTEST_COUNTDOWN_SECONDS = 20
/** On the last screen the receipt is in the visitor's hand: a shorter quiet time frees the terminal for the next. */
export const QUIET_AFTER_BOOKING_SECONDS = 20
/** A page that cannot reach its station asks again this often. */
export const STATION_RETRY_MS = 2_000
/** How long the wiped screen stands at most before the page starts again by itself. */
export const WIPE_LIMIT_MS = 3_000
/** A confirmation whose answer was lost is asked for again, with the same id, after this pause. */
export const RECORDING_RETRY_MS = 3_000
