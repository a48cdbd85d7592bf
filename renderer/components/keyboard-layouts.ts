import type { Language } from '../../sync/contract/language.ts'

export type KeyLayout = 'text' | 'email' | 'phone' | 'date' | 'code' | 'pin'
export type Rows = Readonly<Record<string, readonly string[]>>

const LAST = '{signs} - {space} . {next}'
const SIGNS = ['1 2 3 4 5 6 7 8 9 0', 'é è ê á à ç ñ ł ś ć š č', "ı ğ ş ø å æ ' ’ / ( ) {bksp}", '{letters} , {space} & {next}']
const LATIN = ['q w e r t z u i o p ü', 'a s d f g h j k l ö ä', '{shift} y x c v b n m ß {bksp}'] as const

/** Rows with their capitals; `ß` has its own. */
const withCapitals = (rows: readonly string[], language: Language): readonly string[] =>
  rows.map((row) =>
    row
      .split(' ')
      .map((key) => (key.startsWith('{') ? key : key === 'ß' ? 'ẞ' : key.toLocaleUpperCase(language)))
      .join(' '),
  )
const letters = (rows: readonly string[], language: Language): Rows => ({
  default: [...rows, LAST],
  shift: [...withCapitals(rows, language), LAST],
  signs: SIGNS,
})
/** Another script first; Latin letters are one key away, for e-mail and for names as the passport has them. */
const script = (rows: readonly string[], language: Language): Rows => {
  const last = '{latin} {signs} - {space} . {next}'
  const latin = '{letters} {signs} - {space} . {next}'
  return {
    default: [...rows, last],
    shift: [...withCapitals(rows, language), last],
    latin: [...LATIN, latin],
    latinShift: [...withCapitals(LATIN, 'de'), latin],
    signs: SIGNS,
  }
}

// Each as people know it from their own keyboards; letters that the language needs stand in the rows, not under signs.
const TEXT: Readonly<Partial<Record<Language, () => Rows>>> = {
  fr: () => letters(['a z e r t y u i o p é', 'q s d f g h j k l m è ê', '{shift} w x c v b n à ç ô {bksp}'], 'fr'),
  tr: () => letters(['q w e r t y u ı o p ğ ü', 'a s d f g h j k l ş i', '{shift} z x c v b n m ö ç {bksp}'], 'tr'),
  pl: () => letters(['q w e r t y u i o p ó ż', 'a s d f g h j k l ł ą ę', '{shift} z x c v b n m ś ć ń ź {bksp}'], 'pl'),
  ro: () => letters(['q w e r t y u i o p ă î', 'a s d f g h j k l ș ț', '{shift} z x c v b n m â {bksp}'], 'ro'),
  uk: () => script(['й ц у к е н г ш щ з х ї', 'ф і в а п р о л д ж є', "{shift} я ч с м и т ь б ю ґ ' {bksp}"], 'uk'),
  ru: () => script(['й ц у к е н г ш щ з х ъ', 'ф ы в а п р о л д ж э', '{shift} я ч с м и т ь б ю ё {bksp}'], 'ru'),
  ar: () => script(['ض ص ث ق ف غ ع ه خ ح ج د', 'ش س ي ب ل ا ت ن م ك ط ذ', 'أ إ آ ء ؤ ئ ر ى ة و ز ظ {bksp}'], 'ar'),
  fa: () => script(['ض ص ث ق ف غ ع ه خ ح ج چ', 'ش س ی ب ل ا ت ن م ک گ پ', 'آ ظ ط ز ژ ر ذ د ئ و ء {bksp}'], 'fa'),
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
const PHONE = { default: ['1 2 3', '4 5 6', '7 8 9', '+ 0 {bksp}', '{next}'] } as const
const DATE = { default: ['1 2 3', '4 5 6', '7 8 9', '. 0 {bksp}', '{next}'] } as const
const PIN = { default: ['1 2 3', '4 5 6', '7 8 9', '{bksp} 0 {next}'] } as const
const FIXED = { email: EMAIL, phone: PHONE, date: DATE, code: CODE, pin: PIN } as const

/** The keys of a field; letters follow the visitor's language where it has a layout of its own. */
export function rowsOf(layout: KeyLayout, language: Language): Rows {
  return layout === 'text' ? (TEXT[language]?.() ?? letters(LATIN, 'de')) : FIXED[layout]
}
