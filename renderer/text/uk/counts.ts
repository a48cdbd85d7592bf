import { pluralsOf } from '../plural.ts'

export const count = pluralsOf('uk')
export const minutes = (n: number) => count(n, { one: '# хвилина', few: '# хвилини', many: '# хвилин', other: '# хвилини' })
// After „через“ and „тому“ stands the accusative.
export const minutesSince = (n: number) => count(n, { one: '# хвилину', few: '# хвилини', many: '# хвилин', other: '# хвилини' })
export const seconds = (n: number) => count(n, { one: '# секунда', few: '# секунди', many: '# секунд', other: '# секунди' })
export const secondsSince = (n: number) => count(n, { one: '# секунду', few: '# секунди', many: '# секунд', other: '# секунди' })
