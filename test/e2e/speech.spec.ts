import type { Page } from '@playwright/test'
import { ar } from '../../renderer/text/ar.ts'
import { de } from '../../renderer/text/de.ts'
import { OWN_NAMES } from '../../sync/contract/own-names.ts'
import { isNight } from '../support/how-much.ts'
import { bookByKeypad, keypadAt } from './keypad.ts'
import { expect, test } from './terminal.ts'
import { TO_PERSON } from './visitor.ts'

test.describe.configure({ timeout: 150_000 })

type Said = { readonly text: string; readonly lang: string }

/** Hears every sentence that the page wants spoken; each is over at once. */
async function listenTo(page: Page): Promise<{ said: Said[]; quiet: () => Promise<void>; since: (from: number) => string }> {
  const said: Said[] = []
  await page.route('**/bridge/synthesize', async (route) => {
    said.push(route.request().postDataJSON() as Said)
    await route.fulfill({ json: { wav: null } })
  })
  const quiet = async () => {
    for (let before = -1; before !== said.length; ) {
      before = said.length
      await page.waitForTimeout(350)
    }
  }
  const since = (from: number) =>
    said
      .slice(from)
      .map(({ text }) => text)
      .join(' ')
  return { said, quiet, since }
}

const isLanguage = (text: string) => Object.values(OWN_NAMES).some((name) => text.includes(name))

/** Everything that stands on the screen as text, without what is inside a control that has another name. */
const visibleTexts = (page: Page) =>
  page.evaluate(() => {
    const dialog = [...document.querySelectorAll('dialog[open]')].at(-1)
    const walker = document.createTreeWalker(dialog ?? document.body, NodeFilter.SHOW_TEXT)
    const texts: string[] = []
    while (walker.nextNode()) {
      const text = (walker.currentNode.textContent ?? '').replace(/\s+/g, ' ').trim()
      const parent = walker.currentNode.parentElement
      if (!parent?.checkVisibility({ visibilityProperty: true }) || !/[\p{L}\p{N}]/u.test(text)) continue
      if (parent.closest('[aria-hidden=true], [aria-label]:is(button, a, input), script, style, .keyboard')) continue
      texts.push(text)
    }
    return texts
  })

const jack = (page: Page, plugged: boolean) =>
  page.evaluate(
    (code) => {
      document.body.dispatchEvent(new KeyboardEvent('keydown', { code, key: code, bubbles: true, cancelable: true }))
    },
    plugged ? 'F15' : 'F16',
  )
const JACK = { keypad: { preset: 'arrows', keys: { F15: 'jackIn', F16: 'jackOut' } } }

for (const [language, t] of [
  // By day German is for the keypad (keypad.spec.ts).
  ...(isNight ? [['de', de] as const] : []),
  ['ar', ar],
] as const) {
  test(`a booking by ears alone: everything on each screen is said, in the language of the screen: ${language}`, async ({
    page,
    start,
  }) => {
    const foyer = await start({ config: JACK })
    const { said, quiet, since } = await listenTo(page)
    await page.goto(`${foyer.page}?lang=${language}`)
    await page.locator('.start-door-main').waitFor()
    await expect(page.locator('html')).toHaveAttribute('lang', language)
    await jack(page, true)
    const missing: string[] = []
    await bookByKeypad(keypadAt(page), t, async (screen) => {
      await page.waitForTimeout(100)
      const from = said.length
      await page.keyboard.press('F2')
      await quiet()
      const spoken = since(from).replace(/\s+/g, ' ')
      for (const text of await visibleTexts(page)) if (!spoken.includes(text)) missing.push(`${screen}: ${text}`)
    })
    expect(missing).toEqual([])
    const all = since(0)
    expect(all).toContain(t.speech.welcome)
    const number = (await page.locator('[data-booking-code]').getAttribute('data-booking-code')) ?? ''
    expect(all, 'and letter by letter').toContain(`${number}, ${number.replaceAll(/(?<=\w)(?=\w)/g, ' ').replace('-', ', ')}`)
    // Each language is named in its own; addresses and untranslated texts of the town are German and are spoken so.
    expect(new Set(said.filter(({ text }) => !isLanguage(text)).map(({ lang }) => lang))).toEqual(
      new Set(language === 'de' ? ['de'] : ['ar', 'de']),
    )
  })
}

test('a key starts the voice without sight; another silences it; it can be repeated', async ({ visitor, page }) => {
  const { said, quiet, since } = await listenTo(page)
  await page.keyboard.press('ArrowDown')
  await quiet()
  expect(said.slice(0, 2).map(({ text }) => text)).toEqual([de.speech.welcome, de.speech.keysNamed])
  expect(since(0)).toContain(de.start.question)
  expect(since(0), 'the switch as it stands once the voice is on').toContain(de.speech.off)
  expect(since(0)).not.toContain(de.speech.on)
  const before = said.length
  await page.keyboard.press('F2')
  await quiet()
  expect(said.length).toBeGreaterThan(before + 5)
  const line = (name: string) => visitor.button(name).evaluate((button) => getComputedStyle(button).textDecorationLine)
  expect(await line('Vorlesen ausschalten'), 'its name says how it stands, and so does a mark').toBe('underline')
  // EN 301 549, 5.6: what is switched on is heard by a word and seen by a mark.
  await visitor.touch(/^Einstellungen/)
  const opened = said.length
  await page.keyboard.press('F2')
  await quiet()
  expect(since(opened)).toContain([de.settings.on, de.speech.button, de.speech.selected].join(', '))
  await expect(visitor.button(de.settings.on).locator('.icon')).toBeVisible()
  await visitor.touch('Fertig')
  await visitor.touch('Vorlesen ausschalten')
  expect(await line('Vorlesen einschalten')).toBe('none')
  const after = said.length
  await visitor.does.begin()
  await quiet()
  expect(said.length).toBe(after)
})

test('nothing personal is said aloud without a headset: no name, no mail, no number; with one it is', async ({
  page,
  start,
  visitor,
}) => {
  const foyer = await start({ config: JACK })
  const { said, quiet, since } = await listenTo(page)
  await page.goto(foyer.page)
  await visitor.touch('Vorlesen einschalten')
  await visitor.go(...TO_PERSON, 'enterPersonWithoutName')
  await quiet()
  const field = async (name: string) => {
    const from = said.length
    await page.locator(`input[name=${name}]`).focus()
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowDown')
    await quiet()
    return since(from)
  }
  // Only what is written in a field is personal: what it is for, and what is wrong with it, is for everybody.
  const wrong = await field('familyName')
  for (const part of [de.person.familyName, de.speech.required, de.speech.wrong, de.person.missing.familyName])
    expect(wrong).toContain(part)
  // EN 301 549, 5.1.3.15: which field is wrong, and the remedy.
  expect(since(0)).toContain(`${de.person.familyName}: ${de.person.missing.familyName}`)
  await visitor.go('enterPerson', 'giveConsent', 'keepPerson', 'wantSlip')
  await page.locator('#pin').fill('4711')
  await quiet()
  // 5.1.3.8: what is masked is counted, not read, in a headset too.
  await jack(page, true)
  await quiet()
  const masked = said.length
  await page.keyboard.press('F2')
  await quiet()
  expect(since(masked)).toContain(`${de.takeAlong.pin}, ${de.speech.field}, ****`)
  await jack(page, false)
  await quiet()
  await page.locator('#content').focus()
  await page.keyboard.press('Enter')
  await visitor.go('goBack', 'goOn')
  await quiet()
  await page.keyboard.press('F2')
  await quiet()
  await visitor.does.confirm()
  await visitor.onStep('done')
  const number = await visitor.number()
  await quiet()
  await page.keyboard.press('F2')
  await quiet()
  const aloud = since(0)
  for (const secret of ['Özgür', 'Łucja', 'lucja@', 'Rheinstraße 12', '4711', number]) expect(aloud, secret).not.toContain(secret)
  expect(aloud).toContain(de.speech.hidden)
  await jack(page, true)
  const from = said.length
  await quiet()
  await page.keyboard.press('F2')
  await quiet()
  expect(since(from)).toContain(number)
  // Pulled out: one question aloud, and nothing more until it is answered.
  const pulled = said.length
  await jack(page, false)
  await quiet()
  expect(said.slice(pulled).map(({ text }) => text)).toEqual([de.speech.unplugged])
})

test('the warning is heard and seen: tones and the voice at 60, 30, 20, 10 and 5 seconds', async ({ page, foyer, visitor }) => {
  let tones = 0
  await page.exposeFunction('heardTone', () => void (tones += 1))
  await page.addInitScript(() => {
    window.AudioContext = class extends AudioContext {
      override createOscillator() {
        ;(window as unknown as { heardTone: () => void }).heardTone()
        return super.createOscillator()
      }
    }
  })
  const { since, said, quiet } = await listenTo(page)
  await page.clock.install()
  await page.goto(foyer.page)
  await visitor.touch('Vorlesen einschalten')
  await quietly(page)
  await visitor.go(...TO_PERSON)
  await quietly(page)
  const from = said.length
  // Who listens has twice the time: 120 s until the question, 120 s to answer it.
  await page.clock.fastForward(118_000)
  for (let second = 0; second < 125; second += 1) await page.clock.runFor(1_000)
  await quiet()
  const heard = since(from)
  expect(heard).toContain('Sind Sie noch da?')
  // Two tones when the question comes, and at each of the four.
  expect(tones).toBe(10)
  for (const seconds of [30, 20, 10, 5]) expect(heard).toContain(`${seconds} Sekunden`)
  await visitor.onStep('start')
})

/** Lets the voice say what it has to say, with a clock that the test turns. */
async function quietly(page: Page) {
  for (let turn = 0; turn < 40; turn += 1) {
    await page.clock.runFor(50)
    await page.waitForTimeout(20)
  }
}
