/** How much of a large test to run: a sample at every change, the whole with `FOYER_TEST_WHOLE=1` (for the night). */
export const howMuch = ({ sample, whole }: { sample: number; whole: number }): number =>
  process.env['FOYER_TEST_WHOLE'] === '1' ? whole : sample

/** Milliseconds that a large test may take: run whole, ten times as long. */
export const howLong = (sample: number): number => howMuch({ sample, whole: sample * 10 })
