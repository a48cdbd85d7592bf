import { randomUUID } from 'node:crypto'
import type { Route } from '@playwright/test'
import { deskInPage, setClocks } from '../support/desk-in-page.ts'
import { isNight } from '../support/how-much.ts'
import { mailedLink } from '../support/mailed-link.ts'
import { scanNewestPaper } from '../support/read-slip.ts'
import { signIn } from '../support/staff.ts'
import { expect, sound, test } from './desk-worker.ts'

test.use({ viewport: { width: 1366, height: 768 }, hasTouch: false })

test.describe('requests', () => {
  test.use({ role: 'officeAdmin' })

  test('are narrowed, accepted several at once, declined by a ready-made reason, asked back, and printed on a page', async ({
    worker,
    desk,
  }) => {
    test.slow()
    const { page } = worker
    // Asked from the beginning, so that central is away at once when the test says so.
    const central = { isAway: false }
    const answer = (route: Route) => (central.isAway ? route.fulfill({ json: { outcome: 'unreachable' } }) : route.fallback())
    await page.route('**/bridge/desk*', answer)
    const station = deskInPage(page)
    const request = async (familyName: string, officeId: string, serviceId: string) => {
      const services = [{ serviceId, count: 1 }]
      const free = await station.findSlots({ services, officeIds: [officeId], count: 40 })
      const startsAt = free.outcome === 'slots' ? (free.slots.at(-1)?.startsAt ?? '') : ''
      const person = { familyName, firstName: 'Ida', phone: '0261 1234567', email: `${randomUUID()}@example.org` }
      const terms = { language: 'de', confirmation: 'spoken', consentVersion: '1' } as const
      const booked = await station.book({ bookingId: randomUUID(), officeId, services, startsAt, person, ...terms })
      expect(booked.outcome).toBe('booked')
      return booked.outcome === 'booked' ? { ...booked, email: person.email } : { number: '', email: '' }
    }
    const first = await request('Erste', 'buergeramt', 'personalausweis')
    const second = await request('Zweite', 'buergeramt', 'reisepass')
    const third = await request('Dritte', 'buergeramt', 'reisepass')
    const other = await request('Andere', 'gewerbeamt', 'veranstaltung')
    const line = ({ number }: { number: string }) => page.locator(`.lines [data-number="${number}"]`)
    await page.keyboard.press('F7')

    await page.getByLabel('Amt', { exact: true }).selectOption('gewerbeamt')
    await expect(line(first)).toHaveCount(0)
    await expect(line(other)).toBeVisible()
    await page.getByLabel('Amt', { exact: true }).selectOption('buergeramt')
    await page.getByLabel('Anliegen').selectOption('reisepass')
    await expect(line(first)).toHaveCount(0)
    await expect(line(other)).toHaveCount(0)
    await expect(line(second)).toBeVisible()
    await page.getByLabel('Datum').fill('2001-01-01')
    await expect(page.getByText('Zu diesem Filter wartet keine Anfrage.')).toBeVisible()
    await page.getByLabel('Datum').fill('')

    const accept = page.getByRole('button', { name: /^Ausgewählte annehmen/ })
    for (const each of [second, third])
      await page
        .locator('li', { has: page.locator(`[data-number="${each.number}"]`) })
        .getByRole('checkbox')
        .press('Space')
    await expect(accept).toHaveText(/\(2\)/)
    await accept.press('Enter')
    await expect(page.locator('.desk-note')).toHaveText('2 Anfragen angenommen.')
    await expect(line(second)).toHaveCount(0)
    await expect(line(third)).toHaveCount(0)

    await page.getByLabel('Amt', { exact: true }).selectOption('')
    await page.getByLabel('Anliegen').selectOption('')
    await line(first).press('Enter')
    const detail = page.locator('.detail')
    const dialog = page.getByRole('dialog')
    const button = (name: string) => page.getByRole('button', { name, exact: true })
    for (const name of ['Verschieben', 'Absagen', 'Annehmen', 'Daten berichtigen', 'Mit anderem zusammenführen', 'Rückfrage']) {
      await detail.getByRole('button', { name, exact: true }).press('Enter')
      if (name === 'Verschieben') await dialog.getByRole('option').first().waitFor()
      await expect(dialog.locator('input, textarea, [role=listbox]').first(), 'the first key is read already').toBeFocused()
      // The dialogs are made of the same parts: one of them at every change, all for the night.
      if (name === 'Verschieben' || isNight) await sound(worker, name, 'dialog[open]')
      await page.keyboard.press('Escape')
      await expect(dialog).toHaveCount(0)
    }
    // Central goes away just then: it is told where the clerk looks, and nothing that was typed is lost.
    await detail.getByRole('button', { name: 'Absagen', exact: true }).press('Enter')
    await dialog.getByRole('textbox').fill('Doppelt, hat der Anrufer gesagt.')
    central.isAway = true
    await page.keyboard.press('Enter')
    await expect(dialog.locator('.desk-note')).toHaveText('Die Zentrale antwortet nicht.')
    await expect(dialog.getByRole('textbox')).toHaveValue('Doppelt, hat der Anrufer gesagt.')
    await page.keyboard.press('Escape')
    await page.keyboard.press('F8')
    await expect(page.getByRole('alert')).toHaveText('Die Zentrale antwortet nicht.')
    await expect(page.getByText('Keine offenen Aufgaben.'), 'nobody knows that').toHaveCount(0)
    central.isAway = false
    await page.keyboard.press('F7')
    await line(first).press('Enter')
    await button('Ablehnen').press('Enter')
    await expect(dialog.getByLabel('Grund')).toBeFocused()
    await expect(dialog.locator('.button-primary'), 'nothing is declined without a word').toHaveAttribute('aria-disabled', 'true')
    await dialog.getByLabel('Grund').selectOption({ label: 'Doppelt gebucht' })
    await expect(dialog.getByText('Dieser gilt weiter.')).toBeVisible()
    await sound(worker, 'Ablehnen', 'dialog[open]')
    await dialog.getByLabel('Eigener Text').fill('Es ist der am Montag.')
    await page.keyboard.press('Enter')
    await expect(detail.locator('[data-standing]').first()).toHaveAttribute('data-standing', 'declined')
    await expect(detail.locator('ol.history')).toContainText(/Dieser gilt weiter\.\s+Es ist der am Montag\./)

    await line(other).press('Enter')
    await button('Rückfrage').press('Enter')
    await dialog.getByRole('textbox').fill('Wie viele Gäste kommen?')
    await page.keyboard.press('Enter')
    await expect(detail).toContainText(/Wie viele Gäste kommen\?.*noch keine/)
    const link = await mailedLink(desk, other.email, '/answer')
    await fetch(link, { method: 'POST', body: new URLSearchParams({ answer: 'Etwa <200>' }) })
    await page.keyboard.press('F4')
    await page.keyboard.type(other.number)
    await page.keyboard.press('Enter')
    await expect(detail.locator('.questions')).toContainText(/Wie viele Gäste kommen\?.*Etwa <200>/)

    // The browser's own dialog would wait for a person.
    await page.evaluate(() => (window.print = () => document.body.setAttribute('data-printed', '')))
    await button('Seite drucken').press('Enter')
    await expect(page.locator('[data-printed]')).toHaveCount(1)
    await page.emulateMedia({ media: 'print' })
    for (const kept of [detail.locator('.detail-title'), detail.locator('.detail-when'), detail.locator('ol.history')])
      await expect(kept).toBeVisible()
    await page.evaluate(() => (document.documentElement.dataset['contrast'] = 'high'))
    const { pressable, beside, letters } = await page.evaluate(() => ({
      pressable: [...document.querySelectorAll('button, input, select, nav')].filter((box) => box.checkVisibility()).length,
      beside: [...document.querySelectorAll('.lines, .desk-bar, .screen-title')].filter((box) => box.checkVisibility()).length,
      letters: getComputedStyle(document.querySelector('.detail') ?? document.body).color,
    }))
    expect([pressable, beside], 'nothing to press on paper, and no other booking').toEqual([0, 0])
    expect(letters, 'black on white also for whom the screen is white on black').toBe('rgb(0, 0, 0)')
  })
})

test.describe('with set clocks', () => {
  test.use({ own: true, clock: true, settings: { spokenConfirmation: 'withoutEmail' } })

  test('a caller without e-mail may say yes, is let in by the receipt, at a desk opened with central’s code', async ({
    worker,
    desk,
    clerk,
    browser,
  }) => {
    test.slow()
    const { page } = worker
    const yes = page.getByRole('radio', { name: 'Mündlich, jetzt' })
    await worker.chooseService('Perso')
    await worker.slots.first().waitFor()
    await page.locator('#email').fill('ada@example.org')
    await expect(yes, 'whoever has an address gets the link').toHaveCount(0)
    await expect(page.locator('.choices')).toContainText('Vorgeschrieben ist der Link')
    await page.locator('#email').fill('')
    await expect(yes).toBeChecked()
    await page.locator('#desk-search').focus()
    await page.keyboard.press('Enter')
    const startsAt = (await worker.slots.first().getAttribute('data-starts-at')) ?? ''
    await page.keyboard.press('Enter')
    await worker.focused('familyName')
    for (const datum of ['Angekommen', 'Ida', '', '0261 1234567', '', '']) {
      await page.keyboard.type(datum)
      await page.keyboard.press('Enter')
    }
    await worker.number.waitFor()
    const number = (await worker.number.textContent()) ?? ''
    await page.getByRole('button', { name: /Beleg drucken/ }).press('Enter')
    await expect.poll(() => scanNewestPaper(desk.receipts), { timeout: 20_000 }).toContain(number)
    const station = deskInPage(page)
    const found = await station.findBookings({ number })
    const bookingId = found.outcome === 'found' ? (found.bookings[0]?.bookingId ?? '') : ''
    expect(await station.accept({ bookingId, documents: [] })).toEqual({ outcome: 'done' })

    // The morning of the visit: the desk is started, and opened by a code of central's own page.
    await setClocks(desk, new Date(Date.parse(startsAt) - 300_000).toISOString())
    await page.reload()
    const context = await browser.newContext({ locale: 'de-DE' })
    const staffPage = await context.newPage()
    await signIn(staffPage, desk, clerk)
    await staffPage.getByRole('button', { name: 'Code für den Empfang' }).click()
    await expect(staffPage.getByRole('heading', { level: 1 })).toHaveText('Code für den Empfang')
    const code = (await staffPage.locator('.number').textContent()) ?? ''
    await context.close()
    await page.getByRole('button', { name: 'Mit Code anmelden' }).press('Enter')
    await worker.focused('door-code')
    await page.keyboard.type(code)
    await page.keyboard.press('Enter')
    await page.locator('[data-desk]').waitFor({ timeout: 30_000 })

    await page.keyboard.press('F6')
    await worker.focused('arrival')
    const line = page.locator(`[data-number="${number}"]`)
    await expect(line.locator('[data-standing]')).toHaveAttribute('data-standing', 'accepted')
    await page.keyboard.type(scanNewestPaper(desk.receipts))
    await page.keyboard.press('Enter')
    await expect(page.locator('.desk-note')).toHaveText('Angekommen, Ida ist da.')
    await expect(line.locator('[data-standing]')).toHaveAttribute('data-standing', 'arrived')
    await expect(page.locator('[data-sum=arrived]')).toHaveText('1')
    await worker.focused('arrival')
  })
})
