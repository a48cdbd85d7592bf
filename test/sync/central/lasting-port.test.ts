import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { lastingPort, rememberPort } from '../../../sync/central/lasting-port.ts'
import { openSqlite } from '../../../sync/central/store/sqlite.ts'

const listen = async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { port, close: () => new Promise((resolve) => server.close(resolve)) }
}

test('links of yesterday still lead somewhere: the last port is taken again, unless somebody else has it', async () => {
  const store = await openSqlite({ file: ':memory:', nowMs: 0 })
  assert.equal(await lastingPort(store, '127.0.0.1'), 0)
  const other = await listen()
  await rememberPort(store, other.port)
  assert.equal(await lastingPort(store, '127.0.0.1'), 0)
  await other.close()
  assert.equal(await lastingPort(store, '127.0.0.1'), other.port)
  await store.close()
})
