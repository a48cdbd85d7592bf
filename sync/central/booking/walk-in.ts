const ABOUT_MS = 15 * 60_000

/** Who is booked so late does not come later: they stand at the desk. */
export const isAboutToBegin = (startsAtMs: number, nowMs: number): boolean => startsAtMs - nowMs <= ABOUT_MS
