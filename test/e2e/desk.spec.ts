import { readFileSync } from 'node:fs'
import { secondKiosk } from '../support/staff.ts'
import { CALLER, expect, sound, test } from './desk-worker.ts'
import { arrive } from './terminal.ts'
import { TO_OVERVIEW } from './visitor.ts'

const KEYS_PER_SECOND = 5

test.use({ viewport: { width: 1366, height: 768 }, hasTouch: false })

test('books for a caller with the keyboard alone, in at most 25 keys besides the data', async ({ worker }) => {
  const { counted, page } = worker
  await page.mouse.move(0, 0)
  const number = await worker.bookFor(CALLER)
  expect(number).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
  await expect(page.locator('[data-pin]')).toHaveText(/^\d{4}$/)
  await expect(page.locator('[data-standing]')).toHaveAttribute('data-standing', 'requested')
  const seconds = (counted.keys + counted.callers) / KEYS_PER_SECOND
  console.log(
    `a caller's booking: ${counted.keys} keys and ${counted.callers} characters of data, ${seconds.toFixed(1)} s at ${KEYS_PER_SECOND} keys per second`,
  )
  expect(counted.keys).toBeLessThanOrEqual(25)
  expect(seconds).toBeLessThanOrEqual(30)
  await worker.press('Enter')
  await worker.focused('desk-search')
  expect(await page.content()).not.toContain('Łucja')
})

test('finds a booking, moves it and cancels it, by keyboard', async ({ worker }) => {
  const { page } = worker
  const number = await worker.bookFor(['Findling', 'Berta', '', '0261 1234567'])
  await expect(page.locator('[data-standing]')).toHaveAttribute('data-standing', 'confirmed')
  await worker.press('F4')
  await worker.focused('find')
  await page.keyboard.type('Findling')
  await page.keyboard.press('Enter')
  const detail = page.locator('.detail')
  await expect(detail).toContainText(number)
  const before = await detail.locator('.detail-when').textContent()
  await detail.getByRole('button', { name: 'Verschieben' }).press('Enter')
  await page.locator('dialog [role=option]').nth(3).waitFor()
  await worker.press('ArrowDown', 3)
  await worker.press('Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(detail.locator('.detail-when')).not.toHaveText(before ?? '')
  await expect(detail.locator('.history')).toContainText('verschoben')
  await detail.getByRole('button', { name: 'Möchte früher kommen' }).press('Enter')
  await expect(detail.locator('[data-earlier]')).toBeVisible()
  await page.keyboard.press('F8')
  await page.getByRole('button', { name: 'Früher-Liste' }).press('Enter')
  await page.locator(`[data-number="${number}"]`).press('Enter')
  await detail.getByRole('button', { name: 'Nicht mehr früher' }).press('Enter')
  await expect(page.locator(`[data-number="${number}"]`)).toHaveCount(0)
  await detail.getByRole('button', { name: 'Absagen' }).press('Enter')
  await page.getByLabel('Grund').fill('Der Anrufer hat keine Zeit mehr')
  await page.keyboard.press('Enter')
  await expect(detail.locator('[data-standing]').first()).toHaveAttribute('data-standing', 'cancelled')
  await expect(detail).toContainText('Der Anrufer hat keine Zeit mehr')
})

test('a day that is in no calendar finds nothing, and the calls stay', async ({ worker }) => {
  const { page } = worker
  await worker.chooseService('Perso')
  await page.keyboard.press('F4')
  await worker.focused('find')
  await page.keyboard.type('31.02.2026')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status').filter({ hasText: 'Nichts gefunden' })).toBeVisible()
  await page.keyboard.press('Alt+b')
  await expect(page.locator('.chosen-line')).toHaveCount(1)
})

test('parks a call for another one and takes it again as it was; a family books in a row', async ({ worker }) => {
  const { page } = worker
  await worker.chooseService('Perso')
  await page.keyboard.press('Alt+2')
  await page.keyboard.type('Erste')
  await page.keyboard.press('F2')
  await worker.focused('desk-search')
  await worker.bookFor(CALLER, 'Reisepass')
  await page.keyboard.press('F3')
  await expect(page.locator('#familyName')).toHaveValue('Erste')
  await expect(page.locator('.chosen-line')).toHaveCount(1)
  await page.keyboard.press('F3')
  await worker.number.waitFor()
  await page.getByRole('button', { name: 'Noch ein Termin für denselben Anrufer' }).press('Enter')
  await expect(page.locator('#familyName')).toHaveValue('Özgür-Weiß')
  await worker.slots.first().waitFor()
  await expect(page.locator('#desk-consent')).not.toBeChecked()
  const [active, first] = await Promise.all([
    page.locator('[data-active]').getAttribute('id'),
    worker.slots.first().getAttribute('id'),
  ])
  expect(active, 'the slot that follows on from the first one is offered').not.toBe(first)
})

test.describe('beside a terminal', () => {
  test.use({ own: true, settings: { spokenConfirmation: 'never' } })

  test('the day shows by itself what a lobby terminal books; a town that wants the link is asked for nothing else', async ({
    worker,
    desk,
    start,
    browser,
  }) => {
    test.slow()
    const { page } = worker
    await worker.chooseService('Perso')
    await expect(page.getByRole('radio', { name: 'Mündlich, jetzt' })).toHaveCount(0)
    await expect(page.locator('.choices')).toContainText('Vorgeschrieben ist der Link per E-Mail.')
    await expect(page.locator('#email')).toHaveAttribute('required', '')
    await page.keyboard.press('F6')
    const lobby = await secondKiosk(desk, start)
    const context = await browser.newContext({ viewport: { width: 1080, height: 1920 }, hasTouch: true, locale: 'de-DE' })
    const visitor = await arrive(await context.newPage(), lobby)
    await visitor.go(...TO_OVERVIEW, 'confirm')
    await visitor.onStep('done')
    const number = await visitor.number()
    const line = page.locator(`[data-number="${number}"]`)
    // Which day the first free slot is on depends on the day of the test: the desk's search says it.
    await page.keyboard.press('F4')
    await expect(async () => {
      await page.locator('#find').fill(number)
      await page.keyboard.press('Enter')
      await line.waitFor({ timeout: 2_000 })
    }).toPass({ timeout: 30_000 })
    const when = (await line.locator('.line-when').textContent()) ?? ''
    // Beside a time the day keeps its month on the line.
    const day = when.replaceAll('\u00a0', ' ').split(',').slice(0, 2).join(',')
    await page.keyboard.press('F6')
    await worker.focused('arrival')
    const heading = page.getByRole('heading', { level: 1 })
    const isToday = ((await heading.textContent()) ?? '').endsWith(day)
    // As a scanner does that poses as a keyboard. Nobody has confirmed or accepted this request yet, so nobody has come for it.
    await page.keyboard.type(`https://termine.stadt.example/b/${number}?k=${'k'.repeat(22)}`)
    await page.keyboard.press('Enter')
    await expect(page.locator('.desk-note-wrong')).toContainText(isToday ? 'Stand: ' : `Noch nicht: Der Termin ist erst ${day}`)
    await worker.focused('arrival')
    for (let ahead = 0; ahead < 14 && !((await heading.textContent()) ?? '').endsWith(day); ahead += 1)
      await page.getByRole('button', { name: 'Nächster Tag' }).press('Enter')
    await expect(line).toBeVisible()
    const booked = page.locator('[data-sum=booked]')
    await expect(booked).toHaveText('1')
    await visitor.go('finish')
    await visitor.button(/^Termin buchen/).waitFor()
    await visitor.go(...TO_OVERVIEW, 'confirm')
    await visitor.onStep('done')
    await expect(booked, 'without a key at the desk').toHaveText('2', { timeout: 20_000 })
    await context.close()
  })
})

test.describe('for an office lead', () => {
  test.use({ role: 'officeAdmin' })

  test('books any time with a reason, closes that part of the day with a list to phone, and saves figures that no spreadsheet runs', async ({
    worker,
  }) => {
    test.slow()
    const { page } = worker
    await worker.chooseService('Perso')
    await worker.slots.first().waitFor()
    const startsAt = new Date((await worker.slots.first().getAttribute('data-starts-at')) ?? '')
    const timeZone = 'Europe/Berlin'
    const day = startsAt.toLocaleDateString('sv-SE', { timeZone })
    const timeOf = (at: Date) => at.toLocaleTimeString('de-DE', { timeZone, hour: '2-digit', minute: '2-digit' })
    await page.getByText('Über die Kapazität buchen').click()
    await sound(worker, 'overbooking', '.overbook')
    await page.locator('#over-day').fill(day)
    await page.locator('#over-time').fill(timeOf(startsAt))
    await page.locator('#over-reason').fill('Die Reise beginnt morgen')
    await page.getByRole('button', { name: 'Diese Zeit nehmen' }).press('Enter')
    await worker.focused('familyName')
    for (const datum of ['Eilig', 'Emil', '', '0261 1234567', '']) {
      await page.keyboard.type(datum)
      await page.keyboard.press('Enter')
    }
    await page.keyboard.press('Enter')
    await worker.number.waitFor()
    const number = (await worker.number.textContent()) ?? ''

    await page.keyboard.press('F6')
    await page.locator('#day-date').fill(day)
    await page.locator(`[data-number="${number}"]`).waitFor()
    await page.getByRole('button', { name: 'Schalter', exact: true }).press('Enter')
    await page.locator('.counters').waitFor()
    await sound(worker, 'counters', 'main')
    await page.getByRole('button', { name: 'Liste', exact: true }).press('Enter')
    await page.emulateMedia({ media: 'print' })
    await expect(page.getByRole('paragraph').filter({ hasText: /^Bürgeramt$/ }), 'paper says whose day it is').toBeVisible()
    for (const name of ['Schalter', 'Seite drucken']) await expect(page.getByRole('button', { name, exact: true })).toHaveCount(0)
    await page.emulateMedia({ media: 'screen' })
    await page.getByRole('button', { name: 'Tag oder Teil schließen' }).press('Enter')
    await sound(worker, 'closing a day', 'dialog[open]')
    await page.locator('#close-from').fill(timeOf(startsAt))
    await page.locator('#close-until').fill(timeOf(new Date(startsAt.getTime() + 300_000)))
    await page.locator('#close-reason').fill('Wasserschaden')
    await page.getByRole('button', { name: 'Schließen und absagen' }).press('Enter')
    const toPhone = page.getByRole('dialog').getByRole('listitem')
    await expect(toPhone.filter({ hasText: number })).toContainText('02611234567')
    await sound(worker, 'whom to phone', 'dialog[open]')
    await page.keyboard.press('Escape')
    await expect(page.locator(`[data-number="${number}"]`)).toHaveCount(0)

    await page.keyboard.press('Alt+z')
    await page.locator('.chart-bar').first().waitFor()
    await sound(worker, 'figures', 'main')
    const last = page.locator('#figures-until')
    const until = await last.inputValue()
    await last.fill(`${Number(until.slice(0, 4)) + 2}${until.slice(4)}`)
    await expect(page.locator('[role=alert]'), 'and not that central were away').toHaveText(/höchstens ein Jahr/)
    await last.fill(until)
    await page.locator('.chart-bar').first().waitFor()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Als CSV speichern' }).press('Enter'),
    ])
    const csv = readFileSync(await download.path(), 'utf8')
    expect(csv.split('\r\n')[0]).toContain('Tag;Plätze;Belegt')
    expect(csv).not.toMatch(/(^|[;\n])[=+@-]/)
  })
})
