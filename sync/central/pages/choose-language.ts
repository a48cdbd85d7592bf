import type { Language } from '../../contract/language.ts'

/** What a request says about languages, and the languages that may be chosen from. */
export type LanguageWish = {
  /** The address's `?lang=`. */
  readonly asked: unknown
  readonly acceptLanguage: string | undefined
  readonly booked: Language | undefined
  readonly offered: readonly Language[]
}

/**
 * The page's language: `?lang=`, else the booking's own, which its visitor chose at the terminal, else the browser's first
 * that is offered, else German, or what the town names first where it does not offer German.
 */
export function chooseLanguage({ asked, acceptLanguage, booked, offered }: LanguageWish): Language {
  const spoken = (tag: string): Language | undefined => {
    const plain = tag.toLowerCase()
    return offered.find((language) => language === plain) ?? offered.find((language) => language === plain.split('-')[0])
  }
  const wished = typeof asked === 'string' ? spoken(asked) : undefined
  return (
    wished ??
    booked ??
    preferred(acceptLanguage ?? '')
      .map(spoken)
      .find((language) => language !== undefined) ??
    offered.find((language) => language === 'de') ??
    offered[0] ??
    'de'
  )
}

/** Language tags of an Accept-Language header (RFC 9110 §12.5.4), most wanted first. */
function preferred(header: string): string[] {
  return header
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', quality = ''] = part.trim().split(/\s*;\s*q=/)
      return { tag, weight: quality === '' ? 1 : Number(quality) }
    })
    .filter(({ tag, weight }) => /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/.test(tag) && weight > 0)
    .toSorted((one, other) => other.weight - one.weight)
    .map(({ tag }) => tag)
}
