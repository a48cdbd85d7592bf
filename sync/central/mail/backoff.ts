/** After how many tries a mail is given up and shown to staff. With the waits below that is a day at least, two at most. */
export const MAX_TRIES = 21
const FIRST_MS = 30_000
const LONGEST_MS = 4 * 3_600_000

/**
 * Wait before the next try: uniformly between half and all of a ceiling that doubles with each try, so that many mails do
 * not come back together after an outage. From 0 on, as between machines, a night without the relay could use up all
 * tries. `fraction` is in [0, 1).
 */
export function backoffMs(tries: number, fraction: number): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, tries - 1))
  return Math.ceil((ceiling * (1 + fraction)) / 2)
}

/** A number in [0, 1) from 32 random bits. */
export function fractionOf(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0) / 2 ** 32
}
