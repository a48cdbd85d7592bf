import type { Office } from './catalogue.ts'

/** What there is, with commas between; a directory may lack parts, and no comma stands for what is not there. */
export const inOneLine = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(', ')

/** An office's address in one line. */
export const addressLine = ({ street, postalCode, city }: Office['address']): string =>
  inOneLine(street, `${postalCode} ${city}`.trim())
