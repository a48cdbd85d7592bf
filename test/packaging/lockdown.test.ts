import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, describe, test } from 'node:test'
import { debian, KIT, pathWith, run } from '../support/lockdown-kit.ts'

const folder = mkdtempSync(join(tmpdir(), 'foyer-lockdown-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const has = (program: string) => spawnSync('which', [program]).status === 0
const linux = process.platform === 'linux' ? false : 'a Debian kit'

describe('the lock-down kit for Debian', { skip: linux }, () => {
  test('has scripts without a finding of shellcheck', { skip: !has('shellcheck') && 'shellcheck is not installed' }, () => {
    const scripts = readdirSync(join(KIT, 'debian')).filter((name) => name.endsWith('.sh'))
    ok(scripts.length >= 6)
    const installed = join(KIT, '../build/deb/foyer')
    const checked = spawnSync('shellcheck', [...scripts.map(debian), installed], { encoding: 'utf8' })
    equal(checked.stdout, '')
  })

  const noSystemd = !has('systemd-analyze') && 'systemd-analyze is not installed'
  test('has units that systemd understands', { skip: noSystemd }, () => {
    const units = ['foyer-kiosk.service', 'foyer-kiosk-watch.service', 'foyer-kiosk-watch.timer'].map(debian)
    const x11 = join(mkdtempSync(join(folder, 'x11-')), 'foyer-kiosk.service')
    mkdirSync(`${x11}.d`)
    writeFileSync(x11, readFileSync(debian('foyer-kiosk.service')))
    writeFileSync(`${x11}.d/x11.conf`, readFileSync(debian('foyer-kiosk-x11.conf')))
    const { stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', ...units, x11], { encoding: 'utf8' })
    const said = stderr.split('\n').filter((line) => line.includes('foyer') && !line.includes('is not executable'))
    deepEqual(said, [])
  })

  test('exposes the session no more than 4.0, the watch no more than 4.5, on systemd’s scale of ten', { skip: noSystemd }, () => {
    for (const [unit, most] of [
      ['foyer-kiosk.service', '40'],
      ['foyer-kiosk-watch.service', '45'],
    ] as const) {
      const { status, stdout } = spawnSync(
        'systemd-analyze',
        ['security', '--offline=true', `--threshold=${most}`, debian(unit)],
        { encoding: 'utf8' },
      )
      equal(
        status,
        0,
        stdout.split('\n').findLast((line) => line.includes('exposure')),
      )
    }
  })

  test('hides homes from the session, and leaves it the folder of its login, where cage makes its socket', () => {
    const unit = readFileSync(debian('foyer-kiosk.service'), 'utf8')
    const values = (key: string) =>
      unit.split('\n').flatMap((line) => (line.startsWith(`${key}=`) ? [line.slice(key.length + 1)] : []))
    // By systemd.exec(5) each value of ProtectHome= closes /run/user too or makes it read-only, and so does ProtectSystem=strict.
    deepEqual(['PAMName', 'ProtectHome', 'ProtectSystem', 'ReadWritePaths', 'InaccessiblePaths'].map(values), [
      ['login'],
      [],
      ['strict'],
      ['-/run/user'],
      ['-/home -/root'],
    ])
  })

  const prefix = () => {
    const root = mkdtempSync(join(folder, 'root-'))
    equal(run('install.sh', { FOYER_ROOT: root }).status, 0)
    writeFileSync(join(root, 'etc/foyer/device.json'), '{}', { mode: 0o644 })
    mkdirSync(join(root, 'var/lib/foyer'), { recursive: true })
    chmodSync(join(root, 'var/lib/foyer'), 0o700)
    return root
  }
  const asRoot = process.getuid?.() !== 0 && 'the audit asks whether root owns the files'

  test('once installed passes its own audit, and once removed does not', { skip: asRoot }, () => {
    const root = prefix()
    const looked = run('audit.sh', { FOYER_ROOT: root })
    equal(looked.status, 0, looked.stdout)
    const x11 = join(root, 'etc/systemd/system/foyer-kiosk.service.d/x11.conf')
    mkdirSync(dirname(x11), { recursive: true })
    writeFileSync(x11, '')
    equal(run('uninstall.sh', { FOYER_ROOT: root }).status, 0)
    ok(!existsSync(x11), 'and what the handbook has one put there for an X server')
    equal(run('audit.sh', { FOYER_ROOT: root }).status, 1)
  })

  test('keeps rules for USB that were fitted after the first run, and gives back on removal those from before it', {
    skip: asRoot,
  }, () => {
    const root = mkdtempSync(join(folder, 'root-'))
    const rules = join(root, 'etc/usbguard/rules.conf')
    mkdirSync(join(root, 'etc/usbguard'), { recursive: true })
    writeFileSync(rules, 'before')
    equal(run('install.sh', { FOYER_ROOT: root }).status, 0)
    match(readFileSync(rules, 'utf8'), /^block$/m)
    writeFileSync(rules, 'fitted')
    equal(run('install.sh', { FOYER_ROOT: root }).status, 0)
    equal(readFileSync(rules, 'utf8'), 'fitted')
    equal(run('uninstall.sh', { FOYER_ROOT: root }).status, 0)
    equal(readFileSync(rules, 'utf8'), 'before')
  })

  const SPOILED: readonly [string, RegExp, (root: string) => void][] = [
    [
      'cage allows other consoles',
      /FAULT {4}cage/,
      (root) => edit(root, 'etc/systemd/system/foyer-kiosk.service', 'cage -m', 'cage -s -m'),
    ],
    [
      'the sandbox is off',
      /FAULT {4}nothing switches the sandbox off/,
      (root) => edit(root, 'etc/systemd/system/foyer-kiosk.service', 'foyer-launch.sh', 'foyer-launch.sh --no-sandbox'),
    ],
    [
      'SysRq is on',
      /FAULT {4}the magic SysRq/,
      (root) => edit(root, 'etc/sysctl.d/90-foyer-kiosk.conf', 'sysrq = 0', 'sysrq = 1'),
    ],
    [
      'everybody may write device.json',
      /FAULT {4}device\.json belongs/,
      (root) => chmodSync(join(root, 'etc/foyer/device.json'), 0o666),
    ],
    [
      'the units are of another version',
      /FAULT {4}the units are those/,
      (root) => edit(root, 'etc/systemd/system/foyer-kiosk-watch.timer', '15s', '45s'),
    ],
    ['everybody may read the data', /FAULT {4}the data folder/, (root) => chmodSync(join(root, 'var/lib/foyer'), 0o755)],
    [
      'the rules for USB are gone',
      /FAULT {4}USB storage/,
      (root) => rmSync(join(root, 'etc/udev/rules.d/70-foyer-devices.rules')),
    ],
  ]
  for (const [name, told, spoil] of SPOILED) {
    test(`the audit finds it when ${name}`, { skip: asRoot }, () => {
      const root = prefix()
      spoil(root)
      const looked = run('audit.sh', { FOYER_ROOT: root })
      equal(looked.status, 1)
      match(looked.stdout, told)
    })
  }

  test('has rules for USB that USBGuard’s and udev’s own readers take', {
    skip: !has('usbguard-rule-parser') && !has('udevadm') && 'neither is installed',
  }, () => {
    const usb = spawnSync('usbguard-rule-parser', ['-f', debian('usbguard-rules.conf')], { encoding: 'utf8' })
    if (has('usbguard-rule-parser')) equal(usb.status, 0, usb.stderr)
    const udev = spawnSync('udevadm', ['verify', '--no-summary', debian('70-foyer-devices.rules')], { encoding: 'utf8' })
    // The command came with systemd 254.
    if (has('udevadm') && !/Unknown command|unrecognized/.test(udev.stderr)) equal(udev.status, 0, udev.stderr)
  })

  test('lets in a touch screen, a printer and a hub, and nothing that is a keyboard, a stick or a camera as well', () => {
    const verdict = usbRules(readFileSync(debian('usbguard-rules.conf'), 'utf8'))
    for (const [device, interfaces, wanted] of [
      ['touch screen', ['03:00:00'], 'allow'],
      ['keypad with two parts', ['03:00:01', '03:00:00'], 'allow'],
      ['receipt printer', ['07:01:02'], 'allow'],
      ['hub', ['09:00:01'], 'allow'],
      ['stick', ['08:06:50'], 'block'],
      ['keyboard', ['03:01:01'], 'block'],
      ['stick that types', ['08:06:50', '03:01:01'], 'reject'],
      ['stick with a touch screen', ['08:06:50', '03:00:00'], 'reject'],
      ['touch screen that types', ['03:00:00', '03:01:01'], 'block'],
      ['printer with a stick', ['07:01:02', '08:06:50'], 'block'],
      ['hub with a network card', ['09:00:00', '02:06:00'], 'block'],
      ['telephone', ['06:01:01'], 'block'],
      ['camera', ['0e:01:00', '0e:02:00'], 'block'],
    ] as const)
      equal(verdict(interfaces), wanted, device)
  })

  test('changes nothing when it is only asked what it would do', () => {
    const told = run('install.sh', {}, '--dry-run')
    equal(told.status, 0, told.stderr)
    match(told.stdout, /would: systemctl mask ctrl-alt-del\.target/)
    match(told.stdout, /would: make \/etc\/foyer\/foyer-safe\.cred/)
    ok(!existsSync('/etc/systemd/system/foyer-kiosk.service'))
  })

  test('seals the device’s key where systemd makes a secret for it, and leaves the service able to start where it does not', () => {
    for (const [makes, files] of [
      ['cat >"$4"', [true, true]],
      ['exit 1', [false, false]],
    ] as const) {
      const root = mkdtempSync(join(folder, 'root-'))
      mkdirSync(join(root, 'etc/foyer'), { recursive: true })
      const path = pathWith(mkdtempSync(join(folder, 'stubs-')), { 'systemd-creds': makes })
      equal(run('seal.sh', { FOYER_ROOT: root, PATH: path }).status === 0, files[0])
      const there = ['etc/foyer/foyer-safe.cred', 'etc/systemd/system/foyer-kiosk.service.d/safe.conf']
      deepEqual(
        there.map((file) => existsSync(join(root, file))),
        files,
      )
    }
  })
})

/** What USBGuard decides by these rules (usbguard-rules.conf(5)): the first that fits counts. */
function usbRules(text: string) {
  const rules = text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => /^(allow|block|reject)(?: with-interface ([\w-]+) \{ (.+) \})?$/.exec(line) ?? ['', 'not understood', line])
  return (interfaces: readonly string[]) => {
    const found = rules.find(([, , how, types = '']) => {
      const fits = (one: string, type: string) => new RegExp(`^${type.replaceAll('*', '..')}$`).test(one)
      const named = types.split(' ')
      const each = interfaces.every((one) => named.some((type) => fits(one, type)))
      const all = named.every((type) => interfaces.some((one) => fits(one, type)))
      return how === undefined || (how === 'all-of' ? all : how === 'match-all' ? each : how === 'equals' && each && all)
    })
    return found?.[1]
  }
}

function edit(root: string, path: string, from: string, to: string): void {
  const text = readFileSync(join(root, path), 'utf8')
  ok(text.includes(from))
  writeFileSync(join(root, path), text.replace(from, to))
}
