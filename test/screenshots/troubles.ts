import type { Page, Route } from '@playwright/test'
import type { StationReport } from '../../sync/contract/visit.ts'

type Opening = { town: unknown; report: StationReport }
type Stop = readonly [screen: string, number: number]

/**
 * The screens that no smooth visit meets. The page is real; what the station would say is put into its answers, because a
 * printer without paper and a town without seats cannot be had at the press of a button.
 */
export async function* troublesOf(page: Page, address: string): AsyncGenerator<Stop> {
  let number = 40
  const stop = (screen: string): Stop => [screen, (number += 1)]
  const at = (selector: string, place = 0) => page.locator(selector).nth(place)
  const answered = (method: string, change: (answer: never) => unknown) =>
    page.route(`**/bridge/${method}`, async (route: Route) => {
      const response = await route.fetch()
      await route.fulfill({ response, json: change((await response.json()) as never) })
    })
  const opened = async (change: (opening: Opening) => Opening, wait: string) => {
    await page.unrouteAll()
    // The station's own reports would put everything right again.
    await page.route('**/reports', (route) => route.abort())
    await answered('openSession', change)
    await page.goto(address)
    await at(wait).waitFor()
  }
  const reporting = (report: Partial<StationReport>, wait: string) =>
    opened((opening) => ({ ...opening, report: { ...opening.report, ...report } }), wait)

  await reporting({ outOfService: { code: 'KEY-LOST', reason: '' } }, '.closed')
  yield stop('out-of-service')
  await opened((opening) => ({ ...opening, town: null }), '.closed')
  yield stop('waiting-for-town')
  const pairing = { trouble: null }
  await opened((opening) => ({ ...opening, town: null, report: { ...opening.report, pairing } }), '.pairing-code')
  yield stop('pairing')
  const troubled = { state: 'troubled', trouble: 'paperOut', nearEnd: false } as const
  await reporting({ network: 'offline', printer: troubled }, '.start-door-main')
  yield stop('start-troubled')

  await at('.start-door', 1).tap()
  await at('input[name=code]').waitFor()
  await at('.hg-button').waitFor()
  yield stop('existing-code')
  await page.locator('input[name=code]').fill('7K3M-9QX2')
  await at('.actions .button-primary').tap()
  await at('.notice').waitFor()
  yield stop('existing-unknown')

  await page.goto(address)
  await at('.start-door-main').tap()
  await at('.office').tap()
  await at('.groups-card').waitFor()
  await answered('listSlots', (slots: { days: { status: string; slots: unknown[] }[] }) => ({
    ...slots,
    // The first month is booked out but for what stands as few.
    days: slots.days.map((day, index) =>
      index < 12 && day.slots.length > 0 ? { ...day, status: index % 5 === 0 ? 'few' : 'none' } : day,
    ),
    ageSeconds: 900,
  }))
  await answered('holdSlot', () => ({ outcome: 'provisional' }))
  await at('.groups-card').tap()
  await at('.service-row').tap()
  await at('dialog .button-primary').tap()
  await at('.actions .button-primary').tap()
  await at('button.day').waitFor()
  yield stop('slot-busy')
  await page.locator('.actions-cancel').tap()
  await at('dialog').waitFor()
  yield stop('cancelling')
  await at('dialog .button-primary').tap()
  await at('.month-turn', 1).tap()
  yield stop('slot-next-month')
  await page.locator('[data-tool=call]').tap()
  await at('dialog').waitFor()
  yield stop('staff-called')
  await at('dialog .button-primary').tap()
  await page.unroute('**/bridge/listSlots')
  await page.route('**/bridge/listSlots', (route) => route.abort())
  await at('.actions-back .button').tap()
  await at('.basket').waitFor()
  await at('.actions .button-primary').tap()
  await at('.waiting-trouble').waitFor()
  yield stop('station-silent')
  await page.unrouteAll({ behavior: 'ignoreErrors' })
}
