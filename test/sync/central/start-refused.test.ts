import assert from 'node:assert/strict'
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { makeKeys } from '../../../sync/central/keys/key-file.ts'
import { systemRandom } from '../../../sync/central/random.ts'
import { createCentralProcesses } from '../../support/central-processes.ts'

const TOWN = join(import.meta.dirname, '../../../assets/demo-town/town.json')
const { operate, runToEnd, endAll } = createCentralProcesses()

describe('a central that cannot start', () => {
  let folder = ''
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'foyer-central-'))
  })
  after(() => {
    endAll()
    rmSync(folder, { recursive: true, force: true })
  })

  it('names what is wrong with flags and files in one line, exits 2 and writes nothing', async () => {
    const config = join(folder, 'config.json')
    writeFileSync(config, JSON.stringify({ settings: { holdMinutes: 'ten' } }))
    const unknown = join(folder, 'unknown.json')
    writeFileSync(unknown, JSON.stringify({ settings: { holdMinuts: 10 } }))
    const data = join(folder, 'untouched')
    const cases: [string[], Record<string, string>, RegExp][] = [
      [['--nonsense'], {}, /--nonsense/],
      [['--port', '99999'], {}, /--port: .*65535/],
      [['--config', join(folder, 'nowhere.json')], {}, /cannot be read/],
      [['--config', config], {}, /settings\.holdMinutes/],
      [['--config', unknown], {}, /holdMinuts: not a setting/],
      [['--host', ''], {}, /--host: needs an IP address or a host name/],
      [[], { FOYER_HOST: 'central/8080' }, /FOYER_HOST: needs an IP address or a host name/],
      [[], { DATABASE_URL: 'mysql://x' }, /DATABASE_URL/],
      [[], { FOYER_PUBLIC_URL: 'ftp://x' }, /FOYER_PUBLIC_URL: needs an address that begins with http/],
      [[], { FOYER_PUBLIC_URL: 'https://stadt.example/termine' }, /FOYER_PUBLIC_URL: needs a host name of its own/],
    ]
    await Promise.all(
      cases.map(async ([args, env, expected]) => {
        const { code, stderr, stdout } = await runToEnd(['--data', data, ...args], env)
        assert.deepEqual([code, stdout, stderr.trim().split('\n').length], [2, '', 1], stderr)
        assert.match(stderr, expected)
      }),
    )
    assert.ok(!existsSync(data))
  })

  it('says in one line which address or key file stands in the way, and exits 1', async () => {
    const cases: [string[], Record<string, string>, RegExp][] = [
      [['--host', '203.0.113.1'], {}, /host: this machine does not have the address/],
      [['--host', 'nosuch.invalid'], {}, /host: the name leads to no address/],
      [[], { FOYER_KEY_FILE: folder }, /key file .* cannot be read \(EISDIR\)/],
    ]
    await Promise.all(
      cases.map(async ([args, env, expected], index) => {
        const data = join(folder, `address-${String(index)}`)
        const { code, stderr } = await runToEnd(['--data', data, '--port', '0', ...args], env)
        assert.deepEqual([code, stderr.trim().split('\n').length], [1, 1], stderr)
        assert.match(stderr, expected)
      }),
    )
  })

  it('ends where a file system makes no folders', { skip: process.platform !== 'linux' }, async () => {
    const [data, keys] = await Promise.all([
      runToEnd(['--data', '/proc/x']),
      runToEnd(['--data', join(folder, 'keyless')], { FOYER_KEY_FILE: '/proc/x/keys.json' }),
    ])
    assert.deepEqual([data.code, data.stderr], [1, 'foyer central: the data folder /proc/x cannot be written to\n'])
    assert.deepEqual([keys.code, keys.stderr], [1, 'foyer central: the key file /proc/x/keys.json cannot be made (ENOENT)\n'])
  })

  it('says plainly why it cannot start, and exits 1', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const address = server.address()
    const port = typeof address === 'object' && address ? String(address.port) : ''
    const busy = await runToEnd(['--data', join(folder, 'busy'), '--port', port])
    server.close()
    assert.deepEqual([busy.code, /^foyer central: port: \d+ is in use$/m.test(busy.stderr)], [1, true], busy.stderr)
    const file = join(folder, 'a-file')
    writeFileSync(file, '')
    const blocked = await runToEnd(['--data', join(file, 'data')])
    assert.deepEqual([blocked.code, /cannot be written/.test(blocked.stderr)], [1, true], blocked.stderr)
    const broken = join(folder, 'broken')
    const typo = await operate(['kiosk', 'list', '--data', broken])
    assert.deepEqual([typo.code, /there is no central in/.test(typo.stderr), existsSync(broken)], [1, true, false], typo.stderr)
    await operate(['catalog', 'import', '--format', 'foyer', '--file', TOWN, '--data', broken])
    chmodSync(join(broken, 'central/keys/keys.json'), 0o600)
    writeFileSync(join(broken, 'central/keys/keys.json'), '{"sealing":[]}')
    const damaged = await runToEnd(['--data', broken])
    assert.deepEqual([damaged.code, /key file .* is damaged/.test(damaged.stderr)], [1, true], damaged.stderr)
    rmSync(join(broken, 'central/keys'), { recursive: true })
    const keyless = await runToEnd(['--data', broken])
    assert.deepEqual([keyless.code, /key file .* is missing/.test(keyless.stderr)], [1, true], keyless.stderr)
    const others = join(folder, 'others.json')
    writeFileSync(others, JSON.stringify(makeKeys(systemRandom)), { mode: 0o600 })
    const foreign = await runToEnd(['--data', broken], { FOYER_KEY_FILE: others })
    assert.deepEqual([foreign.code, /does not belong to this database/.test(foreign.stderr)], [1, true], foreign.stderr)
  })
})
