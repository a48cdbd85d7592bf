import type { FastifyInstance } from 'fastify'

/**
 * Watches the requests whose answer is being made, from the moment at which all of the request has arrived. `answered`
 * resolves once there are none: a server that ends then has left nobody in doubt whether a booking was taken.
 */
export function watchRequests(app: FastifyInstance): { readonly answered: () => Promise<void> } {
  const underWay = new Set<object>()
  let tellIdle: () => void = () => undefined
  app.addHook('preHandler', (_request, reply, done) => {
    // A client that has gone already is owed nothing, and is not heard to go again.
    if (reply.raw.closed) return done()
    underWay.add(reply)
    reply.raw.once('close', () => {
      underWay.delete(reply)
      if (underWay.size === 0) tellIdle()
    })
    done()
  })
  return {
    async answered() {
      if (underWay.size === 0) return
      const { promise, resolve } = Promise.withResolvers<void>()
      tellIdle = resolve
      await promise
    },
  }
}
