import { deepEqual, equal, ok } from 'node:assert/strict'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { openHandedVersions } from '../../../main/updates/handed-versions.ts'
import { keepUpdated, look, TRIAL_MS, type UpdateParts } from '../../../main/updates/keep-updated.ts'
import { RELEASE_KEY, serveReleases } from '../../support/release-server.ts'

const KIT = join(import.meta.dirname, '../../../assets/lockdown/windows')
const root = mkdtempSync(join(tmpdir(), 'foyer-handed-'))
const closing: (() => unknown)[] = []
after(() => {
  for (const close of closing) close()
  rmSync(root, { recursive: true, force: true })
})
const NIGHT = new Date(2026, 10, 26, 2, 30).getTime()

/** A Windows device of version 1.0.0: its own folder, the updater's, and a server with releases. */
async function device() {
  const place = mkdtempSync(join(root, 'device-'))
  const [folder, store] = [join(place, 'data/versions'), join(place, 'updates')]
  mkdirSync(store)
  const releases = await serveReleases(place)
  closing.push(releases.close)
  const state = {
    nowMs: NIGHT,
    current: '1.0.0',
    ends: [] as number[],
    warned: [] as string[],
    later: [] as [number, () => void][],
  }
  const versions = openHandedVersions(folder, store, () => state.nowMs)
  const parts = (): UpdateParts => ({
    settings: { feed: releases.feed, publicKey: RELEASE_KEY, from: '02:00', until: '04:00' },
    versions,
    device: { current: state.current, platform: 'win32', arch: 'x64', place: 50 },
    serving: () => false,
    end: (code) => void state.ends.push(code),
    fetch,
    clock: {
      now: () => state.nowMs,
      after: (ms, call) => {
        state.later.push([ms, call])
        return () => undefined
      },
    },
    log: (level, event, fields) => void (level === 'warning' && state.warned.push(`${event}: ${String(fields?.code)}`)),
  })
  const release = (version: string) => releases.release(version, `MZ installer of ${version}`, { nowMs: state.nowMs })
  const lookNow = () => look(parts(), new AbortController().signal)
  /** What the updater does at each look. */
  const alive = () => {
    writeFileSync(join(store, 'alive'), '')
    utimesSync(join(store, 'alive'), state.nowMs / 1_000, state.nowMs / 1_000)
  }
  const offer = () => (existsSync(join(folder, 'offer')) ? readFileSync(join(folder, 'offer'), 'utf8') : null)
  return { asked: releases.asked, feedFolder: releases.folder, release, folder, store, state, parts, lookNow, alive, offer }
}

describe('updates on Windows', () => {
  test('are laid ready, whole and checked, before the program makes way for the updater', async () => {
    const { release, lookNow, alive, offer, folder, state } = await device()
    release('1.1.0')
    alive()
    equal(await lookNow(), 'begun')
    deepEqual(state.ends, [20])
    equal(offer(), `1.1.0 ${NIGHT}\n`)
    equal(readFileSync(join(folder, 'offer.exe'), 'utf8'), 'MZ installer of 1.1.0')
    deepEqual(readdirSync(folder).toSorted(), ['offer', 'offer.exe', 'seen'])
    const { exitCodes } = JSON.parse(readFileSync(join(KIT, 'policies.json'), 'utf8')) as { exitCodes: Record<string, string> }
    equal(exitCodes['20'], 'DoNothing')
  })

  test('are not begun, nor even fetched, where no updater has looked for a quarter of an hour', async () => {
    const { release, lookNow, alive, asked, state, offer } = await device()
    release('1.1.0')
    equal(await lookNow(), 'noUpdater')
    alive()
    state.nowMs += 15 * 60_000
    equal(await lookNow(), 'noUpdater')
    deepEqual([asked, state.ends, offer()], [[], [], null])
    deepEqual(state.warned, ['update not handed over: noUpdater', 'update not handed over: noUpdater'])
  })

  test('that are not what was signed leave no offer behind', async () => {
    const { release, lookNow, alive, feedFolder, folder, state, offer } = await device()
    release('1.1.0')
    alive()
    writeFileSync(join(feedFolder, 'foyer-1.1.0-win-x64-setup.exe'), 'MZ installer of 9.9.9')
    equal(await lookNow(), 'hash')
    deepEqual([offer(), state.ends, readdirSync(folder)], [null, [], ['seen']])
  })

  test('confirm themselves once they have run for five minutes, by the mark of their own trial', async () => {
    const { store, folder, state, parts, lookNow, alive } = await device()
    writeFileSync(join(store, 'trial'), '1.1.0 0a1b\r\n')
    alive()
    equal(await lookNow(), 'onTrial')
    // The version that runs is not the one on trial: it is being installed, or was taken back.
    keepUpdated(parts())()
    const [looks] = state.later.splice(0)
    ok(looks)
    equal(state.later.length, 0)
    state.current = '1.1.0'
    keepUpdated(parts())
    const [trial, ...others] = [...state.later]
    equal(others.length, 1)
    ok(!existsSync(join(folder, 'confirmed')))
    equal(trial?.[0], TRIAL_MS)
    trial?.[1]()
    equal(readFileSync(join(folder, 'confirmed'), 'utf8'), '1.1.0 0a1b\n')
  })

  test('that the updater gave up are not offered again, the next one is', async () => {
    const { release, store, lookNow, alive, offer } = await device()
    appendFileSync(join(store, 'failed'), '1.1.0\r\n')
    release('1.1.0')
    alive()
    equal(await lookNow(), 'failedBefore')
    release('1.1.1')
    equal(await lookNow(), 'begun')
    equal(offer()?.split(' ')[0], '1.1.1')
  })
})

describe('the updater for Windows', () => {
  const script = readFileSync(join(KIT, 'update-kiosk.ps1'), 'utf8')

  test('reads and writes the very files that the program does', () => {
    for (const name of ['offer', 'offer.exe', 'confirmed']) ok(script.includes(`(Join-Path $versions '${name}')`), name)
    for (const name of ['alive', 'trial', 'failed']) ok(script.includes(`'${name}'`), name)
    // An offer as the program writes it is one that the script takes.
    const pattern = /\$offer -notmatch '([^']+)'/.exec(script)?.[1] ?? 'none'
    ok(new RegExp(pattern).test(`1.1.0 ${NIGHT}`))
  })

  test('runs nothing but what it has copied out of the kiosk user’s reach and looked at', () => {
    deepEqual(
      [...script.matchAll(/Install-Program (\$\w+)/g)].map(([, what]) => what),
      ['$installed', '$installed'],
    )
    const [copied, judged, thrown, moved, run] = [
      '-Destination $next -Force\n',
      'Get-Fault $next',
      "if ($fault -ne '') { throw $fault }",
      'Move-Item -LiteralPath $next -Destination $installed',
      '$code = Install-Program $installed\n  if ($code -ne 0',
    ].map((text) => script.indexOf(text)) as [number, number, number, number, number]
    ok(copied > 0 && copied < judged && judged < thrown && thrown < moved && moved < run)
    for (const asked of [
      'Get-AuthenticodeSignature',
      "-ne 'Valid'",
      "GetNameInfo('SimpleName', $false) -ne $Publisher",
      "ProductName -ne 'Foyer'",
    ])
      ok(script.includes(asked), asked)
  })
})
