import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { CENTRAL_KEYS, readConfig, Settings } from '../../main/config.ts'
import { ConfigFile as CentralFile, STATION_KEYS } from '../../sync/central/config.ts'

const folder = mkdtempSync(join(tmpdir(), 'foyer-config-'))
after(() => rmSync(folder, { recursive: true }))
const file = (content: unknown, name = 'foyer.json') => {
  const path = join(folder, name)
  const isRaw = typeof content === 'string' || Buffer.isBuffer(content)
  writeFileSync(path, isRaw ? content : JSON.stringify(content))
  return path
}
const valid = (...args: Parameters<typeof readConfig>) => {
  const answer = readConfig(...args)
  assert.ok(answer.outcome === 'valid', JSON.stringify(answer))
  return answer.config
}
const fault = (...args: Parameters<typeof readConfig>) => {
  const answer = readConfig(...args)
  assert.ok(answer.outcome === 'fault', JSON.stringify(answer))
  assert.ok(!answer.message.includes('\n'), 'one line')
  return answer.message
}

test('without any setting a lobby terminal with an embedded central comes out', () => {
  const config = valid([], {})
  assert.equal(config.profile, 'lobby')
  assert.equal(config.central, null)
  assert.deepEqual(config.idle, { quietSeconds: 60, countdownSeconds: 60 })
  assert.deepEqual(config.printer, {
    uri: 'virtual:',
    columns: 48,
    codePage: 'PC858',
    codePageNumber: null,
    answers: true,
  })
})

test('flag beats environment beats file beats default', () => {
  const path = file({ port: 1, profile: 'desk', shell: 'none', idle: { quietSeconds: 30 } })
  const environment = { FOYER_CONFIG: path, FOYER_PORT: '2', FOYER_SHELL: 'browser' }
  const config = valid(['--port', '3'], environment)
  assert.deepEqual([config.port, config.shell, config.profile], [3, 'browser', 'desk'])
  assert.deepEqual(config.idle, { quietSeconds: 30, countdownSeconds: 60 })
  assert.equal(valid(['--port=4'], environment).port, 4)
  assert.equal(valid(['--config', file({ port: 9 }, 'other.json')], { FOYER_CONFIG: path }).port, 9)
})

test('every key can come from the environment', () => {
  const config = valid([], {
    FOYER_PRINTER_URI: 'tcp://192.0.2.1:9100',
    FOYER_PRINTER_COLUMNS: '32',
    FOYER_IDLE_COUNTDOWN_SECONDS: '20',
    FOYER_HOME_OFFICE: 'buergeramt',
    FOYER_ADDRESS_PARAMETERS: 'false',
    FOYER_REACH_LIMIT_MM: '1100',
    FOYER_DEVICE_NAME: '42',
    FOYER_PRINTER_ANSWERS: 'false',
    FOYER_PRINTER_CODE_PAGE_NUMBER: '5',
    FOYER_CONFIG: '',
  })
  assert.equal(config.printer.uri, 'tcp://192.0.2.1:9100')
  assert.equal(config.printer.columns, 32)
  assert.equal(config.idle.countdownSeconds, 20)
  assert.equal(config.homeOffice, 'buergeramt')
  assert.equal(config.addressParameters, false)
  assert.equal(config.reachLimitMm, 1100)
  assert.equal(config.deviceName, '42')
  assert.deepEqual([config.printer.answers, config.printer.codePageNumber], [false, 5])
})

test('a fault names where the value came from, its key and the reason', () => {
  const cases: readonly [args: string[], environment: Record<string, string>, message: RegExp][] = [
    [['--port', 'x'], {}, /^--port: .*number/],
    [['--port', '70000'], {}, /^--port: needs at most 65535$/],
    [['--port'], {}, /^--port: needs a value$/],
    [['--port', '1.5'], {}, /^--port: needs a whole number$/],
    [['--config', ''], {}, /^--config: needs a file$/],
    [['--data', ''], {}, /^--data: needs a text$/],
    [[], { FOYER_PRINTER_URI: 'tcp://printer:99999' }, /^FOYER_PRINTER_URI: needs virtual:/],
    [[], { FOYER_HOME_OFFICE: 'a b' }, /^FOYER_HOME_OFFICE: needs letters/],
    [['--bogus', '1'], {}, /^--bogus: unknown/],
    [['bogus'], {}, /^bogus: unknown/],
    [['--shell', 'firefox'], {}, /^--shell: needs one of auto, electron, browser, none$/],
    [['--central', 'ftp://x'], {}, /^--central: needs an address/],
    [[], { FOYER_PROFILE: 'attic' }, /^FOYER_PROFILE: needs one of lobby, desk$/],
    // WCAG 2.2.1
    [[], { FOYER_IDLE_COUNTDOWN_SECONDS: '19' }, /^FOYER_IDLE_COUNTDOWN_SECONDS: needs at least 20$/],
    [[], { FOYER_PRINTER_URI: 'usb' }, /^FOYER_PRINTER_URI: needs virtual:/],
    [[], { FOYER_PRINTER_COLUMNS: '40' }, /^FOYER_PRINTER_COLUMNS: needs 48, 42 or 32$/],
    [['--config', join(folder, 'missing.json')], {}, /missing\.json: cannot be read \(ENOENT\)$/],
    [['--config', file('{"port": 1', 'broken.json')], {}, /broken\.json: is not JSON/],
    [['--config', file(Buffer.from('{"deviceName":"München"}', 'latin1'), 'ansi.json')], {}, /ansi\.json: is not UTF-8/],
    [['--config', file('[]', 'list.json')], {}, /list\.json: needs one object$/],
    [['--config', file({ prot: 1 }, 'typo.json')], {}, /typo\.json: prot: unknown key$/],
    // As the table of settings writes it, and with a capital letter too many.
    [
      ['--config', file({ 'idle.quietSeconds': 9 }, 'dot.json')],
      {},
      /: unknown key; write \{ "idle": \{ "quietSeconds": … \} \}$/,
    ],
    [['--config', file({ printer: { codepage: 'PC858' } }, 'case.json')], {}, /; write \{ "printer": \{ "codePage": … \} \}$/],
    [['--central', 'https://stadt.example/termine'], {}, /^--central: needs an address without a path, such as https:/],
    [['--config', file({ idle: { quiet: 1 } }, 'deep.json')], {}, /deep\.json: idle\.quiet: unknown key$/],
    [['--config', file({ port: '80' }, 'text.json')], {}, /text\.json: port: /],
    [['--config', file({ idle: 3 }, 'flat.json')], {}, /flat\.json: idle: /],
  ]
  for (const [args, environment, message] of cases) assert.match(fault(args, environment), message)
})

test('a printer may have any address that a network knows', () => {
  for (const uri of ['tcp://[2001:db8::7]:9100', 'tcp://print_server:9100', 'tcp://drucker.stadt.example'])
    assert.equal(valid([], { FOYER_PRINTER_URI: uri }).printer.uri, uri)
})

test('a file may begin with the mark that Windows’ editors put there', () => {
  assert.equal(valid(['--config', file('\uFEFF{"port": 7}', 'marked.json')], {}).port, 7)
})

test('the station leaves alone what the file says to central', () => {
  const path = file({ port: 1, mail: { from: 'x@stadt.example' }, settings: { linkHours: 48 } }, 'both.json')
  assert.equal(valid(['--config', path], {}).port, 1)
  assert.match(fault(['--config', file({ mails: {} }, 'mails.json')], {}), /mails: unknown key$/)
  // Each side's list of the other's keys is complete: whatever neither knows is refused by both.
  const shared = ['data', 'port']
  assert.deepEqual([...STATION_KEYS, ...shared].sort(), Object.keys(Settings.shape).sort())
  assert.deepEqual([...CENTRAL_KEYS, ...shared].sort(), Object.keys(CentralFile.shape).sort())
})

test('a flag that puts a bad file value right is enough', () => {
  const path = file({ port: 99_999 }, 'bad-port.json')
  assert.match(fault(['--config', path], {}), /port/)
  assert.equal(valid(['--config', path, '--port', '1'], {}).port, 1)
})

test('the test clock is for tests: a packaged build refuses it', () => {
  assert.equal(valid([], { FOYER_TEST_CLOCK: '1' }).testClock, true)
  assert.equal(valid([], {}).testClock, false)
  assert.match(fault([], { FOYER_TEST_CLOCK: '1' }, { packaged: true }), /^FOYER_TEST_CLOCK: /)
})

test('an installed terminal brings no central of its own', () => {
  assert.equal(valid([], {}).central, null)
  assert.match(fault([], {}, { packaged: true }), /^central: needs an address$/)
})

test('an installed terminal speaks to central in the clear on its own machine only', () => {
  const at = (central: string) => [['--central', central], {}, { packaged: true }] as const
  for (const near of ['https://termine.stadt.example', 'http://127.0.0.1:8080', 'http://localhost:8080', 'http://[::1]:8080'])
    assert.equal(valid(...at(near)).central, near)
  assert.match(fault(...at('http://termine.stadt.example')), /^central: needs https:/)
  assert.equal(
    valid(['--central', 'http://central:8080'], {}).central,
    'http://central:8080',
    'one that is tried from its sources may',
  )
})
