import type { FastifyInstance } from 'fastify'
import { sendProblem } from './problem.ts'

const NUL = '\u0000'

/**
 * Refuses requests that hold a NUL in any text. PostgreSQL keeps none in a text, so that whatever stores it would fail; of what
 * people and our own devices send none has one. Other control signs stay: pasted text has them.
 */
export function refuseNul(app: FastifyInstance): void {
  app.addHook('preValidation', async (request, reply) => {
    const { url, rawBody, params, body } = request
    // A visitor's garbled link is looked for by its hash, and told as any other that leads nowhere.
    if (request.method === 'GET' && url.startsWith('/b/')) return undefined
    // Within JSON it can only stand escaped, and hardly anything is: looking for that costs less than looking at each text.
    const mayHold = rawBody ? rawBody.includes('\\u0000') : true
    if (url.includes('%00') || holdsNul(params) || (mayHold && holdsNul(body)))
      return sendProblem(reply, 'malformed', 'a NUL in a text')
    return undefined
  })
}

/** Not by recursion: what strangers send may be nested as deeply as it is long. */
function holdsNul(given: unknown): boolean {
  const open = [given]
  while (open.length > 0) {
    const value = open.pop()
    if (typeof value === 'string' && value.includes(NUL)) return true
    if (typeof value === 'object' && value !== null) for (const [key, part] of Object.entries(value)) open.push(key, part)
  }
  return false
}
