import type { FastifyReply, FastifyRequest } from 'fastify'
import type * as z from 'zod/mini'
import { sendProblem } from './problem.ts'
import { sendJson } from './send-json.ts'

/** Parses the body at the door; what does not fit gets a problem document that names the place, not the value. */
export async function withInput<S extends z.ZodMiniType>(
  schema: S,
  request: FastifyRequest,
  reply: FastifyReply,
  answer: (input: z.output<S>) => Promise<unknown>,
): Promise<FastifyReply> {
  const parsed = schema.safeParse(request.body)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return sendProblem(reply, 'malformed', `${issue?.path.join('.') ?? ''}: ${issue?.code ?? ''}`)
  }
  return sendJson(request, reply, await answer(parsed.data))
}
