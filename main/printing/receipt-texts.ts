import type { Language } from '../../sync/contract/language.ts'
import { ar } from './receipt-texts/ar.ts'
import { de } from './receipt-texts/de.ts'
import { deSimple } from './receipt-texts/de-simple.ts'
import { en } from './receipt-texts/en.ts'
import { fa } from './receipt-texts/fa.ts'
import { fr } from './receipt-texts/fr.ts'
import { pl } from './receipt-texts/pl.ts'
import type { ReceiptTexts } from './receipt-texts/receipt-texts.ts'
import { ro } from './receipt-texts/ro.ts'
import { ru } from './receipt-texts/ru.ts'
import { tr } from './receipt-texts/tr.ts'
import { uk } from './receipt-texts/uk.ts'

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
