import assert from 'node:assert/strict'
import { it } from 'node:test'
import fastify from 'fastify'
import { pageFault } from '../../../sync/central/pages/page-fault.ts'
import { Unavailable } from '../../../sync/central/unavailable.ts'

it('a page that lacks something for the moment says when to come back and is no fault; any other fault is logged', async () => {
  const app = fastify()
  const logged: string[] = []
  const note = (kind: string) => (event: string) => void logged.push(`${kind} ${event}`)
  const log = { info: note('info'), warn: note('warn'), error: note('error') }
  app.setErrorHandler((error: Error, request, reply) => reply.code(pageFault(log, error, request, reply)).send('<h1>'))
  app.get('/busy', () => Promise.reject(new Unavailable('all connections are taken')))
  app.get('/bug', () => Promise.reject(new TypeError('undefined is not a booking')))
  const busy = await app.inject('/busy')
  assert.equal(busy.statusCode, 503)
  assert.match(String(busy.headers['retry-after']), /^\d+$/)
  const bug = await app.inject('/bug')
  assert.deepEqual([bug.statusCode, bug.headers['retry-after']], [500, undefined])
  assert.deepEqual(logged, ['warn request.unavailable', 'error page.failed'])
  await app.close()
})
