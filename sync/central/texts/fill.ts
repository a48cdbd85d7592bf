import { inReadingOrder } from '../../contract/reading-order.ts'

/** Fills `{name}` marks, numbers in their order. A mark without a value is a bug in a language file. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  const filled = text.replace(/\{(\w+)\}/g, (mark, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`text mark ${mark} has no value`)
    return value
  })
  return inReadingOrder(filled)
}
