import type { Page } from '@playwright/test'
import { fillPerson, PERSON } from './person.ts'
import { type Foyer, freshFolder, runOperator, startFoyer } from '../support/start-foyer.ts'
import type { Directory } from '../support/munich.ts'

type Stop = readonly [screen: string, number: number]

/** A terminal of Munich: a real city's names, some of them of two letters, some of ninety. */
export async function startMunich({ services, locations }: Directory & { outcome: 'found' }, config: object): Promise<Foyer> {
  const data = freshFolder()
  const files = ['--services', services, '--locations', locations]
  const place = ['--format', 'dldb', '--town', 'München', '--land', 'BY']
  const { code, stderr } = await runOperator(['catalog', 'import', '--data', data, ...place, ...files])
  if (code !== 0) throw new Error(stderr)
  return startFoyer({ data, config })
}

/** Visitors whose names are as short and as long as the places they go to. */
const VISITORS = {
  shortest: { ...PERSON, firstName: 'Bo', familyName: 'Li', email: 'bo@li.de' },
  longest: {
    ...PERSON,
    firstName: 'Maximiliana Annunziata Friederike',
    familyName: 'Leutheusser-Schnarrenberger von Hohenwaldeck',
    email: 'maximiliana.leutheusser-schnarrenberger@hohenwaldeck-verwaltung.example',
    street: 'Bürgermeister-Wunderlich-Gedächtnisstraße 128 a, Rückgebäude',
    city: 'Höhenkirchen-Siegertsbrunn',
  },
} as const

/** Walks from the offices to the receipt with the shortest and with the longest names that there are. */
export async function* munichOf(page: Page, address: string): AsyncGenerator<Stop> {
  let number = 60
  const stop = (screen: string): Stop => [screen, (number += 1)]
  const at = (selector: string) => page.locator(selector).first()
  for (const which of ['shortest', 'longest'] as const) {
    const take = async (selector: string) => {
      await at(selector).waitFor()
      const lengths = await page.locator(selector).evaluateAll((all) => all.map(({ textContent }) => (textContent ?? '').length))
      const wanted = which === 'longest' ? Math.max(...lengths) : Math.min(...lengths)
      const found = page.locator(selector).nth(lengths.indexOf(wanted))
      await found.scrollIntoViewIfNeeded()
      return found
    }
    await page.goto(address)
    await at('.start-door-main').tap()
    const office = await take('.office')
    yield stop(`office-${which}`)
    await office.tap()
    await at('.groups-card, .service-row').waitFor()
    if ((await page.locator('.service-row').count()) === 0) await (await take('.groups-card')).tap()
    const service = await take('.service-row')
    yield stop(`services-${which}`)
    await service.tap()
    await at('dialog .button-primary').waitFor()
    yield stop(`sheet-${which}`)
    await at('dialog .button-primary').tap()
    await at('.basket').waitFor()
    yield stop(`basket-${which}`)
    const goOn = () => page.locator('.actions .button-primary').tap()
    await goOn()
    await at('button.day').waitFor()
    yield stop(`calendar-${which}`)
    await at('.slots > .segments button:nth-of-type(2)').tap()
    await at('.slot-list-day').waitFor()
    yield stop(`list-${which}`)
    await at('.slot-list-day button').tap()
    await page.locator('main[data-step=person]').waitFor()
    while ((await page.locator('.check').count()) === 0) {
      await fillPerson(page, VISITORS[which])
      yield stop(`person-${which}`)
      await goOn()
    }
    await at('.check').tap()
    yield stop(`consent-${which}`)
    await goOn()
    await page.locator('main[data-step=overview]').waitFor()
    yield stop(`overview-${which}`)
    await goOn()
    await at('[data-paper=printed]').waitFor()
    yield stop(`done-${which}`)
  }
}
