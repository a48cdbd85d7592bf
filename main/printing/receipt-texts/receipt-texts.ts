/** What the box on the paper says about a booking. */
export type StandingKey = 'provisional' | 'requestedBy' | 'requested' | 'confirmed' | 'accepted' | 'arrived' | 'past' | 'void'

/** What a receipt says in one language. A further language is one more file of this shape. */
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
