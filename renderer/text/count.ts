/** A number with its word: „1 Minute“, „3 Minuten“. Languages with more forms use `Intl.PluralRules`. */
export const count = (n: number, one: string, other: string): string => `${n} ${n === 1 ? one : other}`
