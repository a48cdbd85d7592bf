import { pluralsOf } from '../plural.ts'

export const count = pluralsOf('ru')
export const minutes = (n: number) => count(n, { one: '# минута', few: '# минуты', many: '# минут', other: '# минуты' })
// After „через“ and „назад“ stands the accusative.
export const minutesSince = (n: number) => count(n, { one: '# минуту', few: '# минуты', many: '# минут', other: '# минуты' })
export const seconds = (n: number) => count(n, { one: '# секунда', few: '# секунды', many: '# секунд', other: '# секунды' })
export const secondsSince = (n: number) => count(n, { one: '# секунду', few: '# секунды', many: '# секунд', other: '# секунды' })
