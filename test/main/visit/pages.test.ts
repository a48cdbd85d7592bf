import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PAGE_SILENCE_MS, PAGE_START_MS } from '../../../machines/delays.ts'
import { pagesKit } from '../../support/pages-kit.ts'

test('a page that falls silent is replaced, and its visitor is forgotten', async () => {
  const { pages, pass, seen } = pagesKit()
  const page = pages.open()
  page.onLost(() => (seen.replaced += 1))
  for (let beat = 0; beat < 10; beat += 1) {
    await page.call('heartbeat', { step: 'person' })
    pass(PAGE_SILENCE_MS - 1)
  }
  assert.deepEqual(seen, { left: 0, replaced: 0 })
  pass(1)
  assert.deepEqual(seen, { left: 1, replaced: 1 })
})

test('a page that has lost its graphics is replaced at once, and its visitor is forgotten', async () => {
  const { pages, pass, seen } = pagesKit()
  const page = pages.open()
  page.onLost((how) => {
    seen.replaced += 1
    assert.equal(how, 'graphics')
  })
  await page.call('heartbeat', { step: 'person' })
  await page.call('graphicsLost', {})
  assert.deepEqual(seen, { left: 1, replaced: 1 })
  pass(PAGE_SILENCE_MS)
  assert.deepEqual(seen, { left: 1, replaced: 1 }, 'once')
})

test('a page that never comes alive is replaced as well', () => {
  const { pages, pass, seen } = pagesKit()
  pages.open().onLost(() => (seen.replaced += 1))
  pass(PAGE_START_MS - 1)
  assert.equal(seen.replaced, 0)
  pass(1)
  assert.equal(seen.replaced, 1)
})

test('a page that nobody can replace may pause as long as it likes', async () => {
  const { pages, pass, seen } = pagesKit()
  const page = pages.open()
  await page.call('heartbeat', { step: 'start' })
  pass(3_600_000)
  assert.deepEqual(seen, { left: 0, replaced: 0 })
})

test('what one page’s visitor prints, another page is not told', async () => {
  const { pages } = pagesKit()
  const [one, other] = [pages.open(), pages.open()]
  const told: unknown[] = []
  one.onReport(({ paper }) => told.push(paper))
  other.onReport(({ paper }) => told.push(paper))
  pages.tellPaper({ jobId: 'nobody’s', bookingId: '00000000-0000-4000-8000-000000000000', state: 'printed' })
  assert.deepEqual(told, [null, null])
})

test('a page is told at once, and again only when something is new to it', () => {
  const { pages, state } = pagesKit()
  const page = pages.open()
  const told: number[][] = [[], []]
  page.onReport(({ waiting }) => told[0]?.push(waiting))
  pages.report()
  state.waiting = 1
  const leave = page.onReport(({ waiting }) => told[1]?.push(waiting))
  pages.report()
  pages.report()
  assert.deepEqual(told, [[0, 1], [1]])
  leave()
  state.waiting = 0
  pages.report()
  assert.deepEqual(told, [[0, 1, 0], [1]])
})
