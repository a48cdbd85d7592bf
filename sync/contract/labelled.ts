/**
 * A label and what it names, in one line of plain text. French sets a space before its colon, which must not break
 * (Lexique des règles typographiques en usage à l’Imprimerie nationale).
 */
export const labelled = (lang: string, label: string, value: string): string => `${heading(lang, label)} ${value}`

/** A label above what it names. */
export const heading = (lang: string, label: string): string => `${label}${/^fr\b/.test(lang) ? '\u00a0:' : ':'}`
