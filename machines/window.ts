import { assign, setup } from 'xstate'
import { NOTICE_STANDS_MS, WINDOW_PAUSES_MS, WINDOW_STEADY_MS } from './delays.ts'

export type WindowEvent =
  /** What is on the screen crashed, hung or fell silent; its visitor has been forgotten. */
  { readonly type: 'fell' }

type WindowContext = {
  /** Lost pages since one was well. */
  readonly falls: number
  /** Notices shown since one was well. */
  readonly notices: number
}

/** So many lost pages are answered by a fresh one; after the next the notice is shown. */
const MOST_FALLS = 5
/** Pauses grow with what has happened, up to the longest. */
const grown = (pauses: readonly number[], times: number) => pauses[Math.min(Math.max(times, 1), pauses.length) - 1] ?? 0

/**
 * Keeps one page alive on the screen. A lost page is replaced by a wiped start page after a growing pause; where that does
 * not last, a notice without a program in it says that the terminal is out of order and what else there is, and after a
 * while the page is tried once more. The machine ends when the notice is lost as well or has been shown too often: then
 * only a fresh process can help.
 */
export const windowMachine = setup({
  types: { context: {} as WindowContext, events: {} as WindowEvent },
  actions: {
    showPage: () => {
      throw new Error('showPage is not provided')
    },
    hidePage: () => {
      throw new Error('hidePage is not provided')
    },
    showNotice: () => {
      throw new Error('showNotice is not provided')
    },
    countFall: assign({ falls: ({ context }) => context.falls + 1 }),
    countNotice: assign({ notices: ({ context }) => context.notices + 1 }),
    forgive: assign({ falls: 0, notices: 0 }),
  },
  guards: {
    fewEnough: ({ context }) => context.falls <= MOST_FALLS,
    noMoreNotices: ({ context }) => context.notices >= NOTICE_STANDS_MS.length,
  },
  delays: {
    steady: WINDOW_STEADY_MS,
    pause: ({ context }) => grown(WINDOW_PAUSES_MS, context.falls),
    noticeStands: ({ context }) => grown(NOTICE_STANDS_MS, context.notices),
  },
}).createMachine({
  id: 'window',
  context: { falls: 0, notices: 0 },
  initial: 'showing',
  states: {
    showing: {
      entry: 'showPage',
      on: { fell: { target: 'fallen', actions: ['countFall', 'hidePage'] } },
      after: { steady: { actions: 'forgive' } },
    },
    fallen: {
      always: [{ guard: 'fewEnough', target: 'pausing' }, { guard: 'noMoreNotices', target: 'over' }, { target: 'outOfOrder' }],
    },
    pausing: { after: { pause: 'showing' } },
    outOfOrder: {
      entry: ['countNotice', 'showNotice'],
      on: { fell: 'over' },
      after: { noticeStands: 'showing' },
    },
    over: { type: 'final' },
  },
})
