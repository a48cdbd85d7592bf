import { assign, fromCallback, fromPromise, setup, type SnapshotFrom } from 'xstate'
import type { StationReport } from '../sync/contract/visit.ts'
import {
  BACKOFF_CEILING_MS,
  BACKOFF_FIRST_MS,
  LOST_STREAM_LOOK_MS,
  POLL_MS,
  POLL_WITH_EVENTS_MS,
  REJECTED_RETRY_MS,
  RETRY_AFTER_CEILING_MS,
} from './delays.ts'

/** What a try to reach central came to; the same shape as the kiosk's half of syncing gives. */
export type SyncTry =
  | { readonly outcome: 'answered'; readonly more: boolean }
  | { readonly outcome: 'away'; readonly retryAfterMs: number | null }
  | { readonly outcome: 'rejected' }

export type SyncEvent =
  /** A booking was written down and waits for central. */
  | { readonly type: 'outbox.grew' }
  /** Central says that something changed. */
  | { readonly type: 'central.poked' }
  /** The event stream delivers: polling may be slow. */
  | { readonly type: 'events.opened' }
  | { readonly type: 'events.lost' }
  /** A request outside the rounds (a hold) found central away. */
  | { readonly type: 'central.missed' }

type SyncInput = {
  /** A number in [0, 1). */
  readonly jitter: () => number
}
type SyncContext = SyncInput & { failures: number; retryAfterMs: number | null; again: boolean; events: boolean }

const notProvided = () => Promise.reject(new Error('not provided'))

/**
 * Talks to central for as long as the station lives. Tags: `online` while central answers.
 * Failed tries wait with full jitter (0 … 0.5 s · 2ⁿ, at most 60 s), so that a fleet does not come back as one herd;
 * a `Retry-After` is not undercut, but for one of more than ten minutes.
 */
export const syncMachine = setup({
  types: {
    context: {} as SyncContext,
    input: {} as SyncInput,
    events: {} as SyncEvent,
    tags: {} as 'online' | 'offline' | 'starting',
  },
  actors: {
    connect: fromPromise<SyncTry>(notProvided),
    exchange: fromPromise<SyncTry>(notProvided),
    listen: fromCallback<SyncEvent>(() => undefined),
  },
  actions: {
    succeeded: assign({ failures: 0, retryAfterMs: null }),
    failed: assign(({ context }, { retryAfterMs }: { retryAfterMs: number | null }) => ({
      failures: context.failures + 1,
      retryAfterMs,
    })),
    askAgain: assign({ again: true }),
  },
  delays: {
    backoff: ({ context }) => {
      const ceiling = Math.min(BACKOFF_CEILING_MS, BACKOFF_FIRST_MS * 2 ** Math.min(context.failures, 16))
      return Math.max(Math.min(context.retryAfterMs ?? 0, RETRY_AFTER_CEILING_MS), context.jitter() * ceiling)
    },
    // Half to one and a half of the pace: kiosks that started together drift apart.
    poll: ({ context }) => (0.5 + context.jitter()) * (context.events ? POLL_WITH_EVENTS_MS : POLL_MS),
    // A server that restarts drops all its streams at once: not every kiosk asks in the same moment.
    doubt: ({ context }) => context.jitter() * LOST_STREAM_LOOK_MS,
    rejectedRetry: ({ context }) => (0.5 + context.jitter()) * REJECTED_RETRY_MS,
  },
}).createMachine({
  id: 'sync',
  context: ({ input }) => ({ ...input, failures: 0, retryAfterMs: null, again: false, events: false }),
  initial: 'connecting',
  states: {
    connecting: {
      tags: ['starting'],
      invoke: {
        src: 'connect',
        onDone: [
          { guard: ({ event }) => event.output.outcome === 'answered', target: 'online' },
          { guard: ({ event }) => event.output.outcome === 'rejected', target: 'rejected' },
          {
            target: 'backoff',
            actions: {
              type: 'failed',
              params: ({ event }) => ({ retryAfterMs: event.output.outcome === 'away' ? event.output.retryAfterMs : null }),
            },
          },
        ],
        onError: { target: 'backoff', actions: { type: 'failed', params: { retryAfterMs: null } } },
      },
    },
    online: {
      tags: ['online'],
      // Not yet a success: a central that greets but cannot exchange (its disk fails) must not be asked without pause.
      entry: assign({ events: false }),
      invoke: { src: 'listen' },
      initial: 'syncing',
      on: {
        'events.opened': { actions: assign({ events: true }) },
        'events.lost': { actions: assign({ events: false }) },
      },
      states: {
        syncing: {
          entry: assign({ again: false }),
          on: {
            'outbox.grew': { actions: 'askAgain' },
            'central.poked': { actions: 'askAgain' },
          },
          invoke: {
            src: 'exchange',
            onDone: [
              {
                guard: ({ context, event }) => event.output.outcome === 'answered' && (event.output.more || context.again),
                target: 'syncing',
                reenter: true,
                actions: 'succeeded',
              },
              {
                guard: ({ event }) => event.output.outcome === 'answered',
                target: 'waiting',
                actions: 'succeeded',
              },
              { guard: ({ event }) => event.output.outcome === 'rejected', target: '#sync.rejected' },
              {
                target: '#sync.backoff',
                actions: {
                  type: 'failed',
                  params: ({ event }) => ({ retryAfterMs: event.output.outcome === 'away' ? event.output.retryAfterMs : null }),
                },
              },
            ],
            onError: { target: '#sync.backoff', actions: { type: 'failed', params: { retryAfterMs: null } } },
          },
        },
        waiting: {
          on: {
            // A stream that breaks is the first sign that central is away: a visitor should not be the one to find out.
            'events.lost': { guard: ({ context }) => context.events, target: 'doubting', actions: assign({ events: false }) },
            'outbox.grew': 'syncing',
            'central.poked': 'syncing',
            'central.missed': 'syncing',
          },
          after: { poll: 'syncing' },
        },
        doubting: {
          on: { 'outbox.grew': 'syncing', 'central.poked': 'syncing', 'central.missed': 'syncing' },
          after: { doubt: 'syncing' },
        },
      },
    },
    backoff: {
      tags: ['offline'],
      after: { backoff: 'connecting' },
      on: {
        // A visitor waits for the answer: try at once, unless central has asked to be left alone.
        'outbox.grew': { guard: ({ context }) => context.retryAfterMs === null, target: 'connecting' },
      },
    },
    /** Central does not take this kiosk: wrong clock, blocked, or not enrolled. It asks again, unhurried. */
    rejected: {
      tags: ['offline'],
      after: { rejectedRetry: 'connecting' },
      on: { 'outbox.grew': 'connecting' },
    },
  },
})

/** What the page is told about the wire. Tries after a failure are part of being offline, else the sign would flicker. */
export function describeNetwork(snapshot: SnapshotFrom<typeof syncMachine> | undefined): StationReport['network'] {
  if (snapshot?.hasTag('online')) return 'online'
  return snapshot === undefined || (snapshot.hasTag('starting') && snapshot.context.failures === 0) ? 'starting' : 'offline'
}
