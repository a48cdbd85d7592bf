import type { Language } from '../../sync/contract/language.ts'
import { de, type Texts } from './de.ts'

/** Each language in its own name and script. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
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

const LOADERS: Readonly<Partial<Record<Language, () => Promise<Texts>>>> = {}

/** The languages whose texts are there. */
export const hasTexts = (language: Language): boolean => language === 'de' || language in LOADERS

/** The texts of a language, loaded when first asked for; German where there are none yet. */
export const loadTexts = (language: Language): Promise<Texts> => LOADERS[language]?.() ?? Promise.resolve(de)

export const directionOf = (language: Language): 'ltr' | 'rtl' => (language === 'ar' || language === 'fa' ? 'rtl' : 'ltr')
