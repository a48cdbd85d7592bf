/** A long word's parts, by the word: what may stand on a line of its own. */
export type LongWords = ReadonlyMap<string, readonly string[]>

/** From the station's words with soft hyphens (U+00AD). */
export const longWordsOf = (words: readonly string[]): LongWords =>
  new Map(words.map((word) => [word.replaceAll('\u00AD', ''), word.split('\u00AD')]))

/** What stands around words in names. By class of letters it would be found as well, ten milliseconds after the first screen. */
const AROUND_WORDS = /([\s()/,.:;„“"–-]+)/

/** The text in pieces; between two of them a line may end with a hyphen. */
export function piecesOf(text: string, longWords: LongWords): string[] {
  const pieces = ['']
  for (const word of text.split(AROUND_WORDS)) {
    const [first = '', ...more] = longWords.get(word) ?? [word]
    pieces.push(`${pieces.pop() ?? ''}${first}`, ...more)
  }
  return pieces
}
