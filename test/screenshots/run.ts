import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from '@playwright/test'
import { CHROMIUM_SWITCHES } from '../support/chromium-switches.ts'
import { startFoyer } from '../support/start-foyer.ts'
import { munichDirectory } from '../support/munich.ts'
import { findChromium } from '../support/tools.ts'
import { drawDesk } from './desk.ts'
import { munichOf, startMunich } from './munich.ts'
import { readmePictures } from './readme.ts'
import { tourOf, type Wish } from './tour.ts'
import { troublesOf } from './troubles.ts'

/**
 * Draws every screen into the ignored folder screenshots/, so that anyone can look:
 * `npm run screenshots` in German, both orientations; `-- --all` also in Arabic, large, in reach, in both and in high contrast;
 * the longest and shortest names of Munich where its directory is there; the front desk in three sizes and both contrasts.
 * `-- --only=desk` draws what is named so alone. `-- --readme` refreshes the README's pictures as well.
 */
const README = join(import.meta.dirname, '../../assets/readme')
const FOLDER = join(import.meta.dirname, '../../screenshots')
const SIZES = {
  portrait: { width: 1080, height: 1920, pixelsPerMm: 4.03 },
  landscape: { width: 1920, height: 1080, pixelsPerMm: 4.03 },
  small: { width: 1280, height: 1024, pixelsPerMm: 3.4 },
} as const
const WISHES: readonly Wish[] = ['normal', 'large', 'reach', 'reach-large', 'contrast']

const all = process.argv.includes('--all')
const only = process.argv.find((argument) => argument.startsWith('--only='))?.slice('--only='.length) ?? ''
const executablePath = findChromium()
if (executablePath === null) throw new Error('no browser of the Chromium family found; set CHROMIUM to one')

// The fields for dates are the browser's own, in the language that it was started in.
const env = { ...process.env, LANGUAGE: 'de_DE' } as Record<string, string>
const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_SWITCHES, '--lang=de-DE'], env })
const directory = munichDirectory()
let drawn = 0
for (const [size, { width, height, pixelsPerMm }] of Object.entries(SIZES)) {
  if (only.startsWith('desk')) continue
  const foyer = await startFoyer({ config: { pixelsPerMm, reachLimitMm: 250 } })
  for (const language of all ? ['de', 'ar'] : ['de']) {
    for (const wish of all ? WISHES : (['normal'] as const)) {
      const name = `${size}-${language}-${wish}`
      if (!name.includes(only)) continue
      const folder = join(FOLDER, name)
      freshFolder(folder)
      const context = await browser.newContext({ viewport: { width, height }, hasTouch: true, reducedMotion: 'reduce' })
      const page = await context.newPage()
      await page.clock.install()
      await page.goto(`${foyer.page}?lang=${language}`)
      for await (const [screen, number] of tourOf(page, wish)) {
        await page.evaluate(() => document.fonts.ready)
        await page.screenshot({ path: join(folder, `${String(number).padStart(2, '0')}-${screen}.png`) })
        drawn += 1
      }
      if (wish === 'normal') drawn += await draw(context, folder, (one) => troublesOf(one, `${foyer.page}?lang=${language}`))
      if (name === 'portrait-de-normal' && process.argv.includes('--readme')) await readmePictures(folder, README)
      await context.close()
      console.log(`${name} drawn`)
    }
  }
  await foyer.stop()
  if (directory.outcome === 'found' && `${size}-munich`.includes(only)) {
    const munich = await startMunich(directory, { pixelsPerMm, reachLimitMm: 250 })
    const folder = join(FOLDER, `${size}-munich`)
    freshFolder(folder)
    const context = await browser.newContext({ viewport: { width, height }, hasTouch: true, reducedMotion: 'reduce' })
    drawn += await draw(context, folder, (page) => munichOf(page, munich.page))
    await context.close()
    await munich.stop()
    console.log(`${size}-munich drawn`)
  }
}
drawn += await drawDesk(browser, FOLDER, (name) => name.includes(only))
if (directory.outcome === 'missing') console.log(directory.reason)

/** Empty, so that no picture of an earlier tour stands among the new ones. */
function freshFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
}

async function draw(context: BrowserContext, folder: string, walk: (page: Page) => ReturnType<typeof troublesOf>) {
  const page = await context.newPage()
  let stops = 0
  for await (const [screen, number] of walk(page)) {
    await page.evaluate(() => document.fonts.ready)
    await page.screenshot({ path: join(folder, `${number}-${screen}.png`) })
    stops += 1
  }
  return stops
}
await browser.close()
console.log(`${drawn} screens in ${FOLDER}`)
