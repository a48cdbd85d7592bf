import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { silentLog } from '../../../main/log.ts'
import { isWithin, keepUpdated, look, TRIAL_MS, type UpdateParts } from '../../../main/updates/keep-updated.ts'
import { openLinkedVersions } from '../../../main/updates/linked-versions.ts'
import { RELEASE_KEY, serveReleases } from '../../support/release-server.ts'

const LAUNCH = join(import.meta.dirname, '../../../assets/lockdown/debian/foyer-launch.sh')
const root = mkdtempSync(join(tmpdir(), 'foyer-updates-'))
const closing: (() => unknown)[] = []
after(() => {
  for (const close of closing) close()
  rmSync(root, { recursive: true, force: true })
})
const NIGHT = new Date(2026, 10, 26, 2, 30).getTime()

/** A program that says its version and ends as it is told: a start of a terminal, without the terminal. */
const program = (version: string) => `#!/bin/sh\necho "foyer ${version}"\nexit \${FOYER_ENDS_WITH:-0}\n`

/** A server with releases, and a device that was installed as 1.0.0. */
async function fleet() {
  const place = mkdtempSync(join(root, 'fleet-'))
  const packed = join(place, 'packed')
  writeFileSync(packed, program('1.0.0'), { mode: 0o755 })
  const { feed, folder: feedFolder, asked, close, ...releases } = await serveReleases(place)
  closing.push(close)
  const release = (version: string, more: { percent?: number; nowMs?: number } = {}) =>
    releases.release(version, program(version), { nowMs: NIGHT, ...more })
  const versions = openLinkedVersions(join(place, 'versions'))
  const state = { nowMs: NIGHT, serving: false, ends: [] as number[], current: '1.0.0', later: [] as [number, () => void][] }
  const parts = (): UpdateParts => ({
    settings: { feed, publicKey: RELEASE_KEY, from: '02:00', until: '04:00' },
    versions,
    device: { current: state.current, platform: 'linux', arch: 'x64', place: 50 },
    serving: () => state.serving,
    end: (code) => void state.ends.push(code),
    fetch,
    clock: {
      now: () => state.nowMs,
      after: (ms, call) => {
        const entry: [number, () => void] = [ms, call]
        state.later.push(entry)
        return () => void (state.later = state.later.filter((one) => one !== entry))
      },
    },
    log: silentLog,
  })
  const lookNow = () => look(parts(), new AbortController().signal)
  /** What the supervisor does: one start through the launcher. */
  const start = (endsWith = 0) => {
    const env = {
      PATH: '/usr/bin:/bin',
      FOYER_PACKED: packed,
      FOYER_VERSIONS: versions.folder,
      FOYER_ENDS_WITH: String(endsWith),
    }
    const { stdout, stderr } = spawnSync('sh', [LAUNCH], { encoding: 'utf8', env })
    return { said: stdout.trim(), stderr }
  }
  return { feedFolder, asked, release, versions, state, parts, lookNow, start }
}

describe('updates by the program itself', { skip: process.platform === 'win32' && 'the launcher is a shell script' }, () => {
  test('in the window and at the start screen a newer version is fetched, begun, and stays once it has shown itself', async () => {
    const { release, versions, state, parts, lookNow, start } = await fleet()
    release('1.1.0')
    equal(start().said, 'foyer 1.0.0')
    equal(await lookNow(), 'begun')
    deepEqual(state.ends, [0])
    equal(start().said, 'foyer 1.1.0')
    equal(versions.onTrial(), '1.1.0')
    equal(await lookNow(), 'onTrial')
    state.current = '1.1.0'
    const stop = keepUpdated(parts())
    const [[ms, shown] = [0, () => undefined]] = state.later
    equal(ms, TRIAL_MS)
    shown()
    stop()
    equal(versions.onTrial(), null)
    equal(start().said, 'foyer 1.1.0')
    equal(await lookNow(), 'current')
  })

  test('a version that ends three times before it has shown itself is given up for the one before, and not tried again', async () => {
    const { release, versions, state, lookNow, start } = await fleet()
    release('1.1.0')
    await lookNow()
    versions.confirm()
    state.current = '1.1.0'
    release('1.2.0')
    equal(await lookNow(), 'begun')
    for (const _ of [1, 2, 3]) equal(start(70).said, 'foyer 1.2.0')
    const back = start()
    equal(back.said, 'foyer 1.1.0')
    match(back.stderr, /version 1\.2\.0 did not show itself in three starts/)
    equal(await lookNow(), 'failedBefore')
    deepEqual([versions.current(), versions.onTrial(), versions.failed()], ['1.1.0', null, ['1.2.0']])
    release('1.2.1')
    equal(await lookNow(), 'begun')
    equal(start().said, 'foyer 1.2.1')
  })

  test('the first fetched version that fails leads back to the one of the package', async () => {
    const { release, lookNow, start } = await fleet()
    release('1.1.0')
    await lookNow()
    for (const _ of [1, 2, 3]) start(1)
    equal(start().said, 'foyer 1.0.0')
  })

  test('a disk that takes nothing more keeps no version from starting, and none from being given up', async () => {
    const { release, versions, lookNow, start } = await fleet()
    release('1.1.0')
    await lookNow()
    // What cannot be written to, also by root.
    mkdirSync(join(versions.folder, 'trial.new'))
    const uncounted = start(70)
    equal(uncounted.said, 'foyer 1.1.0')
    match(uncounted.stderr, /could not be counted/)
    rmSync(join(versions.folder, 'trial.new'), { recursive: true })
    for (const _ of [1, 2, 3]) start(70)
    mkdirSync(join(versions.folder, 'failed'))
    equal(start().said, 'foyer 1.0.0')
    equal(versions.onTrial(), null)
  })

  test('nothing is fetched outside the window, and nothing begins while somebody is served', async () => {
    const { asked, release, versions, state, lookNow } = await fleet()
    release('1.1.0')
    state.nowMs = NIGHT + 6 * 3_600_000
    equal(await lookNow(), 'outsideTheWindow')
    deepEqual(asked, [])
    state.nowMs = NIGHT
    state.serving = true
    equal(await lookNow(), 'waiting')
    deepEqual([state.ends, versions.current()], [[], null])
    state.serving = false
    equal(await lookNow(), 'begun')
  })

  test('a file that is not what was signed is thrown away, be it longer, shorter or other', async () => {
    const { feedFolder, release, versions, state, lookNow } = await fleet()
    const file = release('1.1.0').files.find(({ platform }) => platform === 'linux')
    ok(file)
    const path = join(feedFolder, file.name)
    const good = readFileSync(path)
    const other = Buffer.from(good)
    other[20] = (other[20] ?? 0) ^ 1
    for (const [bytes, why] of [
      [other, 'hash'],
      [Buffer.concat([good, Buffer.alloc(5)]), 'size'],
      [good.subarray(0, -5), 'size'],
    ] as const) {
      writeFileSync(path, bytes)
      equal(await lookNow(), why)
      ok(!versions.has('1.1.0') && !existsSync(join(versions.folder, 'fetched')))
    }
    rmSync(path)
    equal(await lookNow(), 'away')
    deepEqual(state.ends, [])
    writeFileSync(path, good)
    equal(await lookNow(), 'begun')
  })

  test('an older manifest played back after a newer one was seen is refused', async () => {
    const { feedFolder, release, state, lookNow } = await fleet()
    release('1.1.0', { nowMs: NIGHT - 86_400_000 })
    const old = readFileSync(join(feedFolder, 'latest.json'))
    release('1.2.0')
    state.serving = true
    await lookNow()
    writeFileSync(join(feedFolder, 'latest.json'), old)
    state.serving = false
    equal(await lookNow(), 'replayed')
    deepEqual(state.ends, [])
  })

  test('a window may pass midnight', () => {
    const at = (hour: number, minute = 0) => new Date(2026, 0, 5, hour, minute).getTime()
    const night = { from: '23:00', until: '04:00' }
    deepEqual(
      [22, 23, 0, 3, 4, 12].map((hour) => isWithin(night, at(hour))),
      [false, true, true, true, false, false],
    )
    deepEqual(
      [isWithin({ from: '02:00', until: '04:00' }, at(1, 59)), isWithin({ from: '02:00', until: '04:00' }, at(3, 59))],
      [false, true],
    )
  })
})
