import { columnsOf } from './printable.ts'

/** Ends of German word parts after which a compound may be divided without hurting the eye. */
const SEAMS = /(?:ungs|heits|keits|schafts|ions|täts|ums|ings|lings|ungen|ens|er|en|es|s)$/u

/**
 * Breaks a text into lines of at most `columns`, at spaces where possible; a longer word is divided at its own hyphen
 * or slash, else at a seam of a compound, else where the line ends. Never returns an empty list.
 */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const joined = line === '' ? word : `${line} ${word}`
    if (columnsOf(joined) <= columns) {
      line = joined
      continue
    }
    if (line !== '') lines.push(line)
    const pieces = divide(word, columns)
    line = pieces.pop() ?? ''
    lines.push(...pieces)
  }
  if (line !== '' || lines.length === 0) lines.push(line)
  return lines
}

function divide(word: string, columns: number): string[] {
  const pieces: string[] = []
  let rest = [...word]
  while (columnsOf(rest.join('')) > columns) {
    const cut = cutPosition(rest, columns)
    const head = rest.slice(0, cut).join('')
    pieces.push(divisible(rest, cut) ? `${head}-` : head)
    rest = rest.slice(cut)
  }
  if (rest.length > 0) pieces.push(rest.join(''))
  return pieces
}

/** Figures, addresses and existing hyphens are divided without adding a sign. */
function divisible(characters: readonly string[], cut: number): boolean {
  return /\p{L}/u.test(characters[cut - 1] ?? '') && /\p{L}/u.test(characters[cut] ?? '')
}

function cutPosition(characters: readonly string[], columns: number): number {
  const room = longestHead(characters, columns)
  for (let cut = room; cut > 1; cut -= 1) {
    if (/[-/·–]/.test(characters[cut - 1] ?? '') && cut < characters.length) return cut
  }
  const withHyphen = longestHead(characters, columns - 1)
  const earliest = Math.max(3, Math.floor(withHyphen / 2))
  for (let cut = withHyphen; cut >= earliest; cut -= 1) {
    if (characters.length - cut >= 4 && SEAMS.test(characters.slice(0, cut).join('').toLowerCase())) return cut
  }
  return divisible(characters, withHyphen) ? Math.max(1, withHyphen) : Math.max(1, room)
}

function longestHead(characters: readonly string[], columns: number): number {
  let taken = 0
  let width = 0
  for (const character of characters) {
    width += columnsOf(character)
    if (width > columns) break
    taken += 1
  }
  return taken
}
