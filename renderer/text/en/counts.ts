import { pluralsOf } from '../plural.ts'

export const count = pluralsOf('en')
export const minutes = (n: number) => count(n, { one: '# minute', other: '# minutes' })
