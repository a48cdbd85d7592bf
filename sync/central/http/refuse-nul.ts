import type { FastifyInstance } from 'fastify'
import { sendProblem } from './problem.ts'

const NUL = '\u0000'

/**
 * Keeps NULs out. PostgreSQL keeps none in a text, so that whatever stores it would fail; of what our own devices send none has
 * one, and JSON or a path with one is refused. From what somebody has pasted into a form it is left out, and a link of a
 * visitor is looked for by its hash: garbled, it is told as any other that leads nowhere.
 */
export function refuseNul(app: FastifyInstance): void {
  app.addHook('preValidation', async (request, reply) => {
    const { method, url, rawBody, params, body } = request
    if (method === 'GET' && url.startsWith('/b/')) return undefined
    // Within JSON it can only stand escaped, and hardly anything is: looking for that costs less than looking at each text.
    const inJson = rawBody?.includes('\\u0000') === true && holdsNul(body)
    if (inJson || holdsNul(params)) return sendProblem(reply, 'malformed', 'a NUL in a text')
    if (!rawBody && isForm(body)) request.body = withoutNul(body)
    return undefined
  })
}

type Form = Readonly<Record<string, string | string[]>>
const isForm = (body: unknown): body is Form => typeof body === 'object' && body !== null

const plain = (text: string): string => text.replaceAll(NUL, '')
const withoutNul = (form: Form) =>
  Object.fromEntries(Object.entries(form).map(([name, value]) => [name, Array.isArray(value) ? value.map(plain) : plain(value)]))

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
