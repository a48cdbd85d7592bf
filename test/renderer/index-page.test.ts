import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { DEFAULT_COMFORT } from '../../machines/visitor.ts'

test('the page is dressed for everybody before any visit, so that a device out of order says so in full size', () => {
  const html = readFileSync(join(import.meta.dirname, '../../renderer/index.html'), 'utf8')
  const said = (name: string) => new RegExp(`<html[^>]* data-${name}="([^"]*)"`).exec(html)?.[1]
  assert.equal(said('scale'), String(DEFAULT_COMFORT.textScale))
  assert.equal(said('contrast'), DEFAULT_COMFORT.contrast)
  assert.equal(said('reach'), DEFAULT_COMFORT.seatedReach ? 'seated' : 'standing')
})
