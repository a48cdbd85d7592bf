/** A time of day (`8:10`) as a language tells it: by its template with `{hour}` and `{minute}` (`8:10 Uhr`, `8 h 10`). */
export function toldTime(template: string, time: string): string {
  const [hour = '', minute = ''] = time.split(':')
  return template.replace('{hour}', hour).replace('{minute}', minute)
}
