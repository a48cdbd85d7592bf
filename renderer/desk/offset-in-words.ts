const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** By how much a clock is off, in the largest unit of which it is two or more. */
export function offsetInWords(offsetMs: number, language: string): string {
  const [unit, unitMs] = UNITS.find(([, ms]) => Math.abs(offsetMs) >= 2 * ms) ?? (['second', 1_000] as const)
  const unitDisplay = unit === 'second' ? 'short' : 'long'
  const words = { style: 'unit', unit, unitDisplay, maximumFractionDigits: 1, signDisplay: 'negative' } as const
  return new Intl.NumberFormat(language, words).format(offsetMs / unitMs)
}
