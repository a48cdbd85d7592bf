import { sendTo, setup } from 'xstate'
import { printerMachine } from './printer.ts'
import { syncMachine } from './sync.ts'

export type StationInput = { readonly jitter: () => number }
export type StationEvent =
  /** A booking was written down and waits for central. */
  | { readonly type: 'booking.recorded' }
  /** A request outside the rounds found central away. */
  | { readonly type: 'central.missed' }
  /** A receipt waits for paper. */
  | { readonly type: 'receipt.queued' }
  /** Central should hear what came of an order. */
  | { readonly type: 'order.answered' }
  /** The visitor whose receipt is under way has gone. */
  | { readonly type: 'visitor.left' }

/** The root of the Node half: paper and wire, each an actor of its own, so that neither waits for the other. */
export const stationMachine = setup({
  types: {
    context: {} as StationInput,
    input: {} as StationInput,
    events: {} as StationEvent,
    children: {} as { sync: 'sync'; printer: 'printer' },
  },
  actors: { sync: syncMachine, printer: printerMachine },
}).createMachine({
  id: 'station',
  context: ({ input }) => input,
  invoke: [
    { src: 'sync', id: 'sync', input: ({ context }) => ({ jitter: context.jitter }) },
    { src: 'printer', id: 'printer' },
  ],
  on: {
    'booking.recorded': { actions: sendTo('sync', { type: 'outbox.grew' }) },
    'order.answered': { actions: sendTo('sync', { type: 'outbox.grew' }) },
    'central.missed': { actions: sendTo('sync', { type: 'central.missed' }) },
    'receipt.queued': { actions: sendTo('printer', { type: 'job.queued' }) },
    'visitor.left': { actions: sendTo('printer', { type: 'session.ended' }) },
  },
})
