import { assign, emit, fromCallback, setup } from 'xstate'
import { UTTERANCE_CHARACTER_MS, UTTERANCE_START_MS } from './delays.ts'

/** A piece of the screen as it is spoken. `publicText` stands for it on a loudspeaker, where others listen. */
export type Utterance = { text: string; publicText: string; lang: string }
export type SpeakInput = { text: string; lang: string; rate: number; volume: number }

/** As the loudness itself a share of the device's calibrated 65 dBA. */
const VOLUME_STEP = 0.1
const SLOWEST = 0.5
const FASTEST = 2

export type SpeechEvent =
  /** Any key of the keypad, a plugged headset or the large button: speech starts without sight. */
  | { type: 'speech.wanted' }
  | { type: 'speech.unwanted' }
  | { type: 'screen.shown'; utterances: readonly Utterance[] }
  | { type: 'focus.moved'; utterance: Utterance }
  /** Something on the screen has changed by itself: said after what is being said. */
  | { type: 'news.appeared'; utterances: readonly Utterance[] }
  | { type: 'utterance.ended' }
  | { type: 'repeat' }
  | { type: 'pause' }
  | { type: 'key.pressed' }
  | { type: 'rate.changed'; by: number }
  | { type: 'volume.changed'; by: 1 | -1 }
  | { type: 'headset.inserted' }
  | { type: 'headset.removed'; question: Utterance }
  | { type: 'visitor.left' }

type SpeechContext = {
  /** The whole screen, for repeating. */
  screen: readonly Utterance[]
  queue: readonly Utterance[]
  rate: number
  volume: number
  headset: boolean
  /** The device's own loudness, back after every visitor (EN 301 549 5.1.3.13). */
  home: number
}

const FRESH = { screen: [], queue: [], rate: 1 } as const

/**
 * The terminal's voice: everything non-decorative of the screen, one utterance at a time (EN 301 549 5.1.3). A key stops
 * it, a new screen replaces it, it can be repeated and paused. Without a headset no personal datum is spoken; pulling the
 * headset out silences at once and asks. While it speaks, `speech.started` and `speech.ended` stop and start the clock. A
 * voice that never says that it has finished is given up after a generous time, so that the clock does not stand for ever.
 */
export const speechMachine = setup({
  types: {
    context: {} as SpeechContext,
    events: {} as SpeechEvent,
    input: {} as { volume: number; headset: boolean },
    emitted: {} as { type: 'speech.started' } | { type: 'speech.ended' },
    tags: {} as 'on',
  },
  actors: {
    /** Speaks one utterance and answers `utterance.ended`; stopping the actor silences it. */
    speak: fromCallback<{ type: 'none' }, SpeakInput>(() => {
      throw new Error('speak not provided')
    }),
  },
  delays: {
    utteranceLimit: ({ context }) => UTTERANCE_START_MS + (spoken(context).text.length * UTTERANCE_CHARACTER_MS) / context.rate,
  },
  guards: { something: ({ context }) => context.queue.length > 0 },
  actions: {
    noteScreen: assign(({ event }) =>
      event.type === 'screen.shown' ? { screen: event.utterances, queue: event.utterances } : {},
    ),
    rememberScreen: assign(({ event }) => (event.type === 'screen.shown' ? { screen: event.utterances } : {})),
    noteFocus: assign(({ event }) => (event.type === 'focus.moved' ? { queue: [event.utterance] } : {})),
    addNews: assign(({ context, event }) =>
      event.type === 'news.appeared' ? { queue: [...context.queue, ...event.utterances] } : {},
    ),
    askFirst: assign(({ event }) => (event.type === 'headset.removed' ? { queue: [event.question], headset: false } : {})),
    readScreen: assign({ queue: ({ context }) => context.screen }),
    dropSpoken: assign({ queue: ({ context }) => context.queue.slice(1) }),
    silence: assign({ queue: [] }),
    noteHeadset: assign({ headset: true }),
    changeRate: assign(({ context, event }) =>
      event.type === 'rate.changed' ? { rate: Math.min(FASTEST, Math.max(SLOWEST, context.rate + event.by)) } : {},
    ),
    changeVolume: assign(({ context, event }) =>
      event.type === 'volume.changed'
        ? { volume: Math.min(1, Math.max(VOLUME_STEP, Math.round((context.volume + event.by * VOLUME_STEP) * 10) / 10)) }
        : {},
    ),
    reset: assign(({ context }) => ({ ...FRESH, volume: context.home })),
    tellStarted: emit({ type: 'speech.started' }),
    tellEnded: emit({ type: 'speech.ended' }),
  },
}).createMachine({
  id: 'speech',
  context: ({ input }) => ({ ...FRESH, ...input, home: input.volume }),
  initial: 'off',
  on: {
    'rate.changed': { actions: 'changeRate' },
    'volume.changed': { actions: 'changeVolume' },
    // The jack is a fact of the device, not of the visitor: it outlives them.
    'visitor.left': { target: '.off', actions: 'reset' },
  },
  states: {
    off: {
      on: {
        'screen.shown': { actions: 'rememberScreen' },
        'speech.wanted': { target: 'on.speaking', actions: 'readScreen' },
        'headset.inserted': { target: 'on.speaking', actions: ['noteHeadset', 'readScreen'] },
        'headset.removed': { actions: assign({ headset: false }) },
      },
    },
    on: {
      tags: 'on',
      initial: 'quiet',
      on: {
        'speech.unwanted': 'off',
        'screen.shown': { target: '.speaking', actions: 'noteScreen' },
        'focus.moved': { target: '.speaking', actions: 'noteFocus' },
        'news.appeared': { target: '.speaking', actions: 'addNews' },
        repeat: { target: '.speaking', actions: 'readScreen' },
        'key.pressed': { target: '.quiet', actions: 'silence' },
        'headset.inserted': { target: '.speaking', actions: ['noteHeadset', 'readScreen'] },
        'headset.removed': { target: '.asking', actions: 'askFirst' },
      },
      states: {
        quiet: {},
        speaking: {
          entry: 'tellStarted',
          exit: 'tellEnded',
          initial: 'next',
          states: {
            next: { always: [{ guard: 'something', target: 'uttering' }, { target: '#speech.on.quiet' }] },
            uttering: {
              invoke: {
                src: 'speak',
                input: ({ context }) => spoken(context),
              },
              // Whoever has stopped speaking without a word will not speak the rest either; the next screen or key tries again.
              after: { utteranceLimit: { target: '#speech.on.quiet', actions: 'silence' } },
              on: {
                'utterance.ended': { target: 'next', actions: 'dropSpoken' },
                'news.appeared': { actions: 'addNews' },
                pause: '#speech.on.paused',
                // Heard at once, from the beginning of the sentence.
                'rate.changed': { target: 'uttering', reenter: true, actions: 'changeRate' },
                'volume.changed': { target: 'uttering', reenter: true, actions: 'changeVolume' },
              },
            },
          },
        },
        paused: { on: { pause: 'speaking' } },
        /** The headset was pulled: one question on the loudspeaker, then silence until the visitor chooses to go on. */
        asking: {
          invoke: {
            src: 'speak',
            input: ({ context }) => spoken(context),
          },
          on: {
            'utterance.ended': {},
            'screen.shown': { actions: 'rememberScreen' },
            'focus.moved': {},
            'news.appeared': {},
            'key.pressed': {},
            'speech.wanted': { target: 'speaking', actions: 'readScreen' },
          },
        },
      },
    },
  },
})

/** The next of the queue, with its public text where others listen. An empty queue is a bug of the flow. */
function spoken({ queue, rate, volume, headset }: SpeechContext): SpeakInput {
  const [utterance] = queue
  if (!utterance) throw new Error('nothing to say')
  return { text: headset ? utterance.text : utterance.publicText, lang: utterance.lang, rate, volume }
}
