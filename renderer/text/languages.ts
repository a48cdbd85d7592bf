import type { Language } from '../../sync/contract/language.ts'
import { de, type Texts } from './de.ts'

/** A language with its words: what the page speaks at the moment. */
export type Spoken = { readonly language: Language; readonly t: Texts }

const LOADERS: Readonly<Record<Exclude<Language, 'de'>, () => Promise<Texts>>> = {
  'de-simple': async () => (await import('./de-simple.ts')).deSimple,
  en: async () => (await import('./en.ts')).en,
  fr: async () => (await import('./fr.ts')).fr,
  tr: async () => (await import('./tr.ts')).tr,
  ar: async () => (await import('./ar.ts')).ar,
  uk: async () => (await import('./uk.ts')).uk,
  ru: async () => (await import('./ru.ts')).ru,
  pl: async () => (await import('./pl.ts')).pl,
  fa: async () => (await import('./fa.ts')).fa,
  ro: async () => (await import('./ro.ts')).ro,
}

/** The languages whose texts are there. */
export const hasTexts = (language: Language): boolean => language === 'de' || language in LOADERS

/** The texts of a language, loaded when first asked for. */
export const loadTexts = (language: Language): Promise<Texts> => (language === 'de' ? Promise.resolve(de) : LOADERS[language]())
