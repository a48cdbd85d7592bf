import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ParsedMail } from 'mailparser'
import { decodeEscPos } from '../support/escpos-decoder.ts'
import { type Mailbox, openMailbox } from '../support/mailbox.ts'
import { addClerk, signIn } from '../support/staff.ts'
import { readQr } from '../support/tools.ts'
import { watchHand } from './hand.ts'
import { arrive, expect, test } from './terminal.ts'
import { ERRAND, TO_OVERVIEW } from './visitor.ts'

const TO = ERRAND.person['E-Mail'] ?? ''
const about = (words: RegExp) => (mail: ParsedMail) => words.test(mail.subject ?? '')
const linksIn = (mail: ParsedMail) => [...(mail.text ?? '').matchAll(/https?:\/\/\S+/g)].map(([link]) => link)

// As a visitor has it, with screens that slide: every other test sees them at rest.
test.use({ contextOptions: { reducedMotion: 'no-preference' } })

test('one booking from the first tap to the clerk’s answer', async ({ page, start, browser }) => {
  test.setTimeout(120_000)
  const mailbox = await openMailbox()
  const foyer = await start({ env: { FOYER_SMTP_URL: `smtp://127.0.0.1:${mailbox.port}` } })
  const clerk = await addClerk(foyer, 'buergeramt')
  // The same words as a desk types for a caller, so that the two can be compared.
  const visitor = await arrive(page, foyer, { ...ERRAND, query: 'Perso' })

  const { number, startsAt } = await test.step('the visitor books at the terminal', async () => {
    const counted = await watchHand(page)
    await visitor.go(...TO_OVERVIEW)
    const answered = page.waitForResponse((response) => response.url().endsWith('/confirmBooking'))
    await visitor.does.confirm()
    await visitor.onStep('done')
    const { touches, characters } = await counted()
    console.log(`a visitor's booking: ${touches} touches and ${characters} characters typed on the screen`)
    expect(Math.min(touches, characters)).toBeGreaterThan(0)
    const { receipt } = (await (await answered).json()) as { receipt: { startsAt: string } }
    await expect(visitor.main).toContainText('Ihr Beleg ist gedruckt', { timeout: 15_000 })
    expect(await visitor.standing()).toBe('requested')
    await expect(visitor.main).toContainText('auf den Link in der E-Mail klicken')
    return { number: await visitor.number(), startsAt: receipt.startsAt }
  })

  await test.step('the printed bytes say what the screen says, and the code can be read', () => {
    const name = readdirSync(foyer.receipts).find((file) => file.endsWith('.bin')) ?? ''
    const { slips, strange } = decodeEscPos(readFileSync(join(foyer.receipts, name)))
    expect(strange).toEqual([])
    expect(slips).toHaveLength(1)
    const [slip] = slips
    const text = slip?.lines.join('\n') ?? ''
    expect(text).toContain(number)
    expect(text).toContain('Gymnasialstr')
    expect(text).toMatch(/Personalausweis/)
    expect(text).toMatch(/Demonstration/i)
    expect(text).toContain(berlin(startsAt, { hour: 'numeric', minute: '2-digit' }))
    expect(text).toContain(berlin(startsAt, { weekday: 'long' }))
    // No name on paper: it may be left lying about.
    expect(text).not.toContain('Özgür')
    expect(slip?.cut).toBe('partial')
    expect(slip?.qr).toHaveLength(1)
    const read = readQr(join(foyer.receipts, name.replace('.bin', '.png')))
    test
      .info()
      .annotations.push({ type: 'QR', description: read === null ? 'not read: zbarimg is missing' : 'read from the picture' })
    if (read !== null) expect(read).toBe(slip?.qr[0])
  })

  const link = await test.step('the mail asks for the click, and looking at it confirms nothing', async () => {
    const { mail } = await mailbox.next(TO, about(/bestätigen/i))
    expect(mail.subject).toContain(number)
    expect(mail.text).toMatch(/Bestätigen Sie bis/)
    expect(mail.html || '').toContain('/b/')
    const found = linksIn(mail).find((one) => one.includes('/confirm'))
    if (found === undefined) throw new Error(`no link to confirm in:\n${mail.text}`)
    // What a mail scanner does, twice.
    for (let time = 0; time < 2; time += 1) expect((await fetch(found)).status).toBe(200)
    expect(mailbox.received().filter(({ to }) => to === TO)).toHaveLength(1)
    return found
  })

  await test.step('the click makes it binding, twice is harmless', async () => {
    const home = await browser.newPage({ javaScriptEnabled: false })
    await home.goto(link)
    await home.getByRole('button', { name: 'Termin bestätigen' }).click()
    await expect(home.getByRole('heading', { level: 1 })).toContainText('bestätigt')
    await home.goto(link)
    await expect(home.locator('body')).toContainText('schon bestätigt')
    await mailbox.next(TO, about(/Anfrage ist da/))
    await home.close()
  })

  await test.step('the clerk signs in, sees the request of their office, and accepts', async () => {
    const desk = await browser.newPage({ viewport: { width: 1400, height: 1000 } })
    await signIn(desk, foyer, clerk)
    await expect(desk.getByRole('heading', { level: 1 })).toHaveText('Anfragen')
    const row = desk.getByRole('row').filter({ hasText: number })
    await expect(row).toContainText('Özgür-Weiß')
    await row.getByRole('link').first().click()
    await desk.getByLabel('Unterlagen zum Mitbringen').fill('Der alte Ausweis\nEin biometrisches Foto')
    await desk.getByRole('button', { name: 'Termin annehmen' }).click()
    await expect(desk.locator('main')).toContainText('fest vereinbart')
    await desk.close()
  })

  await test.step('the answer arrives with the documents and a calendar entry', () => answerArrives(mailbox, startsAt, number))
  await mailbox.close()
})

async function answerArrives(mailbox: Mailbox, startsAt: string, number: string) {
  const { mail } = await mailbox.next(TO, about(/fest vereinbart/))
  for (const document of ['Der alte Ausweis', 'Ein biometrisches Foto']) {
    expect(mail.text).toContain(document)
    expect(mail.html || '').toContain(document)
  }
  const calendar = mail.attachments.find(({ contentType }) => /calendar|ics/.test(contentType))?.content.toString() ?? ''
  const unfolded = calendar.replaceAll(/\r\n[ \t]/g, '')
  expect(unfolded).toContain('BEGIN:VEVENT')
  const stamp = startsAt.replaceAll(/[-:]|\.\d+/g, '')
  expect(unfolded).toMatch(new RegExp(`DTSTART(;[^:]*)?:${stamp}`))
  expect(unfolded).toMatch(/^UID:.+$/m)
  expect(unfolded).toContain(number)
}

const berlin = (instant: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('de-DE', { timeZone: 'Europe/Berlin', ...options }).format(new Date(instant))
