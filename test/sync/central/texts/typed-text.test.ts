import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { typedLines } from '../../../../sync/central/texts/typed-text.ts'

describe('a field of several lines', () => {
  it('counts a line break as one, as the browser that sent two characters for it has', () => {
    const typed = [...Array.from({ length: 19 }, () => 'x'.repeat(49)), 'x'.repeat(50)].join('\n')
    assert.equal(typed.length, 1_000)
    const field = typedLines(1_000)
    assert.equal(field.safeParse(typed.replaceAll('\n', '\r\n')).data, typed)
    assert.equal(field.safeParse(`${typed}x`).success, false)
  })
})
