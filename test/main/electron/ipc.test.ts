import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { CHANNEL, connectPage } from '../../../main/electron/ipc.ts'
import { ORIGIN } from '../../../main/electron/lockdown.ts'
import { electronStandIn } from '../../support/electron-stand-in.ts'
import { recordedPage } from '../../support/recorded-page.ts'

describe('the channel', () => {
  function connected() {
    const electron = electronStandIn()
    const { page, seen } = recordedPage()
    const disconnect = connectPage(electron.ipcMain, { contents: electron.contents, origin: ORIGIN, page })
    const handle = electron.last('ipcMain.handle')?.[2] as (event: unknown, ...args: unknown[]) => Promise<unknown>
    return { ...electron, seen, disconnect, handle, ours: { sender: { id: 7 }, senderFrame: electron.frame } }
  }

  test('takes messages of the window’s own main frame at the page’s own origin, and of nobody else', async () => {
    const { handle, ours, frame, seen } = connected()
    assert.equal(await handle(ours, 'listSlots', { officeId: 'a' }), 'answer')
    const others = [
      { ...ours, sender: { id: 8 } },
      { ...ours, senderFrame: null },
      { ...ours, senderFrame: { ...frame } },
      { ...ours, senderFrame: Object.assign(Object.create(frame) as object, { origin: 'https://example.org' }) },
    ]
    for (const event of others) await assert.rejects(handle(event, 'listSlots', {}), /^Error: refused$/)
    await assert.rejects(handle(ours, { toString: () => 'listSlots' }, {}), /refused/)
    frame.origin = 'https://example.org'
    await assert.rejects(handle(ours, 'listSlots', {}), /refused/)
    assert.equal(seen.called.length, 1)
  })

  test('keeps the station’s bugs to itself', async () => {
    const { handle, ours } = connected()
    await assert.rejects(handle(ours, 'bogus', {}), /unknown method bogus/)
    await assert.rejects(handle(ours, 'buggy', {}), (error) => error instanceof Error && !error.message.includes('secret'))
  })

  test('is one, and is closed when the page is', () => {
    const { asked, disconnect } = connected()
    assert.deepEqual(
      asked.filter(([what]) => what === 'ipcMain.handle').map(([, channel]) => channel),
      [CHANNEL],
    )
    disconnect()
    assert.deepEqual(asked.at(-1), ['ipcMain.removeHandler', CHANNEL])
  })
})
