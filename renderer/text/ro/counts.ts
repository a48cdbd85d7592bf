import { pluralsOf } from '../plural.ts'

export const count = pluralsOf('ro')
export const minutes = (n: number) => count(n, { one: 'un minut', few: '# minute', other: '# de minute' })
export const seconds = (n: number) => count(n, { one: 'o secundă', few: '# secunde', other: '# de secunde' })
