/**
 * Letters of whatever is read from one screen or paper and typed or told at another: Crockford's base 32, without I, L, O
 * and U. Thirty-two of them, so that five bits are one letter.
 */
export const CODE_LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** One letter for each byte; random bytes give letters that are equally likely. */
export const lettersOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => CODE_LETTERS[byte & 31] ?? '').join('')

/** What was typed as it is meant: upper case, without blanks and hyphens, I and L read as 1, O as 0. */
export const readTyped = (typed: string): string =>
  typed.toUpperCase().replace(/[\s-]/g, '').replace(/[IL]/g, '1').replace(/O/g, '0')
