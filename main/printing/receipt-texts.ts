import type { Language } from '../../sync/contract/language.ts'
import { ar } from './receipt-texts/ar.ts'
import { de } from './receipt-texts/de.ts'
import { deSimple } from './receipt-texts/de-simple.ts'
import { en } from './receipt-texts/en.ts'
import { fa } from './receipt-texts/fa.ts'
import { fr } from './receipt-texts/fr.ts'
import { pl } from './receipt-texts/pl.ts'
import { ro } from './receipt-texts/ro.ts'
import { ru } from './receipt-texts/ru.ts'
import { tr } from './receipt-texts/tr.ts'
import { uk } from './receipt-texts/uk.ts'

/** What the box on the paper says about a booking. */
export type StandingKey = 'provisional' | 'requestedBy' | 'requested' | 'confirmed' | 'accepted' | 'arrived' | 'past' | 'void'

export type ReceiptTexts = {
  /** For dates (BCP 47). Western figures and the Gregorian calendar, as on the office's own signs. */
  readonly locale: string
  readonly direction: 'ltr' | 'rtl'
  readonly demonstration: string
  /** `{hour}` and `{minute}` of a time of day. */
  readonly clock: string
  readonly number: string
  readonly way: string
  readonly bring: string
  readonly phone: string
  /** What the QR code is for. */
  readonly scan: string
  /** `{deadline}` stands in `requestedBy` only. */
  readonly standing: Readonly<Record<StandingKey, { readonly title: string; readonly sentence: string }>>
}

export const receiptTexts: Readonly<Record<Language, ReceiptTexts>> = {
  de,
  'de-simple': deSimple,
  en,
  fr,
  tr,
  ar,
  uk,
  ru,
  pl,
  fa,
  ro,
}
