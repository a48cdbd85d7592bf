import type { Page } from '@playwright/test'
import { fillPerson, PERSON } from './person.ts'

/** How the visitor of a tour wants the screen. */
export type Wish = 'normal' | 'large' | 'reach' | 'reach-large' | 'contrast'

// A tour goes by places, not by words, so that it goes the same way in every language.
const SETTINGS: Readonly<Record<Wish, readonly (readonly [row: number, option: number])[]>> = {
  normal: [],
  large: [[0, 2]],
  contrast: [[1, 1]],
  reach: [[2, 1]],
  'reach-large': [
    [2, 1],
    [0, 2],
  ],
}

/** Walks from the start screen to the receipt and to the countdown, and stops at each screen to be drawn. */
export async function* tourOf(page: Page, wish: Wish): AsyncGenerator<readonly [screen: string, number: number]> {
  let number = 0
  const stop = (screen: string) => [screen, (number += 1)] as const
  const at = (selector: string, place = 0) => page.locator(selector).nth(place)
  const step = (name: string) => page.locator(`main[data-step=${name}]`).waitFor()
  const goOn = () => page.locator('.actions .button-primary').tap()

  await at('.start-door-main').waitFor()
  yield stop('start')
  await at('.band-tool', 1).tap()
  yield stop('settings')
  for (const [row, option] of SETTINGS[wish]) await at('dialog .segments', row).locator('button').nth(option).tap()
  await at('dialog .button-primary').tap()
  if (wish !== 'normal') yield stop(`start-${wish}`)
  await page.locator('[data-tool=help]').tap()
  yield stop('help')
  await at('dialog .button-primary').tap()
  await at('.start-door-main').tap()
  await at('.office').waitFor()
  yield stop('office')
  await at('.office').tap()
  await at('.search').waitFor()
  yield stop('service-groups')
  await at('.groups-card').tap()
  await at('.service-row').waitFor()
  yield stop('service-list')
  await page.locator('input[name=search]').tap()
  await at('.hg-button').waitFor()
  yield stop('service-keyboard')
  await at('.keyboard-hide').tap()
  await at('.service-row').tap()
  yield stop('service-sheet')
  await at('dialog .button-primary').tap()
  await at('.basket').waitFor()
  yield stop('service-basket')
  await goOn()
  await at('button.day').waitFor()
  yield stop('slot-calendar')
  await at('.times-button', 1).tap()
  yield stop('slot-marked')
  await at('.slots > .segments button', 1).tap()
  await at('.slot-list-day').waitFor()
  yield stop('slot-list')
  await at('.slots > .segments button', 0).tap()
  await goOn()
  await step('person')
  await at('.hg-button').waitFor()
  yield stop('person-name')
  await goOn()
  yield stop('person-errors')
  for (let group = 0; group < 3 && (await page.locator('.field-input').count()) > 0; group += 1) {
    await fillPerson(page, PERSON)
    if (group === 1) yield stop('person-contact')
    await goOn()
  }
  await at('.check').waitFor()
  yield stop('consent')
  await at('.check').tap()
  await at('.check', 1).tap()
  yield stop('consent-keep')
  await at('dialog .button-primary').tap()
  await at('.consent-voluntary > .button').tap()
  for (const screen of ['pin', 'pin-again']) {
    await page.locator('.take-along-pin').waitFor()
    yield stop(screen)
    await page.locator('.take-along-pin').fill('4711')
    await goOn()
  }
  await at('[data-paper=printed]').waitFor()
  yield stop('take-along')
  await goOn()
  await at('.check').waitFor()
  await goOn()
  await step('overview')
  yield stop('overview')
  await page.clock.runFor(61_000)
  await at('[data-seconds-left]').waitFor()
  yield stop('countdown')
  await at('.countdown .button-primary').tap()
  await goOn()
  await at('[data-booking-code]').waitFor()
  await at('[data-paper=printed]').waitFor()
  yield stop('done')
}
