import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { openDatabase } from '../../main/store/open.ts'
import { BOOKINGS_MIGRATIONS } from '../../main/store/schema.ts'
import { decodeEscPos } from '../support/escpos-decoder.ts'
import { type Gate, openGate } from '../support/gate.ts'
import { enrolKiosk } from '../support/kiosk-device.ts'
import { addClerk, enrolmentCode } from '../support/staff.ts'
import { type Foyer, freshFolder, type StartOptions } from '../support/start-foyer.ts'
import { arrive, expect, test } from './terminal.ts'
import { type Errand, somebody, TO_SLOT, type Visitor, visitorAt } from './visitor.ts'
import { workerAt } from './desk-worker.ts'

// A terminal whose wire to central is cut. Central runs beside a front desk, in a process of its own.

const BIRTH = (): Errand => ({
  ...somebody(),
  office: /Standesamt/,
  query: 'Geburtsurkunde',
  service: /Geburtsurkunde|Urkunde/,
})

let gate: Gate
test.afterEach(() => gate.close())

async function startBehindGate(start: (options: StartOptions) => Promise<Foyer>) {
  const town = await start({ args: ['--profile', 'desk'] })
  gate = await openGate(town.central)
  const data = freshFolder()
  const config = { central: gate.address, enrolmentCode: await enrolmentCode(town, '--office', 'buergeramt') }
  return { town, data, begin: () => start({ data, config, env: { FOYER_TEST_CLOCK: '1' } }) }
}
/** A stream that was not open yet does not break: the terminal would notice with its next question, a minute later. */
const cutWhileListening = async () => {
  await expect.poll(() => gate.streams(), { timeout: 30_000 }).toBeGreaterThan(0)
  gate.cut()
}
const offline = (visitor: Visitor) =>
  expect(visitor.main).toContainText('Zurzeit ohne Verbindung. Buchen ist möglich.', { timeout: 60_000 })
const mailsTo = async ({ mails }: Foyer, address: string) => {
  const files = readdirSync(mails).filter((name) => name.endsWith('.eml'))
  const parsed = await Promise.all(files.map((name) => simpleParser(readFileSync(join(mails, name)))))
  return parsed.filter(({ to }) => [to].flat().some((one) => one?.text.includes(address)))
}

test('the network goes and comes in each step, and the visitor notices nothing but what is true', async ({ start, page }) => {
  const { town, begin } = await startBehindGate(start)
  const errand = somebody()
  const visitor = await arrive(page, await begin(), errand)
  for (const doing of ['begin', 'chooseOffice', 'chooseService'] as const) {
    gate.cut()
    await visitor.does[doing]()
    gate.mend()
    await visitor.idle()
  }
  gate.cut()
  await visitor.go('goOn', 'takeFirstSlot')
  await visitor.onStep('person')
  gate.mend()
  await visitor.go('enterPerson', 'giveConsent')
  gate.cut()
  await visitor.go('goOn', 'confirm')
  await visitor.onStep('done')
  expect(await visitor.standing()).toBe('provisional')
  await expect(page.locator('h1')).toHaveText('Ihre Anfrage ist aufgenommen')
  await expect(visitor.main).toContainText('Anfrage aufgenommen, noch nicht zugesagt')
  await expect(visitor.main.getByRole('heading', { name: 'Gewünschter Termin' })).toBeVisible()
  await expect(visitor.main).toContainText('Wenn wir zusagen: ')
  gate.mend()
  await expect(page.locator('[data-standing=requested]')).toBeVisible({ timeout: 30_000 })
  await expect.poll(async () => (await mailsTo(town, errand.person['E-Mail'] ?? '')).length, { timeout: 20_000 }).toBe(1)
})

test('an answer that does not come is said to be on its way, and the booking is one all the same', async ({ start, page }) => {
  const { town, begin } = await startBehindGate(start)
  const errand = somebody()
  const visitor = await arrive(page, await begin(), errand)
  await visitor.go('begin', 'chooseOffice', 'chooseService', 'goOn', 'takeFirstSlot', 'enterPerson', 'giveConsent', 'goOn')
  gate.hush()
  await visitor.does.confirm()
  await visitor.onStep('done')
  expect(await visitor.standing()).toBe('provisional')
  await expect(visitor.main).toContainText('Ihr Termin wird gerade bestätigt')
  await expect(visitor.main).toContainText('sobald die Antwort da ist')
  gate.mend()
  await expect(page.locator('[data-standing=requested]')).toBeVisible({ timeout: 30_000 })
  await expect.poll(async () => (await mailsTo(town, errand.person['E-Mail'] ?? '')).length, { timeout: 20_000 }).toBe(1)
})

/** What a terminal has on its disk: its own share of the capacity, and the bookings that it keeps. */
function onDisk<Row>(data: string, sql: string): Row[] {
  const database = openDatabase(join(data, 'station/bookings.db'), BOOKINGS_MIGRATIONS)
  try {
    return database.prepare(sql).all() as Row[]
  } finally {
    database.close()
  }
}
const inBerlin = (instant: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('de-DE', { timeZone: 'Europe/Berlin', ...options }).format(new Date(instant))

/** Takes exactly this time, by the calendar. */
async function takeSlotAt(visitor: Visitor, instant: string) {
  const day = inBerlin(instant, { weekday: 'long', day: 'numeric', month: 'long' })
  const time = inBerlin(instant, { hour: 'numeric', minute: '2-digit' }).replace(/^0/, '')
  await visitor.touch('Kalender')
  const ofDay = visitor.main.getByRole('button', { name: new RegExp(`^${day}.*(frei|wenige)$`) })
  if (!(await ofDay.isVisible())) await visitor.touch('Nächster Monat')
  await ofDay.tap()
  await visitor.main.getByRole('button', { name: `${day}, ${time} Uhr`, exact: true }).tap()
  await visitor.touch(/^Weiter( |$)/)
  await visitor.onStep('person')
}
const FILL_IN = ['enterPerson', 'giveConsent', 'goOn'] as const
const setClock = async ({ page }: Foyer, now: number) => {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(new URL('/test/clock', page), {
    method: 'POST',
    headers,
    body: JSON.stringify({ now: new Date(now) }),
  })
  expect(answer.status).toBe(204)
}
const MINUTE = 60_000
const DAY = 1_440 * MINUTE

test('an outage with a power cut in it: what was promised is kept, what was only asked for is answered by mail', async ({
  start,
  page,
  browser,
}) => {
  test.slow()
  const { town, data, begin } = await startBehindGate(start)
  let kiosk = await begin()
  const [hopeful, late] = [somebody(), BIRTH()]
  const blocks = () =>
    onDisk<{ starts_at: string }>(data, "select starts_at from escrow_block where counter_group_id = 'schalter' order by 1")
  await expect.poll(() => blocks().length, { timeout: 20_000 }).toBeGreaterThan(0)
  await cutWhileListening()

  await test.step('a time of the terminal’s own share is promised, on the screen and on paper', async () => {
    const visitor = await arrive(page, kiosk, hopeful)
    await offline(visitor)
    await visitor.go(...TO_SLOT)
    await takeSlotAt(visitor, blocks()[0]?.starts_at ?? '')
    await visitor.go(...FILL_IN)
    await expect(visitor.main).toContainText('Der Termin ist für Sie vorgemerkt.')
    await visitor.does.confirm()
    await visitor.onStep('done')
    await expect(visitor.main).toContainText('Der Termin ist für Sie vorgemerkt.')
    await expect(visitor.main).not.toContainText('noch nicht zugesagt')
    await expect(visitor.main.getByRole('heading', { name: 'Ihr Termin', exact: true })).toBeVisible()
    await expect(visitor.main).toContainText('Ihr Beleg ist gedruckt', { timeout: 20_000 })
    expect(slipsOf(kiosk).at(-1)).toMatch(/Der Termin ist für Sie\s+vorgemerkt/)
    await visitor.does.finish()
    await visitor.onStep('start')
    await visitor.button(/^Termin buchen/).waitFor()
  })

  await test.step('the age of what is shown is told once it matters', async () => {
    for (const [minutes, told] of [
      [26 * 60, /Stand: [^.]+\.\s\p{L}+, \d{1,2}:\d{2}\sUhr\. Das Gerät ist gerade ohne Verbindung\./u],
      [10, /Stand: vor 1\d Minuten\./],
    ] as const) {
      await setClock(kiosk, Date.now() + minutes * MINUTE)
      const visitor = await arrive(page, kiosk, late)
      await visitor.go(...TO_SLOT)
      await expect(visitor.main).toContainText(told)
    }
    await setClock(kiosk, Date.now() - 10 * MINUTE)
  })

  await test.step('any other time is an honest request, and says so', async () => {
    const visitor = visitorAt(page, late)
    await visitor.go('takeFirstSlot', ...FILL_IN)
    await expect(visitor.main).toContainText('Wir nehmen Ihre Anfrage auf und prüfen sie')
    await visitor.does.confirm()
    await visitor.onStep('done')
    await expect(visitor.main).toContainText('Anfrage aufgenommen, noch nicht zugesagt')
    await expect(visitor.main).toContainText('Ihr Beleg ist gedruckt', { timeout: 20_000 })
    expect(slipsOf(kiosk).at(-1)).toContain('Noch nicht sicher')
  })

  await test.step('the power goes; the terminal comes back without a network and still serves', async () => {
    await kiosk.kill()
    kiosk = await begin()
    await offline(await arrive(page, kiosk))
  })

  await test.step('somebody else gets the time that was asked for', async () => {
    const [asked] = onDisk<{ starts_at: string }>(data, "select starts_at from booking where office_id = 'standesamt'")
    const rival = await enrolKiosk(town.central, await enrolmentCode(town), Date.now)
    const wish = { startsAt: asked?.starts_at ?? '', officeId: 'standesamt', serviceId: 'geburtsurkunde' }
    const op = await rival.bookingOp({ ...wish, person: { familyName: 'Flink', email: 'flink@example.org' } })
    const { verdicts } = await rival.sync({ ops: [rival.signedOp(1, op)] })
    expect(verdicts[0]?.verdict.outcome).toBe('taken')
  })

  await test.step('with the network back, one is confirmed and the other refused, with other times in the mail', async () => {
    await setClock(kiosk, Date.now() + 2 * DAY)
    gate.mend()
    await expect
      .poll(async () => (await mailsTo(town, hopeful.person['E-Mail'] ?? '')).map(({ subject }) => subject), { timeout: 60_000 })
      .toEqual([expect.stringContaining('bestätigen')])
    await expect.poll(async () => (await mailsTo(town, late.person['E-Mail'] ?? '')).length, { timeout: 20_000 }).toBe(1)
    const [refusal] = await mailsTo(town, late.person['E-Mail'] ?? '')
    expect(refusal?.text).toContain('war schon vergeben')
    expect(refusal?.text?.match(/\d{1,2}:\d{2} Uhr/g)?.length).toBeGreaterThan(1)
  })

  await test.step('its wrong clock is reported, and corrected in what is shown', async () => {
    const offsets = async () => {
      const told = await (await fetch(`${town.central}/metrics`)).text()
      const each = told.matchAll(/foyer_kiosk_clock_offset_seconds\{[^}]*\} (-?[\d.]+)/g)
      return [...each].map(([, seconds]) => Math.round((Number(seconds) * 1_000) / DAY))
    }
    await expect.poll(offsets, { timeout: 60_000 }).toContain(-2)
    const visitor = await arrive(page, kiosk)
    await visitor.go(...TO_SLOT)
    await visitor.touch('Kalender')
    const today = visitor.main.locator('.day-today')
    // The calendar opens where the first free time is: on the last evening of a month that is the next one.
    if (!(await today.isVisible())) await visitor.touch('Voriger Monat')
    const day = inBerlin(new Date().toISOString(), { weekday: 'long', day: 'numeric', month: 'long' })
    // By its text: later in the day nothing of it is free any more, and what is no button has no name.
    await expect(today.locator('.only-heard')).toHaveText(new RegExp(`^${day}`))
  })

  await test.step('the front desk has a task of it', async () => {
    const desk = await browser.newPage({ viewport: { width: 1400, height: 1000 } })
    await desk.goto(town.page)
    const worker = workerAt(desk)
    await worker.signIn(await addClerk(town, '*', 'frontDesk'))
    await desk.keyboard.press('F8')
    await expect(desk.getByRole('list', { name: 'Aufgaben' }).getByRole('button')).toHaveCount(1)
    await desk.close()
  })
})

const slipsOf = ({ receipts }: Foyer) =>
  readdirSync(receipts)
    .filter((name) => name.endsWith('.bin'))
    .toSorted()
    .map((name) =>
      decodeEscPos(readFileSync(join(receipts, name)))
        .slips.flatMap(({ lines }) => lines)
        .join('\n'),
    )
