/** A time of day (`8:10`) as a language tells it: its template has `{time}`, or `{hour}` and `{minute}` apart (`8 h 10`). */
export const toldTime = (template: string, time: string): string => {
  const [hour = '', minute = ''] = time.split(':')
  return template.replace('{time}', time).replace('{hour}', hour).replace('{minute}', minute)
}
