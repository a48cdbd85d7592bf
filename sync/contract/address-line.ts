import type { Office } from './catalogue.ts'

/** An office's address in one line; a directory may lack parts of it, and no comma stands for what is not there. */
export const addressLine = ({ street, postalCode, city }: Office['address']): string =>
  [street, `${postalCode} ${city}`.trim()].filter((part) => part !== '').join(', ')
