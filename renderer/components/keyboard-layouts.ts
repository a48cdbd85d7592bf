import type { Language } from '../../sync/contract/language.ts'

export type KeyLayout = 'text' | 'email' | 'phone' | 'date' | 'code'
export type Rows = Readonly<Record<string, readonly string[]>>

const LETTERS = {
  default: ['q w e r t z u i o p ü', 'a s d f g h j k l ö ä', '{shift} y x c v b n m ß {bksp}', '{signs} - {space} . {next}'],
  shift: ['Q W E R T Z U I O P Ü', 'A S D F G H J K L Ö Ä', '{shift} Y X C V B N M ẞ {bksp}', '{signs} - {space} . {next}'],
  signs: ['1 2 3 4 5 6 7 8 9 0', 'é è ê á à ç ñ ł ś ć š č', "ı ğ ş ø å æ ' ’ / ( ) {bksp}", '{letters} , {space} & {next}'],
} as const
const EMAIL = {
  default: [
    '1 2 3 4 5 6 7 8 9 0',
    'q w e r t z u i o p',
    'a s d f g h j k l @',
    '{shift} y x c v b n m {bksp}',
    '- _ + . .de .com {next}',
  ],
  shift: [
    '1 2 3 4 5 6 7 8 9 0',
    'Q W E R T Z U I O P',
    'A S D F G H J K L @',
    '{shift} Y X C V B N M {bksp}',
    '- _ + . .de .com {next}',
  ],
} as const
// Crockford's letters: without I, L, O and U, which are mistaken for digits or for each other.
const CODE = {
  default: ['1 2 3 4 5 6 7 8 9 0', 'A B C D E F G H J K', 'M N P Q R S T V W X', 'Y Z - {bksp} {next}'],
} as const
const PHONE = { default: ['1 2 3', '4 5 6', '7 8 9', '+ 0 {bksp}', '{next}'] } as const
const DATE = { default: ['1 2 3', '4 5 6', '7 8 9', '. 0 {bksp}', '{next}'] } as const

/** The keys of a field; letters follow the visitor's language where it has a layout of its own. */
export function rowsOf(layout: KeyLayout, _language: Language): Rows {
  return { text: LETTERS, email: EMAIL, phone: PHONE, date: DATE, code: CODE }[layout]
}
