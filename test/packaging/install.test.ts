import { deepEqual, equal, ok } from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { after, describe, test } from 'node:test'
import { makeStandIn } from '../../main/packaging/stand-in.ts'
import { packedFolder, packStationDeb } from '../../main/packaging/station-package.ts'
import { noMachine, onMachineOfItsOwn } from '../support/machine-of-its-own.ts'
import { packagesOfCentral } from '../support/packages-of-central.ts'

const ROOT = join(import.meta.dirname, '../..')
const BUILD = join(ROOT, 'assets/build')
const folder = mkdtempSync(join(tmpdir(), 'foyer-install-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const has = (program: string) => spawnSync('which', [program]).status === 0

test('what the debs run and install as scripts is without a finding of shellcheck', {
  skip: !has('shellcheck') && 'shellcheck is not installed',
}, () => {
  const scripts = ['deb', 'central/deb'].flatMap((place) =>
    readdirSync(join(BUILD, place)).map((name) => join(BUILD, place, name)),
  )
  deepEqual(scripts.map((path) => basename(path)).toSorted(), ['foyer', 'postinst', 'postinst', 'postrm', 'prerm'])
  const starters = ['foyer-central', 'foyer-operator'].map((name) => join(BUILD, 'central', name))
  equal(spawnSync('shellcheck', [...scripts, ...starters], { encoding: 'utf8' }).stdout, '')
})

const layers = join(folder, 'layers')
const skip = (!has('dpkg') && 'dpkg is not installed') || noMachine(layers)

describe('on a machine that is like this one, dpkg', { skip, timeout: 120_000 }, () => {
  test('installs central with a user and a folder of its own, upgrades it, and on purge takes away all but the data', async () => {
    const { deb } = packagesOfCentral(join(folder, 'out'))
    const said = await onMachineOfItsOwn(
      layers,
      [deb ?? ''],
      `say() { printf '%s\\n' "$1"; }
      dpkg --install /given/*.deb >/dev/null 2>&1
      say "user $(getent passwd foyer-central | cut -d: -f6,7)"
      say "data $(stat -c '%U %G %a' /var/lib/foyer-central)"
      say "help $(runuser -u foyer-central -- foyer-operator --help | grep -c 'kiosk enrol')"
      echo '{ "port": 4711 }' > /etc/foyer-central/central.json
      echo booking > /var/lib/foyer-central/central.sqlite
      dpkg --install /given/*.deb >/dev/null 2>&1
      say "kept $(cat /etc/foyer-central/central.json)"
      printf '%s\\n' '# the relay' 'FOYER_SMTP_URL=smtps://kim:a&b$c@mail.stadt.example' 'FOYER_MAIL_FROM="Stadt <a@stadt.example>"' > /etc/foyer-central/environment
      printf '#!/bin/sh\\necho "as $(id -un): $FOYER_SMTP_URL $FOYER_MAIL_FROM"\\n' > /opt/foyer-central/bin/node
      foyer-operator kiosk list
      rm /etc/foyer-central/environment
      dpkg --remove foyer-central >/dev/null 2>&1
      say "removed $(ls -d /opt/foyer-central /usr/bin/foyer-operator /usr/lib/systemd/system/foyer-central.service 2>/dev/null | wc -l) $(ls /etc/foyer-central)"
      dpkg --purge foyer-central >/dev/null 2>&1
      say "purged $(ls -d /etc/foyer-central 2>/dev/null | wc -l) $(cat /var/lib/foyer-central/central.sqlite)"`,
    )
    deepEqual(said.trim().split('\n'), [
      'user /var/lib/foyer-central:/usr/sbin/nologin',
      'data foyer-central foyer-central 700',
      'help 1',
      'kept { "port": 4711 }',
      'as foyer-central: smtps://kim:a&b$c@mail.stadt.example Stadt <a@stadt.example>',
      'removed 0 central.json',
      'purged 0 booking',
    ])
  })

  test('installs the terminal with its user and Chromium’s helper, in the place of what it had fetched by itself, and removes it', async () => {
    const options = { targets: ['deb'], platform: 'linux', arch: 'x64', unsigned: false, standIn: true, build: false } as const
    const here = { ...options, out: join(folder, 'terminal') }
    makeStandIn(packedFolder(here), '45.4.1', here)
    renameSync(join(packedFolder(here), 'electron'), join(packedFolder(here), 'foyer'))
    writeFileSync(join(packedFolder(here), 'chrome-sandbox'), 'helper')
    const deb = packStationDeb(ROOT, here, '0.1.0', 1_767_225_600)
    const said = await onMachineOfItsOwn(
      layers,
      [deb],
      `say() { printf '%s\\n' "$1"; }
      mkdir -p /var/lib/foyer/versions/9.9.9
      dpkg --install --force-depends,architecture /given/*.deb >/dev/null 2>&1
      say "user $(getent passwd foyer-kiosk | cut -d: -f6,7)"
      say "fetched $(ls /var/lib/foyer | grep -c versions || true)"
      say "helper $(stat -c '%U %a' /opt/Foyer/chrome-sandbox)"
      say "runs as $(sed -i 's/^echo .*/id -un/; s/^exit 69/exit 0/' /opt/Foyer/foyer; foyer | head -1)"
      dpkg --purge foyer >/dev/null 2>&1
      say "left $(ls -d /opt/Foyer /usr/bin/foyer /usr/share/foyer 2>/dev/null | wc -l)"`,
    )
    deepEqual(said.trim().split('\n'), [
      'user /var/lib/foyer:/usr/sbin/nologin',
      'fetched 0',
      'helper root 4755',
      'runs as foyer-kiosk',
      'left 0',
    ])
    ok(!readdirSync('/opt').includes('Foyer'), 'and nothing of it on this machine')
  })
})
