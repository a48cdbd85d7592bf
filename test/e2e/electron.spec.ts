import { _electron, expect, test } from '@playwright/test'
import { freshFolder } from '../support/start-foyer.ts'
import { findElectron } from '../support/tools.ts'
import { TO_SLOT, visitorAt } from './visitor.ts'

const binary = findElectron()

test('the Electron window shows the same terminal', async () => {
  test.skip(binary === null, 'skipped: no Electron binary')
  const app = await _electron.launch({
    ...(binary !== null && { executablePath: binary }),
    args: ['.', '--data', freshFolder(), '--port', '0'],
    env: { ...(process.env as Record<string, string>), FOYER_SHELL: 'electron' },
  })
  const visitor = visitorAt(await app.firstWindow())
  await visitor.button(/^Termin buchen/).waitFor()
  await visitor.go(...TO_SLOT)
  await visitor.onStep('slot')
  expect(app.windows()).toHaveLength(1)
  await app.close()
})
