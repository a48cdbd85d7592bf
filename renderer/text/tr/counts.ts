// Turkish keeps the singular after a number.
export const minutes = (n: number) => `${n} dakika`
