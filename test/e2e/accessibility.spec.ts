import { axeFaults } from './axe.ts'
import { arrive, expect, test } from './terminal.ts'
import { TO_OVERVIEW, TO_PERSON, type Visitor } from './visitor.ts'

const clean = async ({ page }: Visitor, screen: string) => expect(await axeFaults(page, screen)).toEqual([])

type Stop = readonly [screen: string, reach: (visitor: Visitor) => Promise<void>]
/** What a dialog shows; Escape then leads back to the screen behind it. */
const dialog = (screen: string, open: (visitor: Visitor) => Promise<void>): readonly Stop[] => [
  [screen, open],
  [
    `behind ${screen}`,
    async ({ page }) => {
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toHaveCount(0)
    },
  ],
]
// One visit, with a look at each screen and into each dialog: nineteen visits would find the same nineteen times as late.
const STOPS: readonly Stop[] = [
  ['start', async () => undefined],
  ...dialog('settings', (visitor) => visitor.touch(/^Einstellungen/)),
  ...dialog('languages', (visitor) => visitor.touch(/^Sprache/)),
  ...dialog('help', (visitor) => visitor.touch(/^Hilfe/)),
  ...dialog('imprint', (visitor) => visitor.touch('Impressum')),
  ...dialog('privacy statement', (visitor) => visitor.touch('Datenschutz')),
  ...dialog('accessibility statement', (visitor) => visitor.touch('Barrierefreiheit')),
  ['office', (visitor) => visitor.go('begin')],
  ['service', (visitor) => visitor.go('chooseOffice')],
  ['service chosen', (visitor) => visitor.go('chooseService')],
  ['slot, calendar', (visitor) => visitor.go('goOn')],
  ...dialog('cancelling', (visitor) => visitor.touch('Abbrechen')),
  ['slot, list', (visitor) => visitor.touch('Liste')],
  ['person', (visitor) => visitor.go('takeFirstSlot')],
  ['person with faults', (visitor) => visitor.go('enterPersonWithoutName')],
  ['consent', (visitor) => visitor.go('enterPerson')],
  ...dialog('keeping the data', async (visitor) => {
    await visitor.go('giveConsent')
    await visitor.tick(visitor.keepBox())
  }),
  ['overview', (visitor) => visitor.go('goOn')],
  [
    'done',
    async (visitor) => {
      await visitor.go('confirm')
      await visitor.onStep('done')
    },
  ],
]

test('axe finds nothing on any screen of a visit, nor in its dialogs', async ({ visitor }) => {
  test.setTimeout(300_000)
  for (const [screen, reach] of STOPS) {
    await test.step(screen, async () => {
      await reach(visitor)
      if (!screen.startsWith('behind')) await clean(visitor, screen)
    })
  }
})

test('axe finds nothing on the countdown', async ({ page, foyer }) => {
  await page.clock.install()
  const visitor = await arrive(page, foyer)
  await visitor.go(...TO_PERSON)
  await page.clock.runFor(65_000)
  await expect(page.locator('[data-seconds-left]')).toBeVisible()
  await clean(visitor, 'countdown')
})

test('axe finds nothing on the way to the overview in a small panel', async ({ visitor, page }) => {
  await page.setViewportSize({ width: 1280, height: 1024 })
  await visitor.go(...TO_OVERVIEW)
  await clean(visitor, 'a small panel')
})
