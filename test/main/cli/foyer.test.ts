import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { COMMANDS } from '../../../sync/central/operator/commands.ts'
import { freshFolder, runOperator } from '../../support/start-foyer.ts'

test('--help lists every command, and an unknown one says where to look', async () => {
  const help = await runOperator(['--help'])
  assert.equal(help.code, 0)
  const lines = help.stdout.split('\n')
  for (const { words } of COMMANDS) {
    const [first = '', second = ''] = words.split(' ')
    assert.ok(
      lines.some((line) => line.startsWith(`  ${first}`) && line.includes(second)),
      words,
    )
  }
  for (const command of ['check-config', 'self-test', 'print-test']) assert.ok(help.stdout.includes(command), command)
  for (const words of ['keys rotate', 'self-test', 'service-pin', 'receipt verify']) {
    const own = await runOperator([...words.split(' '), '--help'])
    assert.equal(own.code, 0, words)
    assert.ok(own.stdout.startsWith(`${words}`) && own.stdout.length < 600, `${words}: ${own.stdout}`)
  }
  const unknown = await runOperator(['make-coffee'])
  assert.equal(unknown.code, 2)
  assert.match(unknown.stderr, /^make-coffee: unknown command/)
})

test('--version says which Foyer this is, for the terminal’s half and for central’s', async () => {
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8')) as { version: string }
  const central = join(import.meta.dirname, '../../../sync/central/operator.ts')
  assert.equal((await runOperator(['--version'])).stdout, `${version}\n`)
  assert.equal(execFileSync(process.execPath, [central, '--version'], { encoding: 'utf8' }), `${version}\n`)
})

test('central’s tool takes its folder before the command as well', async () => {
  const central = join(import.meta.dirname, '../../../sync/central/operator.ts')
  const folder = join(freshFolder(), 'nowhere')
  const ended = spawnSync(process.execPath, [central, '--data', folder, 'kiosk', 'list'], { encoding: 'utf8' })
  assert.match(ended.stderr, /there is no central in .*nowhere/)
  assert.equal(ended.status, 1)
})

test('check-config shows what counts, without the enrolment code, or names the fault', async () => {
  const well = await runOperator(['check-config', '--port', '8080'], { FOYER_ENROLMENT_CODE: 'SECRET-CODE' })
  assert.equal(well.code, 0)
  assert.match(well.stdout, /"port": 8080/)
  assert.ok(!well.stdout.includes('SECRET-CODE'))
  const bad = await runOperator(['check-config'], { FOYER_PROFILE: 'attic' })
  assert.equal(bad.code, 2)
  assert.match(bad.stdout, /^FOYER_PROFILE: needs one of lobby, desk$/m)
})

test('check-config names all that is wrong, a line each, of the terminal and of its own central', async () => {
  const file = join(freshFolder(), 'device.json')
  const told = async (config: object) => {
    writeFileSync(file, JSON.stringify(config))
    const { code, stdout } = await runOperator(['check-config', '--config', file])
    assert.equal(code, 2, stdout)
    return stdout.trim().replaceAll(`${file}: `, '').split('\n')
  }
  assert.deepEqual(await told({ port: 'x', idle: { quietSeconds: 'x', quiet: 1 }, prot: 1, shel: 'none' }), [
    'port: needs a number',
    'idle.quietSeconds: needs a number',
    'idle.quiet: unknown key',
    'prot: unknown key',
    'shel: unknown key',
  ])
  const settings = { publicUrl: 'ftp://x', linkHours: 9_999, alerts: { mailTo: ['ada'], mailFrom: 1 }, holdMinuts: 1 }
  assert.deepEqual(await told({ databaseUrl: 5, settings }), [
    'foyer central: the config file databaseUrl: needs a text',
    'foyer central: settings.publicUrl: needs an address that begins with http:// or https://',
    'foyer central: settings.linkHours: needs at most 336',
    'foyer central: settings.alerts.mailTo.0: needs an address such as a@b.example',
    'foyer central: settings.alerts.mailFrom: not a setting',
    'foyer central: settings.holdMinuts: not a setting',
  ])
})

test('self-test tries everything and names what is wrong', async () => {
  const data = freshFolder()
  const well = await runOperator(['self-test', '--data', data])
  assert.equal(well.code, 0, well.stdout)
  for (const check of ['data folder', 'disk', 'bookings.db', 'cache.db', 'printer', 'central']) {
    assert.match(well.stdout, new RegExp(`^ok   ${check}: `, 'm'))
  }
  mkdirSync(join(data, 'station'), { recursive: true })
  writeFileSync(join(data, 'station/bookings.db'), 'no database at all '.repeat(1_000))
  const bad = await runOperator(['self-test', '--data', data, '--central', 'http://127.0.0.1:9'])
  assert.equal(bad.code, 1)
  assert.match(bad.stdout, /^fail bookings\.db: .*is damaged/m)
  assert.match(bad.stdout, /^fail central: /m)
})

test('print-test prints the slip where the configuration says', async () => {
  const data = freshFolder()
  const printed = await runOperator(['print-test', '--data', data])
  assert.equal(printed.code, 0, printed.stdout)
  assert.ok(existsSync(join(data, 'receipts/0001.bin')))
  const nobody = await runOperator(['print-test', '--data', data], { FOYER_PRINTER_URI: 'tcp://127.0.0.1:9' })
  assert.equal(nobody.code, 1)
  assert.match(nobody.stdout, /^failed: offline/)
})
