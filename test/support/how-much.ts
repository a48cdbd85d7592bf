/** Whether the tests run whole, for the night; what is tested below the browser as well waits for it there. */
export const isNight = process.env['FOYER_TEST_WHOLE'] === '1'

/** How much of a large test to run: a sample at every change, the whole with `FOYER_TEST_WHOLE=1` (for the night). */
export const howMuch = ({ sample, whole }: { sample: number; whole: number }): number => (isNight ? whole : sample)

/** Milliseconds that a large test may take: run whole, ten times as long. */
export const howLong = (sample: number): number => howMuch({ sample, whole: sample * 10 })
