import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isNight } from '../support/how-much.ts'
import type { Foyer } from '../support/start-foyer.ts'
import { expect, test } from './terminal.ts'
import { TO_OVERVIEW, type Visitor } from './visitor.ts'

test.use({ own: true })

const set = (foyer: Foyer, state: string) => {
  mkdirSync(foyer.receipts, { recursive: true })
  writeFileSync(join(foyer.receipts, 'printer-state'), state)
}
const slips = (foyer: Foyer) => readdirSync(foyer.receipts).filter((name) => name.endsWith('.bin')).length

async function bookWith(visitor: Visitor) {
  await visitor.go(...TO_OVERVIEW, 'confirm')
  await visitor.onStep('done')
}

// Whatever the printer does, the visitor has a booking, its number and its code on the screen. To the program paper, cover, line
// and silence are troubles of one kind: in the browser all but one are for the night.
const AT_NIGHT = [
  ['paper-out', /Papier ist leer/],
  ['cover-open', /Klappe/],
  ['offline', /nicht erreichbar/],
  ['silent', /antwortet nicht|nicht gedruckt/],
] as const
for (const [state, told] of [['dies-half-way', /unvollständig/], ...(isNight ? AT_NIGHT : [])] as const) {
  test(`a printer that is "${state}" never harms the booking`, async ({ visitor, foyer, page }) => {
    set(foyer, state)
    await bookWith(visitor)
    expect(await visitor.number()).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    await expect(page.getByRole('img', { name: /Code/ })).toBeVisible()
    await expect(visitor.main).toContainText(told, { timeout: 20_000 })
    const before = slips(foyer)
    set(foyer, 'ready')
    await visitor.does.printAgain()
    await expect.poll(() => slips(foyer), { timeout: 20_000 }).toBe(before + 1)
    await expect(visitor.main).toContainText('Ihr Beleg ist gedruckt')
  })
}

test('a slip that could not be printed is not printed for the next visitor', async ({ visitor, foyer }) => {
  set(foyer, 'paper-out')
  await bookWith(visitor)
  // Whoever leaves before has a slip that is just being printed: it may still come out.
  await expect(visitor.main).toContainText(/Papier/, { timeout: 20_000 })
  await visitor.does.finish()
  await visitor.onStep('start')
  set(foyer, 'ready')
  await bookWith(visitor)
  await expect(visitor.main).toContainText('Ihr Beleg ist gedruckt', { timeout: 20_000 })
  expect(slips(foyer)).toBe(1)
})
