import * as z from 'zod/mini'

/**
 * Languages of the interface as BCP 47 tags. `de-simple` is plain German
 * (`simple` is a registered variant subtag).
 */
export const LANGUAGES = ['de', 'de-simple', 'en', 'fr', 'tr', 'ar', 'uk', 'ru', 'pl', 'fa', 'ro'] as const
export const Language = z.enum(LANGUAGES)
export type Language = z.infer<typeof Language>

const phrase = z.string().check(z.maxLength(20_000))

/** A public text: German always, other languages where the town has them. */
export const Text = z.object({
  de: phrase,
  'de-simple': z.optional(phrase),
  en: z.optional(phrase),
  fr: z.optional(phrase),
  tr: z.optional(phrase),
  ar: z.optional(phrase),
  uk: z.optional(phrase),
  ru: z.optional(phrase),
  pl: z.optional(phrase),
  fa: z.optional(phrase),
  ro: z.optional(phrase),
})
export type Text = z.infer<typeof Text>

/** The text in a language, or in German where it has no translation; `lang` tells which, for the `lang` attribute. */
export function inLanguage(text: Text, language: Language): { text: string; lang: Language } {
  const translated = text[language]
  return translated === undefined ? { text: text.de, lang: 'de' } : { text: translated, lang: language }
}

/** The side from which a language (BCP 47) is read, for the `dir` attribute. */
export const directionOf = (language: string): 'ltr' | 'rtl' => (/^(ar|fa)\b/.test(language) ? 'rtl' : 'ltr')
