import type { Text } from '../../sync/contract/language.ts'
import { inLanguage } from '../../sync/contract/language.ts'
import { inReadingOrder } from '../../sync/contract/reading-order.ts'
import { Divided } from './divided.tsx'
import { useVisit } from '../use-visit.ts'

/** A public text in the visitor's language; German, and marked so, where it has no translation (WCAG 3.1.2). */
export function Phrase({ of }: { of: Text }) {
  const { visitor } = useVisit()
  const { text, lang } = inLanguage(of, visitor.language)
  return lang === visitor.language ? (
    <Divided text={inReadingOrder(text)} />
  ) : (
    <span lang={lang} dir="ltr">
      <Divided text={text} />
    </span>
  )
}
