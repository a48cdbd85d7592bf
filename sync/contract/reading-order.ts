const LEFT_TO_RIGHT_MARK = '\u200E'
const READ_FROM_THE_RIGHT = /[\u0590-\u08FF]/
/** Telephone numbers from 0 or + on ("0261 129-0", "+49 (261) 129-0") and booking numbers ("2134-DYYH"); neither times nor prices. */
export const FIGURES = /(?<![\w:.,/-])(?:\(?(?:\+\d|0)\d+\)?(?:[ /()-]+\d+)+|[\dA-Z]{4}-[\dA-Z]{4})(?!\w)/g

/** Figures in the order in which they are dialled or typed, whatever stands around them. */
export const leftToRight = (figures: string): string => `${LEFT_TO_RIGHT_MARK}${figures}${LEFT_TO_RIGHT_MARK}`

/**
 * A text in which numbers keep their order. Among letters that are read from the right the groups of a number change places:
 * "0261 129-0" is shown as "0-129 0261" (UAX #9, rules W2 and N1). Marks and not isolates, because mail programs know them longer.
 */
export const inReadingOrder = (text: string): string =>
  READ_FROM_THE_RIGHT.test(text) ? text.replace(FIGURES, leftToRight) : text
