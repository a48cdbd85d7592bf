import assert from 'node:assert/strict'
import { test } from 'node:test'
import { basketFees } from '../../../renderer/components/basket-fees.ts'

const service = (name: string, ...fees: string[]) => ({
  service: { name: { de: name }, fees: fees.map((fee) => ({ text: { de: fee } })) },
})
const told = (...chosen: ReturnType<typeof service>[]) => basketFees(chosen).map(({ of, text }) => [of?.de ?? null, text.de])

test('two services that cost the same cost it twice, and each says what for', () => {
  assert.deepEqual(told(service('Meldebescheinigung', '10 €'), service('Beglaubigung', '10 €')), [
    ['Meldebescheinigung', '10 €'],
    ['Beglaubigung', '10 €'],
  ])
})

test('one service alone needs no name beside its fees, and may have several or none', () => {
  assert.deepEqual(told(service('Reisepass', '70 €', 'Express: 32 €')), [
    [null, '70 €'],
    [null, 'Express: 32 €'],
  ])
  assert.deepEqual(told(service('Ummeldung')), [])
})
