/** One or several in German, the number with it: „Ein Gerät“, „3 Geräte“. */
export const counted = (count: number, one: string, many: string): string => (count === 1 ? one : `${String(count)} ${many}`)
