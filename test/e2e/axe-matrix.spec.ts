import { LANGUAGES } from '../../sync/contract/language.ts'
import { tourOf, type Wish } from '../screenshots/tour.ts'
import { isNight } from '../support/how-much.ts'
import { axeFaults } from './axe.ts'
import { layoutFaults, type Places, placesOf } from './layout.ts'
import { expect, test } from './terminal.ts'

const SIZES = { portrait: { width: 1080, height: 1920 }, landscape: { width: 1920, height: 1080 } } as const

// Every screen of a visit in each cell. The whole field takes long: FOYER_AXE=all at night, a sample that differs in every
// respect with each change.
const WHOLE = LANGUAGES.flatMap((language) =>
  (['normal', 'contrast', 'large'] as const).flatMap((wish) =>
    (['portrait', 'landscape'] as const).map((orientation) => [language, wish, orientation] as const),
  ),
)
/**
 * Where the parts of the frame stand: recorded, so that nobody moves them without meaning to. Lying, the stations say what
 * was chosen.
 */
const LYING: Places = {
  '.band': [0, 476],
  '.steps': [317, 149],
  '.frame-head': [10, 298],
  '.frame-content': [10, 298],
  '.actions': [317, 149],
  '.links': [0, 476],
}
const STANDING: Places = {
  '.band': [0, 268],
  '.steps': [0, 268],
  '.frame-head': [10, 248],
  '.frame-content': [10, 248],
  '.frame-choice': [10, 248],
  '.actions': [10, 248],
  '.links': [0, 268],
}
const mirrored = (places: Places): Places => {
  const width = places['.band']?.[1] ?? 0
  return Object.fromEntries(Object.entries(places).map(([part, [left, wide]]) => [part, [width - left - wide, wide]]))
}
/** Parts that stand elsewhere by more than a millimetre, which is what rounding may do. */
const moved = (places: Places, wanted: Places): string[] =>
  Object.entries(wanted).flatMap(([part, [left, wide]]) => {
    const [nowLeft = Number.NaN, nowWide = Number.NaN] = Object.entries(places).find(([name]) => name === part)?.[1] ?? []
    const same = Math.abs(nowLeft - left) <= 1 && Math.abs(nowWide - wide) <= 1
    return same ? [] : [`${part} stands at ${nowLeft} mm, ${nowWide} mm wide, not at ${left} and ${wide}`]
  })
/** With keys on the screen the steps give way. */
const FRAMED = ['office', 'service-groups', 'slot-calendar', 'slot-list', 'consent', 'overview', 'done']

const SAMPLE: readonly (readonly [(typeof LANGUAGES)[number], Wish, keyof typeof SIZES])[] = [
  ['ar', 'contrast', 'landscape'],
  ...(isNight ? [['de', 'large', 'portrait'] as const] : []),
]

for (const [language, wish, orientation] of process.env['FOYER_AXE'] === 'all' ? WHOLE : SAMPLE) {
  test(`axe finds nothing on any screen of a visit: ${language}, ${wish}, ${orientation}`, async ({ foyer, page }) => {
    test.setTimeout(480_000)
    await page.setViewportSize(SIZES[orientation])
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await page.clock.install()
    await page.goto(`${foyer.page}?lang=${language}`)
    const faults: string[] = []
    for await (const [screen] of tourOf(page, wish)) {
      const largest = wish === 'large' && (await page.locator('html[data-scale="2"]').count()) > 0
      faults.push(...(await layoutFaults(page, { largest })).map((fault) => `${screen}: ${fault}`))
      if (FRAMED.includes(screen)) {
        const standing = orientation === 'portrait' ? STANDING : LYING
        const wanted = ['ar', 'fa'].includes(language) ? mirrored(standing) : standing
        faults.push(...moved(await placesOf(page), wanted).map((fault) => `${screen}: ${fault}`))
      }
      faults.push(...(await axeFaults(page, screen)))
    }
    expect(faults).toEqual([])
  })
}
