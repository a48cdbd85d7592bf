import { randomInt } from 'node:crypto'
import { expect, type Locator, type Page } from '@playwright/test'
import type { ShownStep } from '../../machines/visit.ts'
import type { Doing } from '../support/journeys.ts'
import { scanNewestPaper } from '../support/read-slip.ts'
import { scanText } from './scanner.ts'

const PIN = '4711'
/** Milliseconds from one look to the next at what a page does at once. */
const SOON = [30]

/** What a visitor has come for: names as they stand on the screen. */
export type Errand = {
  readonly office: RegExp
  readonly otherOffice: RegExp
  /** Typed into the search; the first result that fits `service` is chosen. */
  readonly query: string
  readonly service: RegExp
  readonly secondQuery: string
  readonly secondService: RegExp
  readonly person: Readonly<Record<string, string>>
}

export const ERRAND: Errand = {
  office: /Bürgeramt/,
  otherOffice: /Kfz-Zulassung/,
  query: 'Personalausweis',
  service: /Personalausweis/,
  secondQuery: 'Reisepass',
  secondService: /Reisepass/,
  person: {
    Nachname: 'Özgür-Weiß',
    Vorname: 'Łucja',
    'E-Mail': 'lucja@example.org',
    Telefon: '0261 1234567',
    Geburtsdatum: '24.11.1985',
    'Straße und Hausnummer': 'Rheinstraße 12',
    Postleitzahl: '56068',
    Ort: 'Koblenz',
  },
}

/** Somebody with an address of their own: tests share a central, which caps the open bookings of one address. */
export const somebody = (): Errand => ({
  ...ERRAND,
  person: { ...ERRAND.person, 'E-Mail': `lucja.${randomInt(1_000_000)}@example.org` },
})

/** A person in front of the terminal: finds controls by role and name, touches them, reads the screen. */
export function visitorAt(page: Page, errand: Errand = ERRAND, papers = '') {
  const main = page.locator('main')
  const button = (name: RegExp | string): Locator => page.getByRole('button', { name, exact: typeof name === 'string' })
  const touch = (name: RegExp | string) => button(name).first().tap()
  /** A finger on whatever is there: what happens to the control while the finger is down is the product's business. */
  const press = async (name: RegExp | string) => {
    const box = await button(name).first().boundingBox()
    if (!box) throw new Error(`nothing to press: ${String(name)}`)
    await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2)
  }
  const step = async () => (await main.getAttribute('data-step')) as ShownStep
  // Asked at each picture that the page draws; an `expect` would look again after a tenth, a quarter, half a second.
  const onStep = (wanted: ShownStep) => page.locator(`main[data-step=${wanted}]`).waitFor()
  const idle = () => expect(main).not.toHaveAttribute('aria-busy', 'true')

  // The keyboard on the screen has a key of that name as well; the screen's own button stands last.
  const next = () =>
    button(/^Weiter( |$)/)
      .last()
      .tap()
  const chooseService = async (query: string, name: RegExp) => {
    const another = button('Weiteres Anliegen dazu')
    const search = page.getByRole('searchbox', { name: 'Anliegen suchen' })
    await another.or(search).first().waitFor()
    if (await another.isVisible()) await another.tap()
    await search.fill(query)
    await expect(main.getByText(/\d+ gefunden/)).toBeVisible()
    await main.getByRole('button', { name }).first().tap()
    await touch(/^(Dieses Anliegen auswählen|Übernehmen)$/)
  }
  // The whole line is the target, the box itself is small.
  const tick = (box: Locator) => box.locator('xpath=ancestor::label').tap()
  // A time of a day or of the list, not the offer of the earliest one, whose name goes on.
  const times = main.getByRole('button', { name: /\d{1,2}:\d{2} Uhr$/ })

  /** Fills group after group until the form asks for consent, or objects. */
  const enterPerson = async (person: Readonly<Record<string, string>>) => {
    const shown = () =>
      page.evaluate(() => {
        const alerts = [...document.querySelectorAll('[role=alert]')].map((alert) => alert.textContent).join()
        const fields = [...document.querySelectorAll('main input')].map((field) => field.getAttribute('type') + field.id).join()
        return { alerts, fields, consent: document.querySelector('main input[type=checkbox]') !== null }
      })
    await page.getByRole('textbox').first().waitFor()
    for (let group = 0; group < 4; group += 1) {
      for (const [label, value] of Object.entries(person)) {
        const field = page.getByRole('textbox', { name: new RegExp(`^${label}`) })
        if (await field.isVisible()) await field.fill(value)
      }
      const before = await shown()
      await next()
      await expect.poll(shown, { message: `after group ${group + 1}`, intervals: SOON }).not.toEqual(before)
      const { consent, alerts } = await shown()
      if (consent || alerts !== '') return
    }
  }
  /** On the number pad, then the button that the screen has for it; a wrong one empties the field. */
  const enterPin = async (pin: string) => {
    const question = await page.locator('h1').innerText()
    await page.locator('#pin').fill(pin)
    await page.locator('.actions-on .button-primary').tap()
    await expect(async () => {
      if ((await page.locator('h1').innerText()) === question)
        await expect(page.locator('#pin')).toHaveValue('', { timeout: 200 })
    }).toPass({ intervals: SOON })
    await idle()
  }
  const consentBox = () => page.getByRole('checkbox').first()
  const keepBox = () => page.getByRole('checkbox', { name: /Daten für einen weiteren Termin behalten/ })

  const does: Readonly<Record<Doing, () => Promise<void>>> = {
    begin: () => touch(/^Termin buchen/),
    chooseOffice: () => main.getByRole('button', { name: errand.office }).first().tap(),
    chooseOtherOffice: () => main.getByRole('button', { name: errand.otherOffice }).first().tap(),
    chooseService: () => chooseService(errand.query, errand.service),
    addSecondService: () => chooseService(errand.secondQuery, errand.secondService),
    // What is filled in already is gone through group by group.
    goOn: async () =>
      (await step()) === 'person' && (await page.getByRole('checkbox').count()) === 0 ? enterPerson({}) : next(),
    takeFirstSlot: () => touch(/Diesen Termin nehmen$/),
    takeSlotFromCalendar: async () => {
      await touch('Kalender')
      await main
        .getByRole('button', { name: /, (frei|wenige)$/ })
        .last()
        .tap()
      await times.last().tap()
      await next()
    },
    takeSlotFromList: async () => {
      await touch('Liste')
      await times.nth(1).tap()
    },
    enterPerson: () => enterPerson(errand.person),
    enterPersonWithoutName: () => enterPerson({ ...errand.person, Nachname: '' }),
    giveConsent: async () => {
      await tick(consentBox())
      await expect(consentBox()).toBeChecked()
    },
    goOnWithoutConsent: next,
    keepPerson: async () => {
      await tick(keepBox())
      await touch('Ja, behalten')
      await expect(keepBox()).toBeChecked()
    },
    declineKeeping: async () => {
      await tick(keepBox())
      await touch('Nein, nicht behalten')
      await expect(keepBox()).not.toBeChecked()
    },
    wantSlip: () => touch('Daten als Code auf Papier mitnehmen'),
    choosePin: async () => {
      await enterPin(PIN)
      await enterPin(PIN)
      await expect(page.locator('[data-paper="printed"]')).toBeVisible()
    },
    choosePinTwoWays: async () => {
      await enterPin(PIN)
      await enterPin('4712')
      await expect(page.getByRole('alert').filter({ hasText: 'zwei verschiedene PINs' })).toBeVisible()
    },
    leaveSlip: () => touch('Weiter zur Einwilligung'),
    // Before a new visit the page is loaded anew: scanned in between, nobody has heard it.
    scanSlip: () =>
      expect(async () => {
        await scanText(page, scanNewestPaper(papers))
        await page.locator('#pin').waitFor({ timeout: 3_000 })
      }).toPass(),
    scanInstead: () => touch('Code scannen statt tippen'),
    enterPin: () => enterPin(PIN),
    enterWrongPin: () => enterPin('4712'),
    confirm: () => touch('Termin jetzt buchen'),
    printAgain: () => touch('Noch einmal drucken'),
    bookAnother: () => touch(/^Weiterer Termin/),
    finish: () => touch('Fertig'),
    goBack: () => touch('Zurück'),
    // Who has chosen nothing yet is not asked again.
    cancel: async () => {
      await touch('Abbrechen')
      const sure = button('Ja, abbrechen')
      await sure
        .or(button(/^Termin buchen/))
        .first()
        .waitFor()
      if (await sure.isVisible()) await sure.tap()
    },
    revisitOffice: () => touch(/^Ort(,| ändern)/),
    revisitService: () => touch(/^Anliegen(,| ändern)/),
    revisitSlot: () => touch(/^Termin(,| ändern)/),
    revisitPerson: () => touch(/^Ihre Daten(,| ändern)/),
  }

  return {
    page,
    main,
    button,
    touch,
    press,
    step,
    onStep,
    idle,
    does,
    tick,
    times,
    keepBox,
    enterPerson,
    /** One doing after the other; each has to be possible on the screen that the one before has led to. */
    go: async (...doings: Doing[]) => {
      for (const doing of doings) await does[doing]()
    },
    /** Nowhere in the page, also not out of sight; asked again while the page is being loaded anew. */
    sees: { nothingOf: (words: string) => expect(async () => expect(await page.content()).not.toContain(words)).toPass() },
    number: async () => (await page.locator('[data-booking-code]').getAttribute('data-booking-code')) ?? '',
    standing: async () => page.locator('[data-standing]').getAttribute('data-standing'),
  }
}
export type Visitor = ReturnType<typeof visitorAt>

/** From the start screen to the overview. */
export const TO_SLOT = ['begin', 'chooseOffice', 'chooseService', 'goOn'] as const satisfies readonly Doing[]
export const TO_PERSON = [...TO_SLOT, 'takeFirstSlot'] as const satisfies readonly Doing[]
export const TO_OVERVIEW = [...TO_PERSON, 'enterPerson', 'giveConsent', 'goOn'] as const satisfies readonly Doing[]
