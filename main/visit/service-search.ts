import MiniSearch from 'minisearch'
import type { Catalogue, Service } from '../../sync/contract/catalogue.ts'
import type { Language, Text } from '../../sync/contract/language.ts'

export type ServiceSearch = (query: string, language: Language, serviceIds: ReadonlySet<string>) => string[]

type Entry = { id: string; name: string; words: string; description: string }

/**
 * Words as they are compared: without case and accents, ß as ss. A visitor types Fuehrerschein, Fuhrerschein or
 * Führerschein; all three are the same word here, because both spellings of an umlaut are kept.
 */
function foldings(term: string): string[] {
  const lower = term.toLowerCase().replaceAll('ß', 'ss')
  const written = lower.replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue')
  const plain = (text: string) => text.normalize('NFD').replace(/\p{Mn}/gu, '')
  return [...new Set([plain(written), plain(lower)])].filter((word) => word !== '')
}

/** One index per language over the visitor's language and German, made when first asked for. */
export function createServiceSearch(catalogue: Catalogue): ServiceSearch {
  const indexes = new Map<Language, MiniSearch<Entry>>()
  const indexFor = (language: Language) => {
    const known = indexes.get(language)
    if (known) return known
    const index = new MiniSearch<Entry>({
      fields: ['name', 'words', 'description'],
      processTerm: foldings,
      searchOptions: {
        boost: { name: 3, words: 2 },
        prefix: (term) => term.length >= 2,
        // One wrong letter in five; short words stay exact, else everything matches.
        fuzzy: (term) => (term.length >= 4 ? 0.22 : false),
        weights: { fuzzy: 0.4, prefix: 0.7 },
      },
    })
    index.addAll(catalogue.services.map((service) => entryOf(service, language)))
    indexes.set(language, index)
    return index
  }
  return (query, language, serviceIds) => {
    const filter = ({ id }: { id: unknown }) => serviceIds.has(String(id))
    const index = indexFor(language)
    const all = index.search(query, { filter, combineWith: 'AND' })
    const hits = all.length > 0 ? all : index.search(query, { filter, combineWith: 'OR' })
    return hits.map(({ id }) => String(id))
  }
}

function entryOf(service: Service, language: Language): Entry {
  const both = (text: Text | undefined) => [...new Set([text?.de, text?.[language]])].filter(Boolean).join(' ')
  return {
    id: service.id,
    name: `${both(service.name)} ${both(service.officialName)}`,
    words: [...service.searchWords, ...(service.searchWordsIn?.[language] ?? [])].join(' '),
    description: both(service.description),
  }
}
