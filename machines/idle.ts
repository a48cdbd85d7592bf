import { assign, sendParent, setup } from 'xstate'
import { COUNTDOWN_STEP_MS, SHORTEST_COUNTDOWN_SECONDS } from './delays.ts'

/** How long a visitor may be quiet, and how long the warning then counts down; seconds. */
export type Pace = { quietSeconds: number; countdownSeconds: number }

type IdleEvent =
  | { type: 'activity' }
  | { type: 'pace.changed'; pace: Partial<Pace> }
  | { type: 'speech.started' }
  | { type: 'speech.ended' }

export type IdleReport = { type: 'idle.counting'; secondsLeft: number } | { type: 'idle.recovered' }

/**
 * Watches for quiet (SEED S16, WCAG 2.2.1): after the quiet time it counts down visibly, second by second; any activity
 * gives the whole time again, without limit. While the terminal speaks, time stands still. Done means: forget the visitor.
 */
export const idleMachine = setup({
  types: {
    context: {} as Pace & { secondsLeft: number },
    input: {} as Pace,
    events: {} as IdleEvent,
  },
  delays: {
    quiet: ({ context }) => context.quietSeconds * 1_000,
    step: COUNTDOWN_STEP_MS,
  },
  guards: {
    timeLeft: ({ context }) => context.secondsLeft > 1,
  },
  actions: {
    changePace: assign(({ context, event }) =>
      event.type === 'pace.changed' ? { ...context, ...floored({ ...context, ...event.pace }) } : {},
    ),
    beginCount: assign({ secondsLeft: ({ context }) => context.countdownSeconds }),
    countDown: assign({ secondsLeft: ({ context }) => context.secondsLeft - 1 }),
    reportCount: sendParent(({ context }) => ({ type: 'idle.counting', secondsLeft: context.secondsLeft }) satisfies IdleReport),
    reportRecovery: sendParent({ type: 'idle.recovered' } satisfies IdleReport),
  },
}).createMachine({
  id: 'idle',
  context: ({ input }) => ({ ...floored(input), secondsLeft: 0 }),
  initial: 'watching',
  on: { 'pace.changed': { actions: 'changePace' } },
  states: {
    watching: {
      after: { quiet: 'counting' },
      on: {
        activity: { target: 'watching', reenter: true },
        'pace.changed': { target: 'watching', reenter: true, actions: 'changePace' },
        'speech.started': 'listening',
      },
    },
    listening: { on: { 'speech.ended': 'watching' } },
    counting: {
      entry: ['beginCount', 'reportCount'],
      exit: 'reportRecovery',
      on: { activity: 'watching' },
      initial: 'running',
      states: {
        running: {
          on: { 'speech.started': 'announcing' },
          after: {
            step: [
              { guard: 'timeLeft', target: 'running', reenter: true, actions: ['countDown', 'reportCount'] },
              { target: '#idle.expired' },
            ],
          },
        },
        /** The warning itself is being read aloud: nobody has come back, but the seconds wait until it has been heard. */
        announcing: { on: { 'speech.ended': 'running' } },
      },
    },
    expired: { type: 'final' },
  },
})

const floored = (pace: Pace): Pace => ({
  quietSeconds: pace.quietSeconds,
  countdownSeconds: Math.max(SHORTEST_COUNTDOWN_SECONDS, pace.countdownSeconds),
})
