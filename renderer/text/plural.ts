type Forms = { readonly [form in Intl.LDMLPluralRule]?: string } & { readonly other: string }

/** Counts in a language's own plural forms; `#` in a form is the number, so that a form may do without it („دقيقتان“). */
export function pluralsOf(locale: string): (n: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(locale)
  return (n, forms) => (forms[rules.select(n)] ?? forms.other).replace('#', String(n))
}
