import type { FastifyRequest } from 'fastify'
import type { Store } from '../store/store.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Takes the announcement of this request's work back; null where there is none. */
    withdrawWork: (() => void) | null
  }
}

/** A preHandler for requests that write: the store hears of them before their checks, and waits a moment to commit them together. */
export const announceWork = (store: Store) => async (request: FastifyRequest) => {
  request.withdrawWork = store.announce()
}

/** Once the work was handed over, or will not come. */
export const withdrawWork = async (request: FastifyRequest): Promise<void> => {
  request.withdrawWork?.()
}
