import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as z from 'zod/mini'
import { ContractError, createClient, dispatch, type Handlers } from '../../../sync/contract/rpc.ts'

const wire = {
  double: { input: z.object({ n: z.number() }), output: z.object({ n: z.number() }) },
} as const
const handlers: Handlers<typeof wire> = { double: ({ n }) => ({ n: n * 2 }) }

test('a call is parsed, handled and parsed again', async () => {
  const client = createClient(wire, (method, input) => dispatch(wire, handlers, method, input))
  assert.deepEqual(await client.double({ n: 4 }), { n: 8 })
})

test('an unknown method or a wrong input breaks the contract and reaches no handler', async () => {
  const unreachable: Handlers<typeof wire> = { double: () => assert.fail('reached') }
  for (const [method, input] of [
    ['halve', { n: 4 }],
    ['toString', {}],
    ['__proto__', {}],
    ['double', { n: 'four' }],
    ['double', null],
  ] as const) {
    await assert.rejects(dispatch(wire, unreachable, method, input), ContractError)
  }
})

test('a handler that answers something else is a bug and is heard', async () => {
  const wrong = { double: () => ({ n: 'eight' }) } as unknown as Handlers<typeof wire>
  await assert.rejects(dispatch(wire, wrong, 'double', { n: 4 }))
})

test('unknown keys from a newer end are dropped, not refused', async () => {
  assert.deepEqual(await dispatch(wire, handlers, 'double', { n: 1, later: true }), { n: 2 })
})
