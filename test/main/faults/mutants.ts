import { type Mutant, showMutants } from '../../support/mutants.ts'

// `npm run test:mutants`: faults planted in the station, each of which the tests of kills, networks, disks, n-th failures,
// clocks and lost pages must see.

const KILL = 'test/main/faults/kill.test.ts'
const NETWORK = 'test/main/faults/network.test.ts'
const DISK = 'test/main/faults/disk-full.test.ts'
const NTH = 'test/main/faults/nth-failure.test.ts'
const BOOKINGS = 'main/store/bookings.ts'
const EXCHANGE = 'sync/kiosk/exchange.ts'

export const MUTANTS: readonly Mutant[] = [
  {
    name: 'a visitor is told before their booking is written down',
    tests: [KILL],
    changes: [
      {
        file: BOOKINGS,
        from: 'const recorded = await rows.record(recording)',
        to: "setTimeout(() => void rows.record(recording), 400); const recorded = { outcome: 'recorded' as const }",
      },
    ],
  },
  {
    name: 'a receipt counts as printed before its bytes are out',
    tests: [KILL],
    changes: [{ file: 'main/printing/paper-tray.ts', from: "mark(job, 'printing')", to: "mark(job, 'printed')" }],
  },
  {
    name: 'what is sent leaves the outbox before it is answered',
    tests: [NETWORK],
    only: 'v1/sync',
    changes: [
      {
        file: EXCHANGE,
        from: '  const returned = await escrow.giveBack()\n',
        to: "  const returned = await escrow.giveBack()\n  const hoped = { outcome: 'taken' as const, standing: 'requested' as const, confirmBy: null }\n  await outbox.settle(ops.map(({ op }) => ({ opId: op.opId, verdict: hoped })))\n",
      },
    ],
  },
  {
    name: 'a full disk is taken for a written one',
    tests: [DISK],
    changes: [{ file: BOOKINGS, from: "return { outcome: 'notRecorded', reason }", to: "return { outcome: 'recorded' }" }],
  },
  {
    name: 'a booking is written down by halves',
    tests: [DISK],
    changes: [
      {
        file: BOOKINGS,
        from: 'const recordAll = database.transaction((',
        to: 'const byHalves = (work: (recording: Recording) => void) => ({ immediate: work })\n  const recordAll = byHalves((',
      },
    ],
  },
  {
    name: 'a receipt that never left is forgotten when the visitor presses again',
    tests: [NTH],
    only: 'fails after',
    changes: [
      { file: 'main/visit/confirming.ts', from: "if (job?.state === 'held' && ", to: "if (job?.state === 'printing' && " },
    ],
  },
  {
    name: 'a receipt is printed again because nobody could write down that it was printed',
    tests: [NTH],
    only: 'fails before',
    changes: [
      {
        file: 'machines/printer.ts',
        from: "            onError: 'unrecorded',\n          },\n        },\n        unrecorded: { after: { again: 'recording' } },\n      },\n    },\n    troubled",
        to: "            onError: 'unrecorded',\n          },\n        },\n        unrecorded: { after: { again: '#printer.ready' } },\n      },\n    },\n    troubled",
      },
    ],
  },
  {
    name: 'a wrong clock is believed',
    tests: ['test/main/wrong-clock.test.ts'],
    changes: [{ file: 'main/central/corrected-clock.ts', from: 'now: () => clock.now() + wrongMs()', to: 'now: clock.now' }],
  },
  {
    name: 'a page that freezes is not missed',
    tests: ['test/main/window/back-in-time.test.ts'],
    changes: [{ file: 'main/visit/pages.ts', from: '    watch(PAGE_SILENCE_MS)\n', to: '    cancelWatch()\n' }],
  },
]

if (import.meta.main) {
  const tests = ['test/support', 'test/main', 'test/machines']
  await showMutants(MUTANTS, { parts: ['machines', 'main', 'sync', ...tests, 'assets', 'package.json', 'tsconfig.json'] })
}
