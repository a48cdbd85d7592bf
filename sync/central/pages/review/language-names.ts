import type { Language } from '../../../contract/language.ts'

/** Languages as staff read them. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  de: 'Deutsch',
  'de-simple': 'Deutsch, einfache Sprache',
  en: 'Englisch',
  fr: 'Französisch',
  tr: 'Türkisch',
  ar: 'Arabisch',
  uk: 'Ukrainisch',
  ru: 'Russisch',
  pl: 'Polnisch',
  fa: 'Persisch',
  ro: 'Rumänisch',
}
