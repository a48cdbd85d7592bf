import { munichDirectory } from '../support/munich.ts'
import { freshFolder, runOperator } from '../support/start-foyer.ts'
import { arrive, expect, test } from './terminal.ts'
import { ERRAND, type Errand, TO_OVERVIEW } from './visitor.ts'

const directory = munichDirectory()
const IN_MUNICH: Errand = { ...ERRAND, office: /Bürgerbüro/, query: 'Personalausweis', service: /Personalausweis/ }

test.describe('Munich', () => {
  test.skip(directory.outcome === 'missing', directory.outcome === 'missing' ? directory.reason : '')

  test('is imported, and a booking is made in it', async ({ page, start }) => {
    test.setTimeout(120_000)
    if (directory.outcome === 'missing') return
    const data = freshFolder()
    const files = ['--services', directory.services, '--locations', directory.locations]
    const load = () =>
      runOperator(['catalog', 'import', '--data', data, '--format', 'dldb', '--town', 'München', '--land', 'BY', ...files])
    const first = await load()
    expect(first.code, first.stderr).toBe(0)
    expect(first.stdout).toContain('287 taken')
    expect(first.stdout).toContain('109 taken')
    expect(first.stdout).toContain('526 taken')
    expect(first.stdout).toMatch(/assumed: .*(opening|hours|rule)/i)
    const again = await load()
    expect(again.code).toBe(0)
    expect(again.stdout).toContain('unchanged: version')

    const foyer = await start({ data })
    const visitor = await arrive(page, foyer, IN_MUNICH)
    await expect(page.locator('body')).toContainText('München')
    await visitor.go(...TO_OVERVIEW, 'confirm')
    await visitor.onStep('done')
    expect(await visitor.number()).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    await expect(visitor.main).toContainText('Ihr Beleg ist gedruckt', { timeout: 15_000 })
  })

  test('with a broken file changes nothing and exits with 1', async () => {
    if (directory.outcome === 'missing') return
    const broken = ['--services', import.meta.filename, '--locations', directory.locations]
    const ended = await runOperator(['catalog', 'import', '--data', freshFolder(), '--format', 'dldb', ...broken])
    expect(ended.code).toBe(1)
    expect(ended.stdout + ended.stderr).toContain('nothing was changed')
  })
})
