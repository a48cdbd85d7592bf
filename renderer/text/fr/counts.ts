import { pluralsOf } from '../plural.ts'

export const count = pluralsOf('fr')
export const minutes = (n: number) => count(n, { one: '# minute', other: '# minutes' })
