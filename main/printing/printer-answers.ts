import { isStatusByte } from './realtime-status.ts'

/** What a printer says: an answer to DLE EOT, the end of a job (GS r), or that it has forgotten what it had taken (DLE DC4 8). */
export type Said =
  | { readonly what: 'status'; readonly byte: number }
  | { readonly what: 'endOfJob' }
  | { readonly what: 'forgotten' }

/** Bit 4 is set in the first byte of an unasked status (GS a) only, bit 7 in none of the four: bits 0, 1, 4 and 7 tell it from all else. */
const isUnaskedHead = (byte: number): boolean => (byte & 0x93) === 0x10
const UNASKED_REST = 3
const isPlain = (byte: number): boolean => (byte & 0x90) === 0
/** Header and identifier of the answer to DLE DC4 8; a NUL ends it. */
const FORGOTTEN_HEAD = 0x37
const FORGOTTEN_MARK = 0x25

/**
 * Reads what a printer says byte by byte; null for what is no answer of ours. A printer that was told to report changes by
 * itself (by a switch, by another till) does so in the middle of a job with four bytes, of which the last three look like the
 * answer to GS r: they are swallowed with their first.
 */
export function createAnswerReader(): (byte: number) => Said | null {
  let unaskedLeft = 0
  let expected: 'anything' | 'mark' | 'nul' = 'anything'
  return (byte) => {
    if (unaskedLeft > 0 && isPlain(byte)) {
      unaskedLeft -= 1
      return null
    }
    unaskedLeft = 0
    if (expected === 'nul' && byte === 0) {
      expected = 'anything'
      return { what: 'forgotten' }
    }
    if (expected === 'mark' && byte === FORGOTTEN_MARK) {
      expected = 'nul'
      return null
    }
    expected = 'anything'
    if (byte === FORGOTTEN_HEAD) expected = 'mark'
    else if (isUnaskedHead(byte)) unaskedLeft = UNASKED_REST
    else if (isStatusByte(byte)) return { what: 'status', byte }
    else if (isPlain(byte)) return { what: 'endOfJob' }
    return null
  }
}
