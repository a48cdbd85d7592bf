import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { freshFolder, runToEnd, startFoyer } from '../support/start-foyer.ts'

const built = existsSync(join(import.meta.dirname, '../../dist/renderer/index.html'))
const skip = built ? false : 'skipped: the page is not built (npm run build)'

/** Processes whose command line names this folder. */
function processesOf(folder: string): string[] {
  if (!existsSync('/proc')) return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder)
      } catch {
        return false
      }
    })
}

describe('npm start', { skip }, () => {
  test('says once where everything is, ends on SIGTERM with 0, and leaves no process behind', async () => {
    const data = freshFolder()
    const foyer = await startFoyer({ data, env: { FOYER_TEST_CLOCK: '1' } })
    assert.equal(foyer.shell, 'none')
    assert.equal(foyer.receipts, join(data, 'receipts'))
    assert.equal(foyer.mails, join(data, 'mails'))
    assert.match(foyer.page, /^http:\/\/127\.0\.0\.1:\d+\//)
    const page = await fetch(foyer.page, { redirect: 'manual' })
    assert.equal(page.status, 303)
    assert.equal((await fetch(`${foyer.central}/healthz`)).status, 200)

    const now = '2030-01-02T09:00:00.000Z'
    const clock = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ now }) }
    assert.equal((await fetch(new URL('/test/clock', foyer.page), clock)).status, 204)
    const info = (await (await fetch(`${foyer.central}/v1/info`)).json()) as { serverTime: string }
    assert.match(info.serverTime, /^2030-01-02T09:00/)

    assert.ok(processesOf(data).length >= 2)
    const ended = await foyer.stop()
    assert.equal(ended.code, 0)
    assert.equal(ended.stdout.trim().split('\n').length, 1, 'one line on stdout')
    assert.deepEqual(processesOf(data), [])
  })

  test('keeps who it is over a restart, and starts from its cache while central is away', async () => {
    const data = freshFolder()
    await (await startFoyer({ data })).stop()
    const foyer = await startFoyer({ data, args: ['--central', 'http://127.0.0.1:9'] })
    const opened = await fetch(foyer.page, { redirect: 'manual' })
    const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? ''
    const { origin } = new URL(foyer.page)
    const headers = { cookie, origin, 'content-type': 'application/json' }
    const answer = await fetch(`${origin}/bridge/openSession`, { method: 'POST', headers, body: '{}' })
    const { town } = (await answer.json()) as { town: { id: string } | null }
    assert.equal(town?.id, 'koblenz-demo')
    assert.equal((await foyer.stop('SIGINT')).code, 0)
  })

  test('takes its central along when it is killed', async () => {
    const data = freshFolder()
    const foyer = await startFoyer({ data })
    process.kill(foyer.pid, 'SIGKILL')
    for (let tries = 0; tries < 100 && processesOf(data).length > 0; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    assert.deepEqual(processesOf(data), [])
  })

  test('a port in use is one clear line and exit 1', async () => {
    const squatter = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => squatter.once('listening', resolve))
    const address = squatter.address()
    assert.ok(typeof address === 'object' && address !== null)
    const data = freshFolder()
    const ended = await runToEnd({ args: ['--shell', 'none', '--data', data, '--port', String(address.port)] })
    squatter.close()
    assert.equal(ended.code, 1)
    assert.match(ended.stderr, /^port: \d+ is in use$/m)
    assert.equal(ended.stdout, '')
    assert.deepEqual(processesOf(data), [])
  })

  test('a damaged bookings.db is refused in one line, kept, and said with its path', async () => {
    const data = freshFolder()
    mkdirSync(join(data, 'station'))
    const file = join(data, 'station/bookings.db')
    writeFileSync(file, 'no database at all '.repeat(1_000))
    const before = readFileSync(file)
    const ended = await runToEnd({ args: ['--shell', 'none', '--data', data, '--port', '0', '--central', 'http://127.0.0.1:9'] })
    assert.equal(ended.code, 1)
    assert.ok(ended.stderr.includes(`${file} is damaged`), ended.stderr)
    assert.deepEqual(readFileSync(file), before)
  })
})

describe('bad starts', () => {
  test('bad values are one line on stderr, exit 2, and nothing is written', async () => {
    const data = join(freshFolder(), 'data')
    for (const args of [['--port', 'x'], ['--nonsense'], ['--shell', 'sea'], ['--central', 'nowhere']]) {
      const ended = await runToEnd({ args: ['--data', data, ...args] })
      assert.equal(ended.code, 2, args.join(' '))
      assert.equal(ended.stderr.trim().split('\n').length, 1, ended.stderr)
      assert.ok(ended.stderr.startsWith(args[0] ?? ''), ended.stderr)
      assert.equal(ended.stdout, '')
    }
    assert.equal(existsSync(data), false)
  })

  test('a data folder that cannot be made is one line and exit 1', async () => {
    const file = join(freshFolder(), 'a-file')
    writeFileSync(file, '')
    const ended = await runToEnd({ args: ['--shell', 'none', '--data', join(file, 'data')] })
    assert.equal(ended.code, 1)
    assert.match(ended.stderr, /^data: .*a-file\/data cannot be written \(ENOTDIR\)$/m)
  })
})
