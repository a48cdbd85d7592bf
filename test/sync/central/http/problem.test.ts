import assert from 'node:assert/strict'
import { it } from 'node:test'
import fastify from 'fastify'
import { answerProblems } from '../../../../sync/central/http/problem.ts'
import { Unavailable } from '../../../../sync/central/unavailable.ts'

it('tells a busy store as 503 with the seconds after which to come back, and as no fault of ours', async () => {
  const app = fastify()
  const logged: string[] = []
  const note = (kind: string) => (event: string) => void logged.push(`${kind} ${event}`)
  answerProblems(app, { info: note('info'), warn: note('warn'), error: note('error') })
  app.get('/busy', () => Promise.reject(new Unavailable('all connections are taken')))
  const answer = await app.inject('/busy')
  assert.equal(answer.statusCode, 503)
  assert.match(String(answer.headers['retry-after']), /^\d+$/)
  assert.match(String(answer.headers['content-type']), /^application\/problem\+json/)
  assert.equal(answer.json<{ type: string }>().type, 'urn:foyer:problem:notReady')
  assert.doesNotMatch(answer.body, /connections/)
  assert.deepEqual(logged, ['warn request.unavailable'])
  await app.close()
})
