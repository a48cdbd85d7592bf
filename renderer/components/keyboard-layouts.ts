import type { Language } from '../../sync/contract/language.ts'

export type KeyLayout = 'text' | 'email' | 'phone' | 'date' | 'postal' | 'code' | 'pin'
export type Rows = Readonly<Record<string, readonly string[]>>

const LAST = '{signs} {accents} - {space} . {next}'
const SIGNS = ['1 2 3 4 5 6 7 8 9 0', "' ’ - / ( ) &", ', . + {bksp}', '{letters} {space} {next}']
const LATIN = ['q w e r t z u i o p ü', 'a s d f g h j k l ö ä', '{shift} y x c v b n m ß {bksp}'] as const
/** The letters of the neighbours' names that a keyboard has no room for, by the alphabet on two pages: the first to ł, the second from ľ. */
const ACCENTS = [
  ['á à â ä ã å ă ā ą æ ç ć č', 'ď đ ð é è ê ë ě ę ė ē ğ ģ', '{shift} í ì î ï ı į ī ķ ĺ ł {bksp}'],
  ['ľ ļ ñ ń ň ņ ó ò ô ö õ ø ő', 'œ ř ŕ ß ś š ş ș ť ț þ ų ÿ', '{shift} ú ù û ü ů ű ū ý ź ż ž {bksp}'],
] as const

/** Rows with their capitals; `ß` has its own, and so has the Turkish `i` where the plain one is a row away. */
const withCapitals = (rows: readonly string[], language: Language, dotted = false): readonly string[] =>
  rows.map((row) =>
    row
      .split(' ')
      .map((key) => {
        if (key.startsWith('{')) return key
        if (key === 'ß') return 'ẞ'
        return key === 'ı' && dotted ? 'İ' : key.toLocaleUpperCase(language)
      })
      .join(' '),
  )
/** `back`: the key that leads to the keys one came from. */
const accents = (back: '{letters}' | '{latin}'): Rows => {
  const page = (rows: readonly string[], other: string) => [...rows, `${back} ${other} - {space} . {next}`]
  const [first, second] = ACCENTS
  return {
    accents: page(first, '{moreAccents}'),
    accentsShift: page(withCapitals(first, 'de', true), '{moreAccents}'),
    moreAccents: page(second, '{accents}'),
    moreAccentsShift: page(withCapitals(second, 'de'), '{accents}'),
  }
}
const letters = (rows: readonly string[], language: Language, last = LAST): Rows => ({
  default: [...rows, last],
  shift: [...withCapitals(rows, language), ...withCapitals([last], language)],
  signs: SIGNS,
  ...accents('{letters}'),
})
/** Another script first; Latin letters are one key away, for e-mail and for names as the passport has them. */
const script = (rows: readonly string[], language: Language): Rows => {
  const last = '{latin} {signs} - {space} . {next}'
  const latin = '{letters} {signs} {accents} - {space} . {next}'
  return {
    default: [...rows, last],
    shift: [...withCapitals(rows, language), last],
    latin: [...LATIN, latin],
    latinShift: [...withCapitals(LATIN, 'de'), latin],
    signs: SIGNS,
    ...accents('{latin}'),
  }
}

// Each as people know it from their own keyboards; letters that the language needs stand in the rows, and beside them the
// four that no name and no street of a German town can do without.
const TEXT: Readonly<Partial<Record<Language, () => Rows>>> = {
  fr: () => letters(['a z e r t y u i o p é è ü', 'q s d f g h j k l m ê ä ö', '{shift} w x c v b n à ç ô ß {bksp}'], 'fr'),
  tr: () => letters(['q w e r t y u ı o p ğ ü', 'a s d f g h j k l ş i ä', '{shift} z x c v b n m ö ç ß {bksp}'], 'tr'),
  pl: () =>
    letters(
      ['q w e r t y u i o p ó ż ü', 'a s d f g h j k l ł ą ę ö', '{shift} z x c v b n m ś ć ń ź {bksp}'],
      'pl',
      '{signs} {accents} ä ß - {space} . {next}',
    ),
  ro: () => letters(['q w e r t y u i o p ă î ü', 'a s d f g h j k l ș ț ä ö', '{shift} z x c v b n m â ß {bksp}'], 'ro'),
  uk: () => script(['й ц у к е н г ш щ з х ї', 'ф і в а п р о л д ж є', "{shift} я ч с м и т ь б ю ґ ' {bksp}"], 'uk'),
  ru: () => script(['й ц у к е н г ш щ з х ъ', 'ф ы в а п р о л д ж э', '{shift} я ч с м и т ь б ю ё {bksp}'], 'ru'),
  ar: () => script(['ض ص ث ق ف غ ع ه خ ح ج د', 'ش س ي ب ل ا ت ن م ك ط ذ', 'أ إ آ ء ؤ ئ ر ى ة و ز ظ {bksp}'], 'ar'),
  fa: () => script(['ض ص ث ق ف غ ع ه خ ح ج چ', 'ش س ی ب ل ا ت ن م ک گ پ', 'آ أ ظ ط ز ژ ر ذ د ئ و ء {bksp}'], 'fa'),
}
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
/** Of any country: „00-950“ and „SW1A 1AA“ are written with them too. */
const POSTAL = {
  default: ['1 2 3 4 5 6 7 8 9 0', 'Q W E R T Z U I O P', 'A S D F G H J K L -', 'Y X C V B N M {space} {bksp} {next}'],
} as const
const PHONE = { default: ['1 2 3', '4 5 6', '7 8 9', '+ 0 {bksp}', '{next}'] } as const
const DATE = { default: ['1 2 3', '4 5 6', '7 8 9', '. 0 {bksp}', '{next}'] } as const
const PIN = { default: ['1 2 3', '4 5 6', '7 8 9', '{bksp} 0 {next}'] } as const
const FIXED = { email: EMAIL, phone: PHONE, date: DATE, postal: POSTAL, code: CODE, pin: PIN } as const

/** The keys of a field; letters follow the visitor's language where it has a layout of its own. */
export function rowsOf(layout: KeyLayout, language: Language): Rows {
  return layout === 'text' ? (TEXT[language]?.() ?? letters(LATIN, 'de')) : FIXED[layout]
}
