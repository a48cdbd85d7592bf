import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Foyer, freshFolder } from '../support/start-foyer.ts'
import { arrive, expect, test as atTerminal } from './terminal.ts'
import { ERRAND, TO_PERSON, type Visitor } from './visitor.ts'

// Its temporary folder lies in the data folder, so that one search goes through both.
const test = atTerminal.extend({
  foyer: async ({ start }, provide) => {
    const data = freshFolder()
    const temp = join(data, 'temp')
    mkdirSync(temp)
    await provide(await start({ data, env: { TMPDIR: temp, TEMP: temp, TMP: temp } }))
    rmSync(data, { recursive: true, force: true })
  },
})

// A person of whom nothing stands anywhere else: after each way in which a visit can end, nobody finds any of it again.
const CANARY = 'Zzkanariensiebenstein'
const PERSON = {
  ...ERRAND.person,
  Nachname: CANARY,
  Vorname: 'Qqhaubentaucher',
  'E-Mail': `${CANARY.toLowerCase()}@example.org`,
  Telefon: '0261 77889905',
  Geburtsdatum: '23.07.1931',
}
const WORDS = [PERSON.Nachname, PERSON.Vorname]
/** As they are typed, and as they are kept. */
const FIGURES = [PERSON.Telefon, '26177889905', PERSON.Geburtsdatum, '1931-07-23']
const TRACES = [...WORDS, ...FIGURES]

/** What of the person stands in a text. */
const tracesIn = (text: string): string[] => {
  const small = text.toLowerCase()
  return TRACES.filter((trace) => small.includes(trace.toLowerCase()))
}

/** Every file under the data folder and the temporary one in which anything of the person stands in clear, whatever its case or width; the visitor's own mail excepted. */
function filesWithTraces(foyer: Foyer): string[] {
  const needles = [...WORDS.flatMap((word) => [word, word.toLowerCase(), word.toUpperCase()]), ...FIGURES].flatMap((text) => [
    Buffer.from(text),
    Buffer.from(text, 'utf16le'),
    Buffer.from(text).toString('base64').slice(0, -2),
    encodeURIComponent(text),
  ])
  const files = readdirSync(foyer.data, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    // The mail has been handed over to the visitor: these files stand for the town's mail relay.
    .filter((path) => !path.startsWith(foyer.mails))
  const found: string[] = []
  for (const path of files) {
    const bytes = bytesOf(path)
    // Finished and renamed since it was listed: it is looked for by the name that it has now.
    if (bytes === null) return filesWithTraces(foyer)
    if (needles.some((needle) => bytes.includes(needle))) found.push(path)
  }
  return found
}

/** Null where the file has gone. */
function bytesOf(path: string): Buffer | null {
  try {
    return readFileSync(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

async function nothingLeft(visitor: Visitor, foyer: Foyer) {
  const { page } = visitor
  await visitor.onStep('start')
  for (const trace of TRACES) await visitor.sees.nothingOf(trace)
  // The page is loaded anew after each visit: asked in between, it cannot answer.
  await expect(async () => {
    expect(await page.evaluate(() => history.length)).toBeLessThanOrEqual(2)
    const stored = await page.evaluate(async () => {
      const values = [...document.querySelectorAll('input, textarea')].map((field) => (field as HTMLInputElement).value)
      const databases = await indexedDB.databases()
      const cacheNames = await caches.keys()
      return JSON.stringify({
        local: Object.entries(localStorage),
        session: Object.entries(sessionStorage),
        cookies: document.cookie,
        name: window.name,
        state: history.state as unknown,
        databases,
        cacheNames,
        values,
      })
    })
    expect(tracesIn(stored)).toEqual([])
  }).toPass()
  await expect.poll(() => filesWithTraces(foyer), { timeout: 15_000 }).toEqual([])
  expect(tracesIn(foyer.log() + foyer.stdout())).toEqual([])
}

/** The page's own memory: a heap snapshot, searched as text. */
async function heapOf({ page }: Visitor): Promise<string> {
  const devtools = await page.context().newCDPSession(page)
  const chunks: string[] = []
  devtools.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk))
  await devtools.send('HeapProfiler.collectGarbage')
  await devtools.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  await devtools.detach()
  return chunks.join('')
}

const fillIn = async (visitor: Visitor) => {
  await visitor.go(...TO_PERSON)
  await visitor.enterPerson(PERSON)
}

test('after a finished booking the person is nowhere but sealed at central', async ({ visitor, foyer }) => {
  await fillIn(visitor)
  await visitor.go('giveConsent', 'goOn')
  await test.step('what the queue behind could read along can be covered', async () => {
    for (const trace of [...WORDS, PERSON.Telefon]) await expect(visitor.main).toContainText(trace)
    await visitor.touch('Angaben verdecken')
    for (const trace of TRACES) await visitor.sees.nothingOf(trace)
    await visitor.touch('Angaben zeigen')
    await expect(visitor.main).toContainText(CANARY)
  })
  await visitor.does.confirm()
  await visitor.onStep('done')
  expect(filesWithTraces(foyer)).toEqual([])
  await visitor.does.finish()
  await nothingLeft(visitor, foyer)
  expect(tracesIn(await heapOf(visitor))).toEqual([])
})

test('after a cancelled visit the person is nowhere', async ({ visitor, foyer }) => {
  await fillIn(visitor)
  await visitor.does.cancel()
  await nothingLeft(visitor, foyer)
  expect(tracesIn(await heapOf(visitor))).toEqual([])
})

test('after the time has run out the person is nowhere', async ({ page, foyer }) => {
  await page.clock.install()
  const visitor = await arrive(page, foyer)
  await fillIn(visitor)
  await page.clock.runFor(125_000)
  await nothingLeft(visitor, foyer)
})

test('after the page has crashed and comes back the person is nowhere', async ({ visitor, foyer, page }) => {
  await fillIn(visitor)
  await page.reload()
  await nothingLeft(visitor, foyer)
  expect(tracesIn(await heapOf(visitor))).toEqual([])
})

test('fields keep nothing for the next visitor: no completion, no spell check, no copy by the browser', async ({
  visitor,
  page,
}) => {
  await visitor.go(...TO_PERSON)
  for (const field of await page.getByRole('textbox').all()) {
    await expect(field).toHaveAttribute('autocomplete', 'off')
    await expect(field).toHaveAttribute('spellcheck', 'false')
  }
})
