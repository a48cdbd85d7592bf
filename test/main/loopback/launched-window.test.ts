import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { type LoopbackHost, startLoopbackHost } from '../../../main/loopback/host.ts'
import { outOfOrderNotice } from '../../../main/out-of-order-notice.ts'
import { recordedPage } from '../../support/recorded-page.ts'

const folder = mkdtempSync(join(tmpdir(), 'foyer-launched-'))
writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Foyer</title>')
after(() => rmSync(folder, { recursive: true }))

/** A host whose pauses end when the test says so. */
async function startHost() {
  const pages: ReturnType<typeof recordedPage>['seen'][] = []
  const waiting = new Set<() => void>()
  let missed = 0
  const host = await startLoopbackHost({
    folder,
    port: 0,
    openPage: () => {
      const { page, seen } = recordedPage()
      pages.push(seen)
      return page
    },
    notice: () => outOfOrderNotice(null),
    clock: { now: () => 0, after: (_, call) => (waiting.add(call), () => waiting.delete(call)) },
    random: { uuid: randomUUID, bytes: (count) => randomBytes(count), fraction: () => 0 },
    log: () => undefined,
    setClock: null,
    onLost: () => (missed += 1),
  })
  const pass = () => {
    const due = [...waiting]
    waiting.clear()
    for (const call of due) call()
  }
  return { host, pages, pass, missed: () => missed }
}

/** Opens an address as a browser does; answers how its page is served afterwards. */
async function open({ page }: LoopbackHost, address: string): Promise<() => Promise<number>> {
  const answer = await fetch(address, { redirect: 'manual' })
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  return async () => (await fetch(new URL('/', page), { headers: { cookie } })).status
}

test('a window that is gone is forgotten with its visitor, and nobody else is', async () => {
  const { host, pages } = await startHost()
  const launched = await open(host, host.pageOnce())
  const byHand = await open(host, host.page)
  assert.deepEqual([await launched(), await byHand()], [200, 200])
  host.windowGone()
  assert.deepEqual(
    pages.map(({ closed }) => closed),
    [1, 0],
  )
  assert.deepEqual([await launched(), await byHand()], [401, 200])
  await host.close()
})

test('a browser that never opens its page is missed; one that has opened it, or is gone, is not', async () => {
  const { host, pass, missed } = await startHost()
  await open(host, host.pageOnce())
  pass()
  assert.equal(missed(), 0)
  host.pageOnce()
  host.windowGone()
  pass()
  assert.equal(missed(), 0)
  host.pageOnce()
  pass()
  assert.equal(missed(), 1)
  await host.close()
})
