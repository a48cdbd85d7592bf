/** How much of a large test to run: a sample at every change, the whole with `FOYER_TEST_WHOLE=1` (for the night). */
export const howMuch = ({ sample, whole }: { sample: number; whole: number }): number =>
  process.env['FOYER_TEST_WHOLE'] === '1' ? whole : sample
