const DECODER = new TextDecoder('utf-8', { fatal: true })

/**
 * The text of a file; null where it is not UTF-8, as JSON has to be (RFC 8259 §8.1): what an editor saved as "ANSI" would
 * come out with every umlaut replaced. The byte order mark that Windows' editors put in front is left out.
 */
export function textOf(bytes: Uint8Array): string | null {
  try {
    return DECODER.decode(bytes)
  } catch {
    return null
  }
}

/** Why a file was not taken whose bytes are no text. */
export const NOT_UTF8 = 'is not UTF-8; save it as UTF-8'
