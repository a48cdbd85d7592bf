import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createPokeReader } from '../../../sync/kiosk/pokes.ts'

function reader() {
  const heard: unknown[] = []
  const seen = { signs: 0 }
  const feed = createPokeReader({ onPoke: (poke) => heard.push(poke), onSign: () => (seen.signs += 1) })
  return { heard, seen, feed }
}

test('a poke is heard however the network cuts it', () => {
  const { heard, feed } = reader()
  for (const letter of 'event: poke\ndata: {"officeId":"rathaus","version":4}\n\n') feed(letter)
  assert.deepEqual(heard, [{ officeId: 'rathaus', version: 4 }])
})

test('heartbeats, other events and nonsense are signs of life and nothing else', () => {
  const { heard, seen, feed } = reader()
  feed(': still here\n\n')
  feed('event: other\ndata: {"officeId":"rathaus","version":4}\n\n')
  feed('event: poke\ndata: {{{\n\n')
  feed('event: poke\ndata: {"officeId":7}\n\n')
  assert.deepEqual(heard, [])
  assert.equal(seen.signs, 4)
})
