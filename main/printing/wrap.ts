import { tieNumbers } from '../../sync/contract/unbroken.ts'
import { columnsOf } from './printable.ts'

const VOWEL = /[aeiouyäöüáéíóúàèìòùâêîôûаеёиоуыэюяєіїAEIOUYÄÖÜ]/u
const CONSONANT = /[\p{L}]/u
/** Ends of German word parts: between them a compound may be divided without hurting the eye. */
const STRONG_SEAM = /(?:ungs|heits|keits|schafts|ions|täts|lings)$/u
/** A linking s, told by the consonant before it; `st`, `sp` and `sch` are more often the beginning of a syllable. */
const LINKING_S = /[bdfgklmnprtz]s$/u

const TIED = '\u00a0'

/**
 * Breaks a text into lines of at most `columns`, at spaces where possible but not between a number and its word nor at a
 * no-break space, as long as both fit one line; a longer word is divided at its own hyphen
 * or slash, else at a seam of a German compound, else before a syllable. Never returns an empty list.
 */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = []
  let line = ''
  const words = tieNumbers(text)
    .split(' ')
    .flatMap((word) => (columnsOf(word) > columns ? word.split(TIED) : [word]))
  for (const word of words) {
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
  return lines.map((done) => done.replaceAll(TIED, ' '))
}

function divide(word: string, columns: number): string[] {
  const pieces: string[] = []
  let rest = [...word]
  while (columnsOf(rest.join('')) > columns) {
    const { cut, sign } = cutPosition(rest, columns)
    pieces.push(rest.slice(0, cut).join('') + sign)
    rest = rest.slice(cut)
  }
  if (rest.length > 0) pieces.push(rest.join(''))
  return pieces
}

/** Figures, addresses and existing hyphens are divided without adding a sign. */
function divisible(characters: readonly string[], cut: number): boolean {
  return /\p{L}/u.test(characters[cut - 1] ?? '') && /\p{L}/u.test(characters[cut] ?? '')
}

function cutPosition(characters: readonly string[], columns: number): { cut: number; sign: '' | '-' } {
  const room = longestHead(characters, columns)
  for (let cut = room; cut > 1; cut -= 1) {
    if (/[-/·–]/.test(characters[cut - 1] ?? '') && cut < characters.length) return { cut, sign: '' }
  }
  const withHyphen = longestHead(characters, columns - 1)
  if (!divisible(characters, withHyphen)) return { cut: Math.max(1, room), sign: '' }
  for (const seam of [atStrongSeam, atLinkingS, beforeSyllable]) {
    for (let cut = withHyphen; cut >= Math.max(3, Math.floor(withHyphen / 2)); cut -= 1) {
      if (characters.length - cut >= 3 && seam(characters, cut)) return { cut, sign: '-' }
    }
  }
  return { cut: Math.max(1, withHyphen), sign: '-' }
}

function atStrongSeam(characters: readonly string[], cut: number): boolean {
  return STRONG_SEAM.test(characters.slice(0, cut).join('').toLowerCase())
}

function atLinkingS(characters: readonly string[], cut: number): boolean {
  const following = characters[cut] ?? ''
  return LINKING_S.test(characters.slice(0, cut).join('')) && isConsonant(following) && !'tpc'.includes(following)
}

function beforeSyllable(characters: readonly string[], cut: number): boolean {
  const [before = '', first = '', second = ''] = characters.slice(cut - 1, cut + 2)
  const cluster = ['ch', 'ck', 'ph', 'th', 'sh', 'st', 'qu'].includes(before + first)
  return isConsonant(first) && VOWEL.test(second) && !cluster
}

const isConsonant = (character: string): boolean => CONSONANT.test(character) && !VOWEL.test(character)

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
