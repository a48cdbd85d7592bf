import { deepEqual, equal, match, rejects } from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import type { Configuration } from 'electron-builder'
import { KIOSK_FUSES } from '../../main/packaging/fuses.ts'

const ROOT = join(import.meta.dirname, '../..')
const require = createRequire(import.meta.url)

// electron-builder's own reader and its own scheme.json: what they refuse, `npm run dist` would refuse.
const { getConfig, validateConfiguration } = require('app-builder-lib/out/util/config/config') as {
  getConfig: (root: string, file: string, overlay: Configuration | null) => Promise<Configuration>
  validateConfiguration: (config: Configuration, log: unknown) => Promise<void>
}
const { DebugLogger } = require('builder-util') as { DebugLogger: new (on: boolean) => unknown }

const read = (overlay: Configuration | null = null) => getConfig(ROOT, join(ROOT, 'electron-builder.yml'), overlay)
const validate = (config: unknown) => validateConfiguration(config as Configuration, new DebugLogger(false))

describe('electron-builder.yml', () => {
  test('passes the scheme of the electron-builder that is installed', async () => {
    await validate(await read())
  })

  test('with an unknown key would be refused by that scheme', async () => {
    await rejects(validate({ ...(await read()), nonsense: true }), /unknown property 'nonsense'/)
  })

  test('names the very Electron that package.json pins', async () => {
    const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      devDependencies: Record<string, string>
    }
    equal((await read()).electronVersion, devDependencies['electron'])
  })

  test('builds per-machine installers for both processors', async () => {
    const { win, nsis, msi, linux, mac } = await read()
    const targets = [win, linux, mac].flatMap((section) => section?.target ?? [])
    const wanted = ['nsis', 'msi', 'deb', 'AppImage', 'tar.gz', 'dmg']
    deepEqual(
      targets,
      wanted.map((target) => ({ target, arch: ['x64', 'arm64'] })),
    )
    deepEqual(
      [nsis?.perMachine, msi?.perMachine, nsis?.oneClick, nsis?.allowToChangeInstallationDirectory],
      [true, true, false, false],
    )
    match(msi?.upgradeCode ?? '', /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/)
  })

  test('refuses to leave an installer unsigned and uploads nothing', async () => {
    const config = await read()
    deepEqual([config.forceCodeSigning, config.publish, config.win?.verifyUpdateCodeSignature], [true, null, true])
  })

  test('sets the fuses of the table that the packed binary is compared with', async () => {
    const { electronFuses } = await read()
    const set = { ...electronFuses } as Readonly<Record<string, boolean>>
    for (const [fuse, wanted] of Object.entries(KIOSK_FUSES)) {
      // The fuses library that electron-builder 26 carries does not know the ninth.
      if (fuse === 'WasmTrapHandlers') continue
      const name = `${fuse.charAt(0).toLowerCase()}${fuse.slice(1)}`
      equal(set[name], wanted, name)
    }
    equal(Object.keys(set).length, Object.keys(KIOSK_FUSES).length - 1)
  })

  test('lists what is packed by name: no pattern takes a whole project', async () => {
    const { files } = await read()
    const patterns = (files as (string | { filter: string[] })[]).flatMap((one) => (typeof one === 'string' ? one : one.filter))
    const taking = patterns.filter((pattern) => !pattern.startsWith('!'))
    deepEqual(
      taking.filter((pattern) => /^(\*|\.|node_modules\/\*)/.test(pattern)),
      [],
    )
    deepEqual(
      taking.filter((pattern) => /\.node/.test(pattern) && !pattern.includes('${env.FOYER_TARGET_PLATFORM}-${arch}')),
      [],
    )
  })
})
