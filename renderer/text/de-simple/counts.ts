import { pluralsOf } from '../plural.ts'

// Plain German (DIN SPEC 33429): short sentences, one thought each, no passive, few negations, split compounds.
export const count = pluralsOf('de')
export const minutes = (n: number) => count(n, { one: '# Minute', other: '# Minuten' })
