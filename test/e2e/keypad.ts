import { expect, type Page } from '@playwright/test'
import type { Texts } from '../../renderer/text/de.ts'

/** What a tactile keypad with a plain cursor block sends. */
const KEYS = {
  next: 'ArrowDown',
  previous: 'ArrowUp',
  select: 'Enter',
  back: 'Escape',
  repeat: 'F2',
  pause: 'F3',
  help: 'F1',
} as const
const MOST_PRESSES = 200

/** Somebody with a keypad and nothing else; what the focus stands on is all that they know. */
export function keypadAt(page: Page) {
  const press = (key: keyof typeof KEYS) => page.keyboard.press(KEYS[key])
  /** Name, role and state of what has the focus, as a screen reader would get it. */
  const focused = () =>
    page.evaluate(() => {
      const at = document.activeElement
      if (!at) return ''
      const labels = at instanceof HTMLInputElement ? [...(at.labels ?? [])].map((label) => label.textContent) : []
      return (at.getAttribute('aria-label') ?? [...labels, at.textContent].join(' ')).replace(/\s+/g, ' ').trim()
    })
  /** Presses a key until the focus stands on what is wanted. */
  const find = async (wanted: RegExp | string, key: 'next' | 'previous' = 'next') => {
    const fits = (name: string) => (typeof wanted === 'string' ? name === wanted : wanted.test(name))
    const met: string[] = []
    for (let count = 0; count < MOST_PRESSES; count += 1) {
      const name = await focused()
      if (fits(name)) return
      met.push(name)
      await press(key)
    }
    throw new Error(`no way to ${String(wanted)}; met ${[...new Set(met)].join(' | ')}`)
  }
  const choose = async (wanted: RegExp | string) => {
    await find(wanted)
    await press('select')
  }
  /** Writes into the field that has the focus with the keys of the screen, by the shorter way round each time. */
  const write = async (text: string) => {
    // The keys are loaded when they are first wanted, and changed with the field: those of the field before are no way in,
    // although an address has digits as well as a telephone number.
    const shows = (letter: string) =>
      page.evaluate((key) => {
        const keys = [...document.querySelectorAll('.keyboard [data-skbtn]')]
        const areNumbers = document.querySelector('.keyboard-phone, .keyboard-date, .keyboard-pin') !== null
        return keys.length < 20 === areNumbers && keys.some((each) => each.getAttribute('data-skbtn') === key)
      }, letter)
    await expect.poll(() => shows(text.charAt(0))).toBe(true)
    await press('select')
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest('.keyboard') !== null)).toBe(true)
    for (const letter of text) {
      const [steps, total] = await page.evaluate((key) => {
        const keys = [...document.querySelectorAll('.keyboard :is(button, a)')]
        const from = keys.indexOf(document.activeElement ?? document.body)
        return [keys.findIndex((each) => each.getAttribute('data-skbtn') === key) - from, keys.length] as const
      }, letter)
      const on = (steps + total) % total
      const [key, count] = on <= total / 2 ? (['next', on] as const) : (['previous', total - on] as const)
      for (let step = 0; step < count; step += 1) await press(key)
      expect(await page.evaluate(() => document.activeElement?.getAttribute('data-skbtn'))).toBe(letter)
      await press('select')
    }
    await press('back')
  }
  return { page, press, focused, find, choose, write }
}
export type Keypad = ReturnType<typeof keypadAt>

/** In the visitor's own script where the field may have it. */
const OWN_SCRIPT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ar: { familyName: 'سليم', firstName: 'مي', street: 'باب', city: 'كل' },
}
const ENTRIES: Readonly<Record<string, string>> = {
  familyName: 'öz',
  firstName: 'li',
  email: 'a@b.de',
  phone: '026112',
  birthDate: '1.2.1980',
  street: 'weg',
  postalCode: '56068',
  city: 'ulm',
}

/** Start to receipt with the keypad alone, in any language. */
export async function bookByKeypad(keypad: Keypad, t: Texts, arrived: (screen: string) => Promise<void>) {
  const { page, choose, find, write, press } = keypad
  const language = (await page.locator('html').getAttribute('lang')) ?? 'de'
  const main = page.locator('main')
  const onStep = (step: string) => expect(main).toHaveAttribute('data-step', step)
  const settled = () => expect(main).not.toHaveAttribute('aria-busy', 'true')
  await arrived('start')
  await find(new RegExp(`^${t.start.book}`))
  await press('select')
  await onStep('office')
  await settled()
  await arrived('office')
  await page.evaluate(() => document.querySelector('.office')?.setAttribute('data-wanted', ''))
  await findMarked(keypad)
  await press('select')
  await onStep('service')
  await settled()
  await arrived('service')
  await markFirst(page, '.groups-card, .service-row')
  await findMarked(keypad)
  await press('select')
  await markFirst(page, '.service-row')
  await findMarked(keypad)
  await press('select')
  await page.locator('dialog[open]').waitFor()
  await arrived('sheet')
  await choose(t.service.take)
  await page.locator('.basket').waitFor()
  await choose(t.service.next)
  await onStep('slot')
  await settled()
  await arrived('slot')
  await markFirst(page, '.earliest')
  await findMarked(keypad)
  await press('select')
  await onStep('person')
  for (let group = 0; group < 3 && (await page.locator('main input[type=checkbox]').count()) === 0; group += 1) {
    await arrived(`person ${group}`)
    const fields = await page.locator('.field-input').evaluateAll((all) => all.map((each) => each.getAttribute('name') ?? ''))
    for (const field of fields) {
      await page.locator(`[name=${field}]`).evaluate((each) => each.setAttribute('data-wanted', ''))
      await findMarked(keypad)
      const entry = OWN_SCRIPT[language]?.[field] ?? ENTRIES[field] ?? ''
      await write(entry)
      await expect(page.locator(`[name=${field}]`)).toHaveValue(entry)
    }
    await choose(new RegExp(`^(${t.person.next}|${t.person.toConsent})$`))
    await expect(page.locator(`[name=${fields[0] ?? ''}]`)).toHaveCount(0)
  }
  await arrived('consent')
  await markFirst(page, 'main input[type=checkbox]')
  await findMarked(keypad)
  await press('select')
  await expect(page.locator('main input[type=checkbox]').first()).toBeChecked()
  await choose(t.person.toOverview)
  await onStep('overview')
  await arrived('overview')
  await choose(t.overview.confirm)
  await onStep('done')
  await arrived('done')
}

const markFirst = async (page: Page, selector: string) => {
  await page.locator(selector).first().waitFor()
  await page
    .locator(selector)
    .first()
    .evaluate((each) => each.setAttribute('data-wanted', ''))
}

/** Presses on until the focus stands on what a test has marked; the mark goes. */
async function findMarked({ page, press }: Keypad) {
  for (let count = 0; count < MOST_PRESSES; count += 1) {
    const there = await page.evaluate(() => {
      const found = document.activeElement?.hasAttribute('data-wanted') ?? false
      document.activeElement?.removeAttribute('data-wanted')
      return found
    })
    if (there) return
    await press('next')
  }
  throw new Error('what was wanted cannot be reached by the keypad')
}
