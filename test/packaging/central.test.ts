import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { CentralPackages } from '../../main/packaging/central-package.ts'
import { packagesOfCentral } from '../support/packages-of-central.ts'
import { startPackedCentral } from './packed-central.ts'

const ROOT = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'foyer-central-test-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const arch = process.arch === 'arm64' ? 'arm64' : 'x64'
const skip = process.platform !== 'linux' && 'central is packed for Linux'
const has = (program: string) => spawnSync('which', [program]).status === 0

describe('the packages of central', { skip }, () => {
  let made: CentralPackages
  before(() => {
    made = packagesOfCentral(join(folder, 'out'))
  })

  test('the deb, unpacked into an empty prefix, starts with its own Node.js and answers /healthz', {
    skip: !has('dpkg') && 'dpkg is not installed',
    timeout: 60_000,
  }, async () => {
    const prefix = join(folder, 'deb')
    execFileSync('dpkg', ['-x', made.deb ?? '', prefix])
    const central = await startPackedCentral(join(prefix, 'opt/foyer-central'), join(folder, 'deb-data'))
    try {
      const answer = await fetch(`${central.address}/healthz`)
      deepEqual([answer.status, await answer.json()], [200, { alive: true }])
      const contract = (await (await fetch(`${central.address}/v1/openapi.json`)).json()) as { openapi: string }
      match(contract.openapi, /^3\.1/)
      equal((await fetch(`${central.address}/readyz`)).status, 503)
    } finally {
      equal(await central.stop(), '0')
    }
    ok(existsSync(join(prefix, 'usr/lib/systemd/system/foyer-central.service')))
    equal(
      execFileSync('dpkg-deb', ['-I', made.deb ?? '', 'conffiles'], { encoding: 'utf8' }),
      '/etc/foyer-central/central.json\n',
    )
  })

  test('the tarball starts without npm and without anything else on the path', { timeout: 60_000 }, async () => {
    const prefix = join(folder, 'tar')
    mkdirSync(prefix)
    execFileSync('tar', ['-xzf', made.tarball, '-C', prefix])
    const central = await startPackedCentral(join(prefix, 'foyer-central'), join(folder, 'tar-data'))
    equal((await fetch(`${central.address}/healthz`)).status, 200)
    equal(await central.stop(), '0')
    const operator = (...args: string[]) =>
      execFileSync(join(prefix, 'foyer-central/bin/foyer-operator'), args, { encoding: 'utf8' })
    match(operator('--version'), /^\d+\.\d+\.\d+\n$/)
    const help = operator('--help')
    for (const command of ['catalog import', 'kiosk enrol', 'staff add', 'backup', 'restore']) ok(help.includes(command), command)
  })

  test('the configuration that is installed is one that central takes', () => {
    const sources = `${ROOT}/sync/central/config.ts`
    const script = `const { readConfig } = await import(${JSON.stringify(sources)}); readConfig(['--config', 'assets/build/central/central.json'], {})`
    equal(spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd: ROOT }).status, 0)
  })

  test('hold nothing of the terminal, of the tests or of the tools', () => {
    const listed = execFileSync('tar', ['-tzf', made.tarball], { encoding: 'utf8' }).split('\n')
    const wrong = listed.filter((path) =>
      /\/(electron|vite|preact|playwright|typescript|renderer|machines|\.git)(\/|$)|\.(test|spec)\.|\.map$|\.tsx$|\.pem$/.test(
        path,
      ),
    )
    deepEqual(wrong, [])
    const prebuilds = listed.filter((path) => path.endsWith('.node'))
    deepEqual(prebuilds, [`foyer-central/app/node_modules/better-sqlite3/prebuilds/linux-${arch}.node`])
  })

  test('every package in the tarball stands in the bill of materials, and the other way round', () => {
    const bom = JSON.parse(readFileSync(made.sbom, 'utf8')) as { components: { purl?: string }[] }
    const told = new Set(bom.components.flatMap(({ purl }) => (purl === undefined ? [] : [purl])))
    const modules = join(folder, 'tar/foyer-central/app/node_modules')
    const found = readdirSync(modules, { recursive: true, encoding: 'utf8' })
      .filter((path) => /(^|node_modules\/)(@[^/]+\/)?[^/@]+\/package\.json$/.test(path))
      .map((path) => JSON.parse(readFileSync(join(modules, path), 'utf8')) as { name: string; version: string })
      .map(({ name, version }) => `pkg:npm/${name.replace(/^@/, '%40')}@${version}`)
    deepEqual([...new Set(found)].toSorted(), [...told].toSorted())
  })
})

describe('foyer-central.service', { skip: skip || (!has('systemd-analyze') && 'systemd-analyze is not installed') }, () => {
  const unit = join(ROOT, 'assets/build/central/foyer-central.service')

  test('is a unit that systemd understands', () => {
    const { stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', unit], { encoding: 'utf8' })
    // The program is not installed on this machine; nothing else may be said.
    deepEqual(
      stderr.split('\n').filter((line) => line.includes('foyer-central') && !line.includes('is not executable')),
      [],
    )
  })

  test('is exposed no more than 2.0 on systemd’s scale of ten', () => {
    const args = ['security', '--offline=true', '--threshold=20', unit]
    const { status, stdout } = spawnSync('systemd-analyze', args, { encoding: 'utf8' })
    equal(
      status,
      0,
      stdout.split('\n').findLast((line) => line.includes('exposure')),
    )
  })
})
