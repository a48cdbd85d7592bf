import assert from 'node:assert/strict'
import { readConfig } from '../../main/config.ts'
import { createPages } from '../../main/visit/pages.ts'
import { turnedClock } from './turned-clock.ts'

type Parts = Parameters<typeof createPages>[0]

/** Pages over a clock that the test turns and a visitor whose leaving is counted. */
export function pagesKit() {
  const answer = readConfig([], {})
  assert.ok(answer.outcome === 'valid')
  const { clock, pass } = turnedClock()
  const seen = { left: 0, replaced: 0 }
  const state = { waiting: 0 }
  const pages = createPages({
    config: () => answer.config,
    addressParameters: true,
    knowledge: {
      catalogue: () => null,
      search: () => [],
      longWords: () => [],
      lookup: () => null,
      need: () => null,
      fits: () => false,
      alternatives: () => [],
      today: () => '2026-11-23',
    },
    homeOffice: () => null,
    holding: {
      hold: async () => ({ outcome: 'provisional' }),
      release: async () => undefined,
      releaseAll: async () => void (seen.left += 1),
    },
    confirm: async () => ({ outcome: 'tooMany' }),
    returning: {} as Parts['returning'],
    takingAlong: {} as Parts['takingAlong'],
    pair: async () => ({ outcome: 'codeRefused' }),
    synthesize: {} as Parts['synthesize'],
    receipts: {
      print: async () => undefined,
      printAgain: async () => undefined,
      printForStaff: async () => undefined,
      printTest: async () => undefined,
      drop: async () => undefined,
    },
    lastHeard: () => null,
    state: () => ({
      network: 'online',
      printer: { state: 'ready', trouble: null, nearEnd: false },
      waiting: state.waiting,
      outOfService: null,
    }),
    log: () => undefined,
    clock,
  })
  return { pages, clock, pass, seen, state }
}
