/**
 * What a request needs cannot be had at the moment (a connection to the database, the town's existing server); nothing
 * was done. Whoever asked is told to come back. The message is for the log and holds nothing personal.
 */
export class Unavailable extends Error {
  override readonly name = 'Unavailable'
  /** As Fastify reads it. */
  readonly statusCode = 503
}
