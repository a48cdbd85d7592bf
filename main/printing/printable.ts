// C0 and C1 codes are commands to a printer; bidi controls and other invisible marks would let a name reorder or hide text.
const COMMANDS = /[\u0000-\u001f\u007f-\u009f]+/g
const INVISIBLE = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]/g
/** Marks over or under a letter, and the joiners that Persian spelling needs, take no column of their own. */
const WIDTHLESS = /[\p{Mn}\p{Me}\u200c\u200d]/u

/** A text without anything that is not a visible character or a space. */
export function withoutCommands(text: string): string {
  return text.toWellFormed().replace(COMMANDS, ' ').replace(INVISIBLE, '')
}

/** Text as it may be laid out: no commands, composed (NFC), single spaces. */
export function printable(text: string): string {
  return withoutCommands(text).normalize('NFC').replaceAll('…', '...').replace(/ +/g, ' ').trim()
}

/** How many columns of a fixed-width font a text takes. */
export function columnsOf(text: string): number {
  let columns = 0
  for (const character of text) if (!WIDTHLESS.test(character)) columns += 1
  return columns
}
