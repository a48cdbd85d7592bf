// Persian keeps the singular after a number.
export const minutes = (n: number) => `${n} دقیقه`
export const seconds = (n: number) => `${n} ثانیه`
