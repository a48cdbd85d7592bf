import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { runInNewContext } from 'node:vm'
import { rolldown } from 'rolldown'
import { CHANNEL } from '../../../main/electron/ipc.ts'

const ROOT = join(import.meta.dirname, '../../..')

test('the preload is one CommonJS file that hands the page two functions and nothing of Electron', async () => {
  const bundle = await rolldown({ input: join(ROOT, 'main/electron/preload.ts'), platform: 'node', external: ['electron'] })
  const { output } = await bundle.generate({ format: 'cjs', codeSplitting: false })
  assert.equal(output.length, 1)
  const sent: unknown[] = []
  const exposed: Record<string, Record<string, (...args: unknown[]) => unknown>> = {}
  let listener = (..._: unknown[]): void => undefined
  const electron = {
    contextBridge: { exposeInMainWorld: (name: string, api: (typeof exposed)[string]) => (exposed[name] = api) },
    ipcRenderer: {
      invoke: (...args: unknown[]) => sent.push(args),
      on: (_: string, heard: typeof listener) => (listener = heard),
    },
  }
  const required: string[] = []
  const require = (name: string) => (required.push(name), electron)
  runInNewContext(output[0].code, { require, module: { exports: {} }, exports: {} })
  assert.deepEqual(required, ['electron'])
  assert.deepEqual(Object.keys(exposed), ['foyer'])
  assert.deepEqual(Object.keys(exposed['foyer'] ?? {}), ['send', 'onReport'])
  exposed['foyer']?.['send']?.('listSlots', { officeId: 'a' })
  assert.deepEqual(sent, [[CHANNEL, 'listSlots', { officeId: 'a' }]])
  const heard: unknown[] = []
  exposed['foyer']?.['onReport']?.((...args: unknown[]) => heard.push(args))
  listener({ sender: 'an object of Electron' }, { waiting: 1 })
  assert.deepEqual(heard, [[{ waiting: 1 }]], 'the event stays on this side')
})

test('nothing but the entry and the preload loads electron', () => {
  const found = execFileSync('grep', ['-rlE', "^import (\\*|\\{).*from 'electron'", 'main'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  assert.deepEqual(found.trim().split('\n').toSorted(), ['main/electron/main.ts', 'main/electron/preload.ts'])
  assert.match(readFileSync(join(ROOT, 'main/electron/window.ts'), 'utf8'), /^import type .* from 'electron'$/m)
})
