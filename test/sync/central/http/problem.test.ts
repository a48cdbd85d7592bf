import assert from 'node:assert/strict'
import { it } from 'node:test'
import fastify from 'fastify'
import { answerProblems, sendProblem } from '../../../../sync/central/http/problem.ts'
import { NoCatalogue } from '../../../../sync/central/town/town-source.ts'
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

it('tells a central without a town as not ready', async () => {
  const app = fastify()
  const logged: string[] = []
  const note = (event: string) => void logged.push(event)
  answerProblems(app, { info: note, warn: note, error: note })
  app.get('/town', () => Promise.reject(new NoCatalogue('no catalogue has been imported')))
  const answer = await app.inject('/town')
  assert.deepEqual([answer.statusCode, answer.json<{ type: string }>().type], [503, 'urn:foyer:problem:notReady'])
  assert.deepEqual(logged, [])
  await app.close()
})

it('says which methods a path takes, and by which scheme to sign', async () => {
  const app = fastify()
  const nothing = () => undefined
  answerProblems(app, { info: nothing, warn: nothing, error: nothing })
  app.post('/v1/sync', (_request, reply) => sendProblem(reply, 'unsigned'))
  app.get('/v1/offices/:id', () => ({}))
  const asked = async (method: 'GET' | 'POST' | 'PUT', url: string) => {
    const { statusCode, headers, json } = await app.inject({ method, url })
    return [statusCode, headers.allow ?? null, headers['www-authenticate'] ?? null, json<{ type: string }>().type]
  }
  assert.deepEqual(await asked('POST', '/v1/sync'), [401, null, 'Foyer', 'urn:foyer:problem:unsigned'])
  assert.deepEqual(await asked('GET', '/v1/sync?a=b'), [405, 'POST', null, 'urn:foyer:problem:methodNotAllowed'])
  assert.deepEqual(await asked('PUT', '/v1/offices/a'), [405, 'GET, HEAD', null, 'urn:foyer:problem:methodNotAllowed'])
  assert.deepEqual(await asked('PUT', '/v1/offices/a/b'), [404, null, null, 'urn:foyer:problem:notFound'])
  await app.close()
})
