import { pluralsOf } from '../plural.ts'

export const count = pluralsOf('ar')
export const minutes = (n: number) =>
  count(n, { one: 'دقيقة واحدة', two: 'دقيقتان', few: '# دقائق', many: '# دقيقة', other: '# دقيقة' })
/** After „قبل“ stands the genitive. */
export const minutesAgo = (n: number) =>
  count(n, { one: 'دقيقة واحدة', two: 'دقيقتين', few: '# دقائق', many: '# دقيقة', other: '# دقيقة' })
export const seconds = (n: number) =>
  count(n, { one: 'ثانية واحدة', two: 'ثانيتان', few: '# ثوانٍ', many: '# ثانية', other: '# ثانية' })
