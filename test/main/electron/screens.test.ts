import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { describe, test } from 'node:test'
import { holdScreens } from '../../../main/electron/screens.ts'

type Parts = Parameters<typeof holdScreens>[0]
type Window = ReturnType<Parts['openCover']>
type Bounds = { x: number; y: number; width: number; height: number }
type Shown = { id: number; label: string; bounds: Bounds }

const at = (id: number, label: string, x: number, width = 1080): Shown => ({
  id,
  label,
  bounds: { x, y: 0, width, height: 1920 },
})
const [OWN, OTHER] = [at(1, 'Panel', 0), at(2, 'Beamer', 1080, 800)]

function standing(plugged: Shown[], wanted: string | null = null) {
  const told: [name: string, ...details: unknown[]][] = []
  const events = new EventEmitter()
  const windowCalled = (name: string, bounds: Bounds | null) => {
    const state = { name, bounds, gone: false }
    const record =
      (what: string, then: (...details: never[]) => void = () => undefined) =>
      (...details: never[]) => {
        told.push([`${name}.${what}`, ...details])
        then(...details)
      }
    const window = Object.assign(new EventEmitter(), {
      setAlwaysOnTop: record('setAlwaysOnTop'),
      setBounds: record('setBounds', (to: Bounds) => (state.bounds = to)),
      setKiosk: record('setKiosk'),
      moveTop: record('moveTop'),
      destroy: record('destroy', () => (state.gone = true)),
    })
    return { state, window: window as unknown as Window & EventEmitter }
  }
  const covers: ReturnType<typeof windowCalled>[] = []
  const kiosk = windowCalled('kiosk', null)
  const logged: string[] = []
  const screens = holdScreens({
    screen: Object.assign(events, {
      getAllDisplays: () => plugged,
      getPrimaryDisplay: () => plugged[0],
    }) as unknown as Parts['screen'],
    wanted,
    openCover: (options) => {
      const { x = 0, y = 0, width = 0, height = 0 } = options
      const cover = windowCalled(`cover ${String(covers.length)}`, { x, y, width, height })
      told.push(['opened', options])
      covers.push(cover)
      return cover.window
    },
    log: (_level, event, fields) => void logged.push(`${event} ${String(fields?.state)}`),
  })
  screens.hold(kiosk.window)
  const change = (now: Shown[], event: string) => {
    plugged.splice(0, plugged.length, ...now)
    events.emit(event)
  }
  const covered = () => covers.filter(({ state }) => !state.gone).map(({ state }) => state.bounds)
  return { screens, covers, kiosk: kiosk.state, told, change, covered, logged, events }
}

describe('a terminal with more than one screen', () => {
  test('shows its page on the system’s first, or on the one that its settings name', () => {
    assert.equal(standing([OWN, OTHER]).screens.home(), OWN)
    assert.equal(standing([OWN, OTHER], 'Beamer').screens.home(), OTHER)
    const { screens, logged } = standing([OWN, OTHER], 'gone')
    assert.deepEqual([screens.home(), logged], [OWN, ['screen not plugged in gone']])
  })

  test('covers every other one with black that takes no key, runs nothing and does not close', () => {
    const { covered, covers, told } = standing([OWN, OTHER])
    assert.deepEqual(covered(), [OTHER.bounds])
    const options = told.find(([name]) => name === 'opened')?.[1] as Record<string, unknown>
    assert.deepEqual(
      [options['backgroundColor'], options['focusable'], options['closable'], options['frame'], options['alwaysOnTop']],
      ['#000000', false, false, false, true],
    )
    assert.deepEqual((options['webPreferences'] as { javascript: boolean }).javascript, false)
    let prevented = false
    covers[0]?.window.emit('close', { preventDefault: () => (prevented = true) })
    assert.ok(prevented)
    assert.equal(told.at(-1)?.[0], 'kiosk.moveTop', 'the page stays above')
  })

  test('covers one that is plugged in, follows it when it changes, and lets go of it when it is gone', () => {
    const { change, covered, covers } = standing([OWN])
    assert.deepEqual(covered(), [])
    change([OWN, OTHER], 'display-added')
    assert.deepEqual(covered(), [OTHER.bounds])
    const larger = at(2, 'Beamer', 1080, 1600)
    change([OWN, larger], 'display-metrics-changed')
    assert.deepEqual([covered(), covers.length], [[larger.bounds], 1])
    change([OWN], 'display-removed')
    assert.deepEqual(covered(), [])
  })

  test('moves its page when its own screen is unplugged, and back when it comes again', () => {
    const { change, covered, kiosk, told } = standing([OTHER, OWN], 'Panel')
    assert.deepEqual([kiosk.bounds, covered()], [null, [OTHER.bounds]])
    change([OTHER], 'display-removed')
    assert.deepEqual([kiosk.bounds, covered()], [OTHER.bounds, []])
    change([OTHER, OWN], 'display-added')
    assert.deepEqual([kiosk.bounds, covered()], [OWN.bounds, [OTHER.bounds]])
    const moves = told.filter(([name]) => name.startsWith('kiosk.set')).map(([name]) => name)
    assert.deepEqual(moves.slice(0, 3), ['kiosk.setKiosk', 'kiosk.setBounds', 'kiosk.setKiosk'])
  })

  test('ends with its covers, and hears of no screen any more', () => {
    const { screens, covered, change } = standing([OWN, OTHER])
    screens.close()
    assert.deepEqual(covered(), [])
    change([OWN, OTHER], 'display-added')
    assert.deepEqual(covered(), [])
  })
})
