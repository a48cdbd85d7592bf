import type { Locator, Page } from '@playwright/test'
import { expect, test } from './terminal.ts'
import { TO_PERSON } from './visitor.ts'

type Point = { readonly x: number; readonly y: number }
const middleOf = async (target: Locator): Promise<Point> => {
  const box = await target.waitFor().then(() => target.boundingBox())
  if (!box) throw new Error('nothing to touch')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/** Fingers as the browser trusts them. */
async function fingersOn(page: Page) {
  const devtools = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: readonly Point[]) =>
    devtools.send('Input.dispatchTouchEvent', { type, touchPoints: points.map((point, id) => ({ ...point, id })) })
  return {
    down: (...points: readonly Point[]) => touch('touchStart', ...points),
    move: (...points: readonly Point[]) => touch('touchMove', ...points),
    up: (...points: readonly Point[]) => touch('touchEnd', ...points),
  }
}

test('a button acts when the finger is lifted, not when it comes down', async ({ visitor, page }) => {
  const fingers = await fingersOn(page)
  await fingers.down(await middleOf(visitor.button(/^Termin buchen/)))
  await page.waitForTimeout(150)
  await visitor.onStep('start')
  await fingers.up()
  await visitor.onStep('office')
})

test('a finger that slides off takes its press back', async ({ visitor, page }) => {
  const fingers = await fingersOn(page)
  const from = await middleOf(visitor.button(/^Termin buchen/))
  await fingers.down(from)
  await fingers.move({ x: from.x, y: from.y + 700 })
  await fingers.up()
  await page.waitForTimeout(150)
  await visitor.onStep('start')
})

test('a key on the screen acts when it is lifted from, and what then stands under the finger is not pressed', async ({
  visitor,
  page,
}) => {
  // Lying, the last key of the telephone stands where the next screen asks whether to keep the data.
  await page.setViewportSize({ width: 1920, height: 1080 })
  await visitor.go(...TO_PERSON)
  const fingers = await fingersOn(page)
  const field = (name: string) => page.locator(`input[name=${name}]`)
  const key = (sign: string) => page.locator(`.keyboard [data-skbtn="${sign}"]`)
  const press = async (sign: string, before: () => Promise<void>) => {
    const place = await middleOf(key(sign))
    await fingers.down(place)
    await page.waitForTimeout(100)
    await before()
    await fingers.up()
    return place
  }
  await field('familyName').tap()
  const { x, y } = await press('w', () => expect(field('familyName')).toHaveValue(''))
  await expect(field('familyName')).toHaveValue('w')
  await fingers.down({ x, y })
  await fingers.move({ x, y: y - 300 })
  await fingers.up()
  await page.waitForTimeout(100)
  await expect(field('familyName')).toHaveValue('w')
  await field('firstName').fill('Li')
  await page.locator('.actions-on .button-primary').tap()
  await field('email').fill('li@example.org')
  await field('email').tap()
  await press('{next}', () => expect(field('email')).toBeFocused())
  await expect(field('phone')).toBeFocused()
  await page.locator('.keyboard-phone').waitFor()
  await press('{next}', () => expect(field('phone')).toBeFocused())
  await expect(page.getByRole('checkbox').first()).toBeVisible()
  await page.waitForTimeout(150)
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(0)
})

test('a button looks pressed as long as a finger rests on it, and no longer', async ({ visitor, page }) => {
  const door = visitor.button(/^Termin buchen/)
  const look = () => door.evaluate((element) => (getComputedStyle(element).boxShadow.includes('inset') ? 'pressed' : 'at rest'))
  const fingers = await fingersOn(page)
  const from = await middleOf(door)
  expect(await look()).toBe('at rest')
  await fingers.down(from)
  await expect.poll(look).toBe('pressed')
  await fingers.move({ x: from.x, y: from.y + 700 })
  await expect.poll(look).toBe('at rest')
  await fingers.up()
  await visitor.onStep('start')
})

test('a second finger counts for nothing', async ({ visitor, page }) => {
  const fingers = await fingersOn(page)
  const resting = { x: 20, y: 1_500 }
  await fingers.down(resting)
  await fingers.down(resting, await middleOf(visitor.button(/^Termin buchen/)))
  await fingers.up(resting)
  await fingers.up()
  await page.waitForTimeout(150)
  await visitor.onStep('start')
  await visitor.does.begin()
  await visitor.onStep('office')
})

test('pinching and turning the wheel with Ctrl zoom nothing; a long press opens nothing', async ({ visitor, page }) => {
  const fingers = await fingersOn(page)
  const scale = () => page.evaluate(() => [visualViewport?.scale, devicePixelRatio, innerWidth])
  const before = await scale()
  await fingers.down({ x: 400, y: 900 }, { x: 600, y: 900 })
  await fingers.move({ x: 100, y: 900 }, { x: 900, y: 900 })
  await fingers.up()
  await page.keyboard.down('Control')
  await page.mouse.wheel(0, -400)
  await page.keyboard.up('Control')
  expect(await scale()).toEqual(before)
  const menu = await page.evaluate(
    () =>
      new Promise<boolean>((resolve) => {
        window.addEventListener('contextmenu', (event) => resolve(event.defaultPrevented))
        document.body.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true }))
      }),
  )
  expect(menu).toBe(true)
  await visitor.onStep('start')
})

const CHORDS = [
  ...['a', 'c', 'f', 'g', 'h', 'j', 'l', 'o', 'p', 'r', 's', 'u', 'v', 'x', '+', '-', '0'].map((key) => `Control+${key}`),
  ...['i', 'j', 'c', 'Delete', 'r'].map((key) => `Control+Shift+${key}`),
  ...['ArrowLeft', 'ArrowRight', 'Home', 'd'].map((key) => `Alt+${key}`),
  ...['F3', 'F5', 'F6', 'F7', 'F10', 'F12', 'ContextMenu'],
]

/** Every key with every set of Ctrl, Alt, Meta and Shift, and the keys that a browser or a telephone's remote has: those not kept. */
const chordsLetThrough = (page: Page) =>
  page.evaluate(() => {
    const keys = [
      ...'abcdefghijklmnopqrstuvwxyz0123456789+-',
      'Tab',
      'Delete',
      'Insert',
      'Home',
      'End',
      'ArrowLeft',
      'ArrowRight',
    ]
    const functions = Array.from({ length: 12 }, (_, at) => `F${at + 1}`)
    const alone = ['BrowserBack', 'BrowserForward', 'BrowserHome', 'BrowserRefresh', 'ContextMenu', 'PrintScreen', 'Help']
    const sets = Array.from({ length: 16 }, (_, bits) => ({
      ctrlKey: (bits & 1) > 0,
      altKey: (bits & 2) > 0,
      metaKey: (bits & 4) > 0,
      shiftKey: (bits & 8) > 0,
    }))
    const wanted = sets.flatMap((held) => [
      ...(held.ctrlKey || held.altKey || held.metaKey ? keys : []).map((key) => ({ key, ...held })),
      ...[...functions, ...alone].map((key) => ({ key, ...held })),
    ])
    const passes = (chord: KeyboardEventInit) =>
      document.body.dispatchEvent(new KeyboardEvent('keydown', { ...chord, bubbles: true, cancelable: true }))
    return wanted.filter(passes).map((chord) => JSON.stringify(chord))
  })

test('nothing is dropped on the page, dragged out of it, selected or opened beside it', async ({ visitor, page }) => {
  await visitor.does.begin()
  const url = page.url()
  const devtools = await page.context().newCDPSession(page)
  const dropped = { items: [{ mimeType: 'text/uri-list', data: 'https://example.org/' }], files: [], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await devtools.send('Input.dispatchDragEvent', { type, x: 300, y: 600, data: dropped })
  const heading = await middleOf(page.locator('h1'))
  await page.mouse.click(heading.x, heading.y, { clickCount: 3 })
  await page.mouse.move(heading.x - 200, heading.y)
  await page.mouse.down()
  await page.mouse.move(heading.x + 200, heading.y + 400, { steps: 5 })
  await page.mouse.up()
  await page.mouse.click(heading.x, heading.y, { button: 'middle' })
  await page.mouse.click(heading.x, heading.y, { button: 'right' })
  expect(await page.evaluate(() => String(getSelection()))).toBe('')
  expect(page.url()).toBe(url)
  expect(page.context().pages()).toHaveLength(1)
  // No control leads out of the page: no file, no mail, no telephone, no other window.
  expect(
    await page.locator('input[type=file], a[href^="mailto:"], a[href^="tel:"], a[target], iframe, form[action]').count(),
  ).toBe(0)
  await visitor.onStep('office')
})

test('no chord of keys leaves the page, reloads it, selects, finds or prints', async ({ visitor, page }) => {
  await visitor.go(...TO_PERSON)
  await page.getByRole('textbox', { name: /^Nachname/ }).fill('Muster')
  await page.evaluate(() => {
    Object.assign(window, { same: true, printed: false })
    window.print = () => Object.assign(window, { printed: true })
  })
  const url = page.url()
  await page.evaluate(() => {
    Object.assign(window, { passed: [] })
    window.addEventListener('keydown', (event) => {
      if (/^(Control|Shift|Alt|Meta)$/.test(event.key)) return
      queueMicrotask(() => {
        if (!event.defaultPrevented) (Reflect.get(window, 'passed') as string[]).push(event.key)
      })
    })
  })
  for (const chord of CHORDS) await page.keyboard.press(chord)
  const left = await page.evaluate(() => Reflect.get(window, 'passed') as string[])
  expect(left).toEqual([])
  expect(await chordsLetThrough(page)).toEqual([])
  expect(page.url()).toBe(url)
  expect(
    await page.evaluate(() => [
      Reflect.get(window, 'same') === true,
      Reflect.get(window, 'printed') === true,
      String(getSelection()),
    ]),
  ).toEqual([true, false, ''])
  await visitor.onStep('person')
})

test('a person can be called from every screen at the same place', async ({ visitor, page }) => {
  const places = new Set<string>()
  const look = async () => places.add(JSON.stringify(await visitor.button('Personal rufen').boundingBox()))
  await look()
  for (const doing of [
    'begin',
    'chooseOffice',
    'chooseService',
    'goOn',
    'takeFirstSlot',
    'enterPerson',
    'giveConsent',
    'goOn',
    'confirm',
  ] as const) {
    await visitor.does[doing]()
    await visitor.idle()
    await expect(visitor.button('Personal rufen')).toBeVisible()
    // While keys stand on the screen the row is shorter; it is still the last one.
    if ((await page.locator('.keyboard').count()) === 0) await look()
  }
  expect(places.size).toBe(1)
  await visitor.touch('Personal rufen')
  await expect(page.getByRole('dialog', { name: 'Personal rufen' })).toContainText('Gleich kommt jemand zu Ihnen')
})
