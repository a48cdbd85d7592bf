import type { Language } from './language.ts'

/** Each language in its own name and script. */
export const OWN_NAMES: Readonly<Record<Language, string>> = {
  de: 'Deutsch',
  'de-simple': 'Einfaches Deutsch',
  en: 'English',
  fr: 'Français',
  tr: 'Türkçe',
  ar: 'العربية',
  uk: 'Українська',
  ru: 'Русский',
  pl: 'Polski',
  fa: 'فارسی',
  ro: 'Română',
}
