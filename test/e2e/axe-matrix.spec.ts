import { AxeBuilder } from '@axe-core/playwright'
import { LANGUAGES } from '../../sync/contract/language.ts'
import { tourOf, type Wish } from '../screenshots/tour.ts'
import { expect, test } from './terminal.ts'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'EN-301-549', 'best-practice']
const SIZES = { portrait: { width: 1080, height: 1920 }, landscape: { width: 1920, height: 1080 } } as const

// Every screen of a visit in each cell. The whole field takes long: FOYER_AXE=all at night, a sample that differs in every
// respect with each change.
const WHOLE = LANGUAGES.flatMap((language) =>
  (['normal', 'contrast'] as const).flatMap((wish) =>
    (['portrait', 'landscape'] as const).map((orientation) => [language, wish, orientation] as const),
  ),
)
const SAMPLE: readonly (readonly [(typeof LANGUAGES)[number], Wish, keyof typeof SIZES])[] = [
  ['ar', 'contrast', 'landscape'],
  ['de', 'large', 'portrait'],
]

for (const [language, wish, orientation] of process.env['FOYER_AXE'] === 'all' ? WHOLE : SAMPLE) {
  test(`axe finds nothing on any screen of a visit: ${language}, ${wish}, ${orientation}`, async ({ foyer, page }) => {
    test.setTimeout(240_000)
    await page.setViewportSize(SIZES[orientation])
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await page.clock.install()
    await page.goto(`${foyer.page}?lang=${language}`)
    const faults: string[] = []
    for await (const [screen] of tourOf(page, wish)) {
      const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze()
      faults.push(
        ...violations.map(({ id, nodes }) => `${screen}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
      )
    }
    expect(faults).toEqual([])
  })
}
