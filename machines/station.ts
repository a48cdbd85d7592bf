import { sendTo, setup } from 'xstate'
import { syncMachine } from './sync.ts'

export type StationInput = { readonly jitter: () => number }
export type StationEvent =
  /** A booking was written down and waits for central. */
  | { readonly type: 'booking.recorded' }
  /** A request outside the rounds found central away. */
  | { readonly type: 'central.missed' }

/** The root of the Node half: talks to central. */
export const stationMachine = setup({
  types: {
    context: {} as StationInput,
    input: {} as StationInput,
    events: {} as StationEvent,
    children: {} as { sync: 'sync' },
  },
  actors: { sync: syncMachine },
}).createMachine({
  id: 'station',
  context: ({ input }) => input,
  invoke: { src: 'sync', id: 'sync', input: ({ context }) => ({ jitter: context.jitter }) },
  on: {
    'booking.recorded': { actions: sendTo('sync', { type: 'outbox.grew' }) },
    'central.missed': { actions: sendTo('sync', { type: 'central.missed' }) },
  },
})
