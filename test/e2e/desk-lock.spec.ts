import { addClerk } from '../support/staff.ts'
import { expect, test } from './desk-worker.ts'

test.use({ viewport: { width: 1366, height: 768 }, hasTouch: false })

test('locks at a key, keeps calls and what is half written for the same person, and the page never holds a session', async ({
  worker,
  clerk,
  desk,
}) => {
  const { page } = worker
  const answers: string[] = []
  page.on('response', (response) => {
    if (response.url().endsWith('/bridge/desk.signIn')) void response.text().then((text) => answers.push(text))
  })
  await worker.chooseService('Perso')
  await page.keyboard.press('F9')
  await expect(page.getByText(/Gesperrt/)).toBeVisible()
  await expect(page.locator('.chosen-line')).toHaveCount(0)
  const refused = await page.evaluate(async () => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }
    return (await fetch('/bridge/desk.tasks', init)).json() as Promise<unknown>
  })
  expect(refused).toEqual({ outcome: 'signedOut' })
  await worker.unlock(clerk)
  await expect(page.locator('.chosen-line')).toHaveCount(1)

  await page.keyboard.press('F2')
  const number = await worker.bookFor(['Unterbrochen', 'Ute', '', '0261 1234567'], 'Reisepass')
  await page.keyboard.press('F4')
  await worker.focused('find')
  await page.keyboard.type(number)
  await page.keyboard.press('Enter')
  const reason = page.getByRole('dialog').getByLabel('Grund')
  await page.getByRole('button', { name: 'Absagen' }).press('Enter')
  await reason.fill('Die Anruferin fragt gerade, ob')
  await page.keyboard.press('F9')
  await expect(page.getByText(/Gesperrt/)).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await worker.unlock(clerk)
  await expect(reason).toHaveValue('Die Anruferin fragt gerade, ob')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Absagen' }).press('Enter')
  await expect(reason).toHaveValue('')
  await reason.fill('Nicht für fremde Augen')
  await page.keyboard.press('F9')
  const colleague = await addClerk(desk, '*', 'frontDesk')
  await worker.focused('door-password')
  await page.keyboard.press('Shift+Tab')
  await worker.signIn(colleague)
  await page.keyboard.press('F4')
  await worker.focused('find')
  await expect(page.locator('#find')).toHaveValue('')
  expect(await page.content()).not.toContain('Unterbrochen')

  expect(answers.join('')).toContain('"signedIn"')
  expect(answers.join('')).not.toContain('session')
  await page.goto(`${new URL(page.url()).origin}${new URL(page.url()).pathname}?profile=lobby`)
  await expect(page.locator('main[data-step=start]')).toBeVisible()
})
