import { deepEqual, equal, ok } from 'node:assert/strict'
import { afterEach, describe, test } from 'node:test'
import { type SignedSettings, signedSettingsText } from '../../../sync/contract/town-settings.ts'
import { publishSettings } from '../../../sync/central/fleet/town-settings.ts'
import { readConfig } from '../../../main/config.ts'
import { silentLog } from '../../../main/log.ts'
import { createTownSettings } from '../../../main/central/town-settings.ts'
import { type CentralKit, startCentralKit, testKeys } from '../../support/central-kit.ts'
import { removeFolder, type StationKit, startStationKit } from '../../support/station-kit.ts'

const CALM = { language: 'en', idle: { quietSeconds: 90 } } as const

function configFor(environment: Readonly<Record<string, string>> = {}) {
  const answer = readConfig([], environment)
  ok(answer.outcome === 'valid')
  return answer.config
}

/** A central's pen, and a device that has pinned its key. */
function letters() {
  const keys = testKeys()
  const write = (version: number, settings: Record<string, unknown>, by = keys): SignedSettings => {
    const unsigned = { version, issuedAt: '2026-11-23T06:00:00.000Z', settings }
    return { ...unsigned, signature: by.signSettings(signedSettingsText(unsigned)) }
  }
  let stored: unknown
  const open = (pinned: string | null = keys.settingsKey) =>
    createTownSettings(
      { settings: () => stored, setSettings: async (news) => void (stored = news), pinned: () => pinned },
      silentLog,
    )
  return { write, open, spoil: (change: (kept: SignedSettings) => unknown) => (stored = change(stored as SignedSettings)) }
}

describe('settings of the town', () => {
  test('lie beneath what the device sets itself, and above the defaults', async () => {
    const { write, open } = letters()
    const town = open()
    await town.offer(write(1, { ...CALM, speech: { volume: 0.4 } }))
    const { language, idle, speech } = town.under(configFor({ FOYER_IDLE_QUIET_SECONDS: '45' }))
    deepEqual([language, idle, speech], ['en', { quietSeconds: 45, countdownSeconds: 60 }, { on: true, volume: 0.4 }])
  })

  test('that somebody changed on the way, or another central signed, are refused; the last good ones hold on', async () => {
    const { write, open } = letters()
    const town = open()
    await town.offer(write(1, CALM))
    const better = write(2, { language: 'fr' })
    const bad: readonly [string, unknown][] = [
      ['signature', { ...better, settings: { language: 'tr' } }],
      ['signature', { ...better, version: 3 }],
      ['signature', { ...better, issuedAt: '2027-01-01T00:00:00.000Z' }],
      ['signature', write(2, { language: 'fr' }, testKeys())],
      ['malformed', { ...better, signature: 'not base64!' }],
      ['malformed', 'nonsense'],
    ]
    for (const [fault, letter] of bad) {
      await town.offer(letter)
      deepEqual([town.fault(), town.version(), town.under(configFor()).language], [fault, 1, 'en'], JSON.stringify(letter))
    }
    await town.offer(better)
    deepEqual([town.fault(), town.version(), town.under(configFor()).language], [null, 2, 'fr'])
  })

  test('that are older than those in force are refused, however well signed', async () => {
    const { write, open } = letters()
    const town = open()
    const [first, second] = [write(1, CALM), write(2, { language: 'pl' })]
    await town.offer(first)
    await town.offer(second)
    await town.offer(first)
    deepEqual([town.fault(), town.version()], ['older', 2])
    await town.offer(write(2, { language: 'ar' }))
    equal(town.under(configFor()).language, 'pl')
  })

  test('with a value out of its bounds are refused whole; a key that this version does not know is passed over', async () => {
    const { write, open } = letters()
    const town = open()
    await town.offer(write(1, { idle: { countdownSeconds: 5 }, language: 'fr' }))
    deepEqual([town.fault(), town.version()], ['values', 0])
    await town.offer(write(1, { language: 'fr', colourOfTheDoor: 'green' }))
    deepEqual([town.fault(), town.under(configFor()).language], [null, 'fr'])
  })

  test('are checked again at each start: what was changed on the disk does not count', async () => {
    const { write, open, spoil } = letters()
    await open().offer(write(1, CALM))
    equal(open().version(), 1)
    spoil((kept) => ({ ...kept, settings: { ...kept.settings, language: 'tr' } }))
    const again = open()
    deepEqual([again.version(), again.fault(), again.under(configFor()).language], [0, 'signature', 'de'])
  })
})

describe('a terminal and its central', () => {
  let central: CentralKit | null = null
  const kits: StationKit[] = []
  afterEach(async () => {
    for (const kit of kits.splice(0)) {
      await kit.stop()
      removeFolder(kit.folder)
    }
    const stopping = central
    central = null
    await stopping?.stop()
  })

  test('settings given out reach the terminal, are in force at its next opening, and outlive a start', async () => {
    central = await startCentralKit()
    const before = await startStationKit(central)
    kits.push(before)
    await before.page.until(({ network }) => network === 'online')
    equal((await before.page.client.openSession({})).device.language, 'de')
    await before.stop()
    const published = await publishSettings(central.context, CALM)
    ok(published.outcome === 'published')
    const { version } = published
    const device = await startStationKit(central, { folder: before.folder, coded: false })
    kits.push(device)
    await device.page.until(({ settingsVersion }) => settingsVersion === version)
    const { language, idle } = (await device.page.client.openSession({})).device
    deepEqual([language, idle], ['en', { quietSeconds: 90, countdownSeconds: 60 }])
    equal(device.station.health().settingsVersion, version)
    await device.stop()
    const again = await startStationKit(central, { folder: device.folder, coded: false, cut: true })
    kits.push(again)
    equal((await again.page.client.openSession({})).device.language, 'en')
  })

  test('settings that cannot be are named and not given out; the same again is no new version', async () => {
    central = await startCentralKit()
    const publish = (wanted: unknown) => publishSettings(central?.context as CentralKit['context'], wanted)
    for (const [wanted, told] of [
      [{ idle: { countdownSeconds: 5 } }, /^idle\.countdownSeconds: /],
      [{ langauge: 'en' }, /^langauge: /],
      [null, /^: /],
    ] as const) {
      const answer = await publish(wanted)
      ok(answer.outcome === 'fault' && told.test(answer.reason), JSON.stringify(answer))
    }
    const first = await publish(CALM)
    ok(first.outcome === 'published')
    deepEqual(await publish(CALM), { outcome: 'unchanged', version: first.version })
    const second = await publish({ language: 'fr' })
    ok(second.outcome === 'published' && second.version > first.version)
    const device = await central.enrol()
    equal((await device.sync()).settings, undefined, 'a terminal of an older version is told nothing')
    ok((await device.sync({ settingsVersion: 0 })).settings !== undefined)
    equal((await device.sync({ settingsVersion: second.version })).settings, undefined)
  })
})
