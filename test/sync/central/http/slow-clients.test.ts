import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import { describe, it } from 'node:test'
import { text } from 'node:stream/consumers'
import type { Room } from '../../../../sync/central/central.ts'
import { startCentralKit } from '../../../support/central-kit.ts'

const portOf = (address: string) => Number(new URL(address).port)

async function speak(address: string, words: string): Promise<Socket> {
  const socket = connect(portOf(address), '127.0.0.1')
  await once(socket, 'connect')
  socket.write(words)
  return socket
}

describe('a client that takes its time', () => {
  for (const [what, words] of [
    ['its headers', 'POST /v1/sync HTTP/1.1\r\nhost: central\r\ncontent-'],
    [
      'its body',
      'POST /v1/enrolments HTTP/1.1\r\nhost: central\r\ncontent-type: application/json\r\ncontent-length: 4000\r\n\r\n{"co',
    ],
  ] as const)
    it(`over ${what} is told so and cut off`, async () => {
      const kit = await startCentralKit({ settings: { requestSeconds: 1 } })
      const socket = await speak(kit.address, words)
      assert.match(await text(socket), /^HTTP\/1\.1 408 [^]*problem\+json[^]*urn:foyer:problem:timedOut/)
      assert.equal((await fetch(`${kit.address}/healthz`)).status, 200)
      await kit.stop()
    })

  it('does not keep central from ending', async () => {
    const kit = await startCentralKit()
    const socket = await speak(kit.address, 'POST /v1/sync HTTP/1.1\r\nhost: central\r\ncontent-')
    const closed = new Promise((resolve) => socket.on('error', () => undefined).once('close', resolve))
    await kit.stop()
    await closed
  })
})

it('what is no HTTP, or too much of it, is answered with a problem document', async () => {
  const kit = await startCentralKit()
  for (const [words, told] of [
    ['FOO /healthz HTTP/1.1\r\nhost: central\r\n\r\n', /^HTTP\/1\.1 400 [^]*problem\+json[^]*urn:foyer:problem:malformed/],
    [
      `GET / HTTP/1.1\r\na: ${'a'.repeat(20_000)}\r\n\r\n`,
      /^HTTP\/1\.1 431 [^]*problem\+json[^]*urn:foyer:problem:headersTooLarge/,
    ],
  ] as const)
    assert.match(await text(await speak(kit.address, words)), told)
  await kit.stop()
})

describe('a central that ends', () => {
  it('waits for the work that it has begun, tells it so, and has its store until then', async () => {
    const begun = Promise.withResolvers<void>()
    const told = Promise.withResolvers<void>()
    const seen: unknown[] = []
    const long: Room = {
      jobs: [
        {
          name: 'long',
          everyMs: 1_000,
          async work({ store }, stopping) {
            stopping?.addEventListener('abort', () => told.resolve())
            begun.resolve()
            await told.promise
            await new Promise((resolve) => setImmediate(resolve))
            seen.push(await store.read((tx) => tx.one('select 1 as one')))
          },
        },
      ],
    }
    const kit = await startCentralKit({ rooms: [long] })
    await begun.promise
    await kit.stop()
    assert.equal(seen.length, 1)
  })

  it('answers what it has begun to answer, and takes nothing new', async () => {
    const begun = Promise.withResolvers<void>()
    const finish = Promise.withResolvers<void>()
    const slow: Room = {
      routes: (app) => {
        app.get('/slow', async () => {
          begun.resolve()
          await finish.promise
          return { done: true }
        })
      },
    }
    const kit = await startCentralKit({ rooms: [slow] })
    const answer = fetch(`${kit.address}/slow`)
    await begun.promise
    const kept = await speak(kit.address, 'GET /healthz HTTP/1.1\r\nhost: central\r\n\r\n')
    await once(kept, 'data')
    let ended = false
    const stopping = kit.stop().then(() => {
      ended = true
    })
    kept.write('GET /healthz HTTP/1.1\r\nhost: central\r\n\r\n')
    const [late] = (await once(kept, 'data')) as [Buffer]
    assert.match(late.toString(), /^HTTP\/1\.1 503 /)
    assert.equal(ended, false)
    finish.resolve()
    assert.deepEqual(await (await answer).json(), { done: true })
    await stopping
    await assert.rejects(fetch(`${kit.address}/healthz`))
  })

  // Where it is waited for in vain, the end comes after ten seconds.
  it('waits for nobody who has gone before their turn came', { timeout: 9_000 }, async () => {
    const begun = Promise.withResolvers<void>()
    const turn = Promise.withResolvers<void>()
    const busy: Room = {
      routes: (app) => {
        const preValidation = async (_: unknown, reply: { readonly raw: ServerResponse }) => {
          begun.resolve()
          await once(reply.raw, 'close')
          turn.resolve()
        }
        app.get('/busy', { preValidation }, () => ({ done: true }))
      },
    }
    const kit = await startCentralKit({ rooms: [busy] })
    const socket = await speak(kit.address, 'GET /busy HTTP/1.1\r\nhost: central\r\n\r\n')
    await begun.promise
    socket.destroy()
    await turn.promise
    // The rest of that request, its turn in the end, is through before what comes now.
    await fetch(`${kit.address}/healthz`)
    await kit.stop()
  })
})
