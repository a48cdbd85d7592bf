import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { claimFolder } from '../../../main/store/claim.ts'

const folder = mkdtempSync(join(tmpdir(), 'foyer-claim-'))
after(() => rmSync(folder, { recursive: true, force: true }))

test('a data folder is one station’s at a time', () => {
  const first = claimFolder(folder)
  assert.ok(first)
  assert.equal(claimFolder(folder), null)
  first.release()
  const second = claimFolder(folder)
  assert.ok(second)
  second.release()
})

test('a station that was killed leaves no lock behind', async (t) => {
  const script = `import { claimFolder } from '${new URL('../../../main/store/claim.ts', import.meta.url).href}'
    if (claimFolder(${JSON.stringify(folder)})) setTimeout(() => { gc(); console.log('claimed'); setInterval(() => undefined, 1000) })`
  // It collects its garbage first: a claim that nobody refers to must not be taken for rubbish.
  const run = ['--expose-gc', '--input-type=module', '-e', script]
  const child = spawn(process.execPath, run, { stdio: ['ignore', 'pipe', 'ignore'] })
  t.after(() => child.kill('SIGKILL'))
  await new Promise((resolve) => child.stdout.once('data', resolve))
  assert.equal(claimFolder(folder), null)
  child.kill('SIGKILL')
  await new Promise((resolve) => child.once('exit', resolve))
  const claim = claimFolder(folder)
  assert.ok(claim)
  claim.release()
})
