import { pluralsOf } from '../plural.ts'

export const count = pluralsOf('pl')
export const minutes = (n: number) => count(n, { one: '# minuta', few: '# minuty', many: '# minut', other: '# minuty' })
export const seconds = (n: number) => count(n, { one: '# sekunda', few: '# sekundy', many: '# sekund', other: '# sekundy' })
// After „po“ stands the locative, after „ma Pani/Pan“ and with „temu“ the accusative.
export const afterTime = (s: number) =>
  s % 60 === 0
    ? count(s / 60, { one: '# minucie', few: '# minutach', many: '# minutach', other: '# minuty' })
    : count(s, { one: '# sekundzie', few: '# sekundach', many: '# sekundach', other: '# sekundy' })
export const minutesSince = (n: number) => count(n, { one: '# minutę', few: '# minuty', many: '# minut', other: '# minuty' })
export const secondsLeft = (n: number) => count(n, { one: '# sekundę', few: '# sekundy', many: '# sekund', other: '# sekundy' })
