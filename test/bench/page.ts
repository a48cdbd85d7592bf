import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { chromium } from '@playwright/test'
import { TO_OVERVIEW, visitorAt } from '../e2e/visitor.ts'
import { CHROMIUM_SWITCHES } from '../support/chromium-switches.ts'
import { startFoyer } from '../support/start-foyer.ts'
import { findChromium } from '../support/tools.ts'
import { type Bench, median, timedAsync } from './measure.ts'

const BYTES_GOAL = 120 * 1024
const ROUNDS = 5
const SCREEN = { viewport: { width: 1080, height: 1920 }, hasTouch: true, locale: 'de-DE' }

const launch = (executablePath: string) => chromium.launch({ executablePath, args: [...CHROMIUM_SWITCHES] })

/** The least a page can be: one button, no script, no style. */
async function emptyPage() {
  const server = createServer((_, response) =>
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>Empty</title><button>Termin buchen</button>'),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => server.close() }
}

/** From the launch of the browser to a start button that can be touched; the browser is closed outside the time. */
async function untilUsable(executablePath: string, url: string, cookies: Cookies): Promise<number> {
  let browser: Awaited<ReturnType<typeof launch>> | undefined
  const milliseconds = await timedAsync(async () => {
    browser = await launch(executablePath)
    const context = await browser.newContext(SCREEN)
    await context.addCookies(cookies)
    const opened = await context.newPage()
    await opened.goto(url, { waitUntil: 'commit' })
    await opened.getByRole('button', { name: /^Termin buchen/ }).click({ trial: true })
  })
  await browser?.close()
  return milliseconds
}

/** What the page weighs from start to done, and how soon it can be used. */
export const page: Bench = async () => {
  const executablePath = findChromium()
  if (!executablePath) {
    return [{ name: 'page', value: 0, unit: '', raw: null, ratio: null, goal: '', pass: null, note: 'skipped: no Chromium' }]
  }
  const foyer = await startFoyer({ through: 'npm' })
  const empty = await emptyPage()
  try {
    const weight = await weigh(executablePath, foyer.page)
    const mine: number[] = []
    const raw: number[] = []
    for (let round = 0; round <= ROUNDS; round += 1) {
      const one = await untilUsable(executablePath, empty.url, [])
      const other = await untilUsable(executablePath, new URL(foyer.page).origin, weight.cookie)
      // The first round pays for the file system's cold cache.
      if (round > 0) {
        raw.push(one)
        mine.push(other)
      }
    }
    const ratio = median(mine) / median(raw)
    return [
      {
        name: 'page bytes from start to done (JS and CSS, gzip)',
        value: weight.bytes,
        unit: 'bytes',
        raw: BYTES_GOAL,
        ratio: weight.bytes / BYTES_GOAL,
        goal: '≤ 122880 bytes',
        pass: weight.bytes <= BYTES_GOAL,
        note: weight.files.join(', '),
      },
      {
        name: 'browser start to first usable screen, beside an empty page',
        value: median(mine),
        unit: 'ms',
        raw: median(raw),
        ratio,
        goal: 'ratio ≤ 1.5',
        pass: ratio <= 1.5,
      },
    ]
  } finally {
    empty.close()
    await foyer.stop()
  }
}

type Cookies = Parameters<Awaited<ReturnType<Awaited<ReturnType<typeof launch>>['newContext']>>['addCookies']>[0]

/** A whole booking, with every script and style that it loads counted once, compressed as a server would. */
async function weigh(executablePath: string, url: string) {
  const browser = await launch(executablePath)
  const context = await browser.newContext(SCREEN)
  const opened = await context.newPage()
  const bodies = new Map<string, Promise<Buffer>>()
  opened.on('response', (response) => {
    const { pathname } = new URL(response.url())
    if (/\.(js|css)$/.test(pathname)) bodies.set(pathname, response.body())
  })
  await opened.goto(url)
  const visitor = visitorAt(opened)
  await visitor.go(...TO_OVERVIEW, 'confirm')
  await visitor.onStep('done')
  const files: string[] = []
  let bytes = 0
  for (const [path, body] of bodies) {
    const size = gzipSync(await body, { level: 9 }).length
    bytes += size
    files.push(`${path.split('/').at(-1)} ${size}`)
  }
  const cookie = await context.cookies()
  await browser.close()
  return { bytes, files, cookie }
}
