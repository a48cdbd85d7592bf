import { type Language, LANGUAGES } from '../../contract/language.ts'
import { ar } from './ar.ts'
import { deSimple } from './de-simple.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { fa } from './fa.ts'
import { fr } from './fr.ts'
import { pl } from './pl.ts'
import { ro } from './ro.ts'
import { ru } from './ru.ts'
import type { Texts } from './texts.ts'
import { tr } from './tr.ts'
import { uk } from './uk.ts'

const LANGUAGE_FILES: Readonly<Record<Language, Texts>> = { de, 'de-simple': deSimple, en, fr, tr, ar, uk, ru, pl, fa, ro }

/** Languages that central itself speaks. */
export const SPOKEN: readonly Language[] = LANGUAGES

/** The texts of a language; `language` says which it is, for the `lang` attribute. */
export const textsIn = (language: Language): { texts: Texts; language: Language } => ({
  texts: LANGUAGE_FILES[language],
  language,
})
