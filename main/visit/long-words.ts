import hyphen from 'hyphen/de-1996/index.js'
import type { Catalogue } from '../../sync/contract/catalogue.ts'
import type { Text } from '../../sync/contract/language.ts'

/** Shorter words find room on every line, also in large type. */
const LONG = /\p{L}{12,}/gu

/**
 * The long words in the German names of a catalogue, each with soft hyphens (U+00AD) where it may be divided: a browser
 * without a dictionary breaks „Grundstücksentwässerung“ before its last letter. They are told beside the catalogue, not
 * written into it, because a name with invisible characters is neither found nor read aloud.
 */
export function longWords({ offices, serviceGroups, services }: Catalogue): string[] {
  const names: (Text | undefined)[] = [
    ...offices.flatMap(({ name, purpose }) => [name, purpose]),
    ...serviceGroups.map(({ name }) => name),
    ...services.flatMap(({ name, officialName }) => [name, officialName]),
  ]
  const texts = names.flatMap((name) => (name ? [name.de, name['de-simple'] ?? ''] : []))
  const words = new Set(texts.flatMap((text) => text.match(LONG) ?? []))
  return [...words].map((word) => hyphen.hyphenateSync(word)).filter((word) => word.includes('\u00AD'))
}
