import { deepEqual, equal } from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { pathWith, run } from '../support/lockdown-kit.ts'

const folder = mkdtempSync(join(tmpdir(), 'foyer-watch-'))
after(() => rmSync(folder, { recursive: true, force: true }))

describe('what starts a kiosk anew', { skip: process.platform !== 'linux' && 'a Debian kit' }, () => {
  test('the watch leaves a fresh kiosk alone and would restart one that has gone silent', () => {
    const file = join(folder, 'health.json')
    const look = () => run('watch.sh', { FOYER_HEALTH_FILE: file }, '--dry-run').status
    equal(look(), 0)
    writeFileSync(file, '{}')
    equal(look(), 0)
    utimesSync(file, Date.now() / 1000 - 120, Date.now() / 1000 - 120)
    equal(look(), 3)
  })

  test('the watch gives a kiosk that has just begun as long to write as one that runs', () => {
    const file = join(mkdtempSync(join(folder, 'health-')), 'health.json')
    const asked = `${file}.asked`
    writeFileSync(file, '{}')
    utimesSync(file, Date.now() / 1000 - 3600, Date.now() / 1000 - 3600)
    const systemctl = `case $1 in is-active) ;; show) echo "$FOYER_BEGAN" ;; *) echo "$@" >>'${asked}' ;; esac`
    const PATH = pathWith(mkdtempSync(join(folder, 'stubs-')), { systemctl })
    const up = Number(readFileSync('/proc/uptime', 'utf8').split('.')[0])
    const restarts = (beganSecondsAgo: number) => {
      const looked = run('watch.sh', { FOYER_HEALTH_FILE: file, FOYER_BEGAN: String((up - beganSecondsAgo) * 1_000_000), PATH })
      equal(looked.status, 0, looked.stderr)
      return existsSync(asked)
    }
    equal(restarts(20), false)
    equal(restarts(3600), true)
    equal(readFileSync(asked, 'utf8'), 'restart foyer-kiosk.service\n')
  })

  test('the tenth end within ten minutes would restart the machine, and not again within the hour', () => {
    const env = { FOYER_RUN: join(folder, 'run'), FOYER_STATE: folder }
    const ends = Array.from({ length: 12 }, () => run('count-restart.sh', env, '--dry-run').status)
    deepEqual(ends, [0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0])
  })
})
