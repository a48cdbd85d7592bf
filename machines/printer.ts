import type { StationReport } from '../sync/contract/visit.ts'
import type { PrinterContext } from './printer-setup.ts'
import { finishedJob, heldJob, printerSetup } from './printer-setup.ts'

/**
 * When to print. A job is printed once or reported, never later: with a troubled printer a waiting job fails at once, so that
 * its visitor hears it and may try again, and nothing comes out for the next visitor. The host keeps the queue:
 * `nextJob` the oldest one waiting, or null; `beginJob` writes durably that its bytes will leave and answers false when it has
 * been dropped meanwhile; `printJob` lays out, encodes and sends; `recordOutcome` ends the job. What a restart has cut short
 * the host's disk has marked as maybe printed before it is asked.
 */
export const printerMachine = printerSetup.createMachine({
  id: 'printer',
  context: { trouble: null, nearEnd: false, contrary: 0, job: null, result: null, visitorGone: false, mayWait: false },
  initial: 'checking',
  states: {
    checking: {
      invoke: {
        src: 'checkStatus',
        onDone: [
          {
            guard: { type: 'troubled', params: ({ event }) => event.output },
            target: 'troubled',
            actions: { type: 'hear', params: ({ event }) => event.output },
          },
          { target: 'ready', actions: { type: 'hear', params: ({ event }) => event.output } },
        ],
        onError: { target: 'troubled', actions: 'hearNothing' },
      },
    },
    ready: {
      initial: 'fetching',
      states: {
        fetching: {
          entry: 'seek',
          on: { 'job.queued': { target: 'fetching', reenter: true } },
          invoke: {
            src: 'nextJob',
            onDone: [
              { guard: { type: 'noJob', params: ({ event }) => event.output }, target: 'resting' },
              { target: '#printer.printing', actions: { type: 'take', params: ({ event }) => event.output } },
            ],
            onError: { target: 'resting', actions: 'noteJob' },
          },
        },
        resting: {
          after: { watch: 'rechecking' },
          on: { 'job.queued': 'fetching', 'printer.touched': 'rechecking' },
        },
        rechecking: {
          on: { 'job.queued': { actions: 'noteJob' } },
          invoke: {
            src: 'checkStatus',
            onDone: [
              {
                guard: { type: 'troubled', params: ({ event }) => event.output },
                target: '#printer.troubled',
                actions: { type: 'hear', params: ({ event }) => event.output },
              },
              { guard: 'mayWait', target: 'fetching', actions: { type: 'hear', params: ({ event }) => event.output } },
              // Nobody prints at night: a look at the printer need not be one into the queue.
              { target: 'resting', actions: { type: 'hear', params: ({ event }) => event.output } },
            ],
            onError: { target: '#printer.troubled', actions: 'hearNothing' },
          },
        },
      },
    },
    printing: {
      on: { 'session.ended': { actions: 'noteLeave' } },
      initial: 'beginning',
      states: {
        beginning: {
          invoke: {
            src: 'beginJob',
            input: ({ context }) => heldJob(context),
            onDone: [
              { guard: ({ event }) => event.output, target: 'sending' },
              { target: '#printer.ready', actions: 'forget' },
            ],
            onError: { target: '#printer.ready.resting', actions: ['forget', 'noteJob'] },
          },
        },
        sending: {
          invoke: {
            src: 'printJob',
            input: ({ context }) => heldJob(context),
            onDone: { target: 'recording', actions: { type: 'conclude', params: ({ event }) => event.output } },
            onError: { target: 'recording', actions: 'concludeUnknown' },
          },
          initial: 'forVisitor',
          states: {
            forVisitor: { always: { guard: 'visitorGone', target: 'afterVisitor' } },
            afterVisitor: { after: { grace: { target: '#printer.printing.recording', actions: 'concludeUnknown' } } },
          },
        },
        recording: {
          invoke: {
            src: 'recordOutcome',
            input: ({ context }) => finishedJob(context),
            onDone: [
              { guard: 'printerFailed', target: '#printer.troubled', actions: ['blame', 'forget'] },
              { target: '#printer.ready', actions: 'forget' },
            ],
            onError: 'unrecorded',
          },
        },
        unrecorded: { after: { again: 'recording' } },
      },
    },
    troubled: {
      initial: 'refusing',
      states: {
        refusing: {
          entry: 'seek',
          on: { 'job.queued': { target: 'refusing', reenter: true } },
          invoke: {
            src: 'nextJob',
            onDone: [
              { guard: { type: 'noJob', params: ({ event }) => event.output }, target: 'waiting' },
              { target: 'recording', actions: [{ type: 'take', params: ({ event }) => event.output }, 'concludeTroubled'] },
            ],
            onError: { target: 'waiting', actions: 'noteJob' },
          },
        },
        recording: {
          invoke: {
            src: 'recordOutcome',
            input: ({ context }) => finishedJob(context),
            onDone: { target: 'refusing', actions: 'forget' },
            onError: 'unrecorded',
          },
        },
        unrecorded: { after: { again: 'recording' } },
        waiting: {
          after: { recovery: 'rechecking' },
          on: { 'job.queued': { target: 'rechecking', actions: 'noteJob' }, 'printer.touched': 'rechecking' },
        },
        rechecking: {
          on: { 'job.queued': { actions: 'noteJob' } },
          invoke: {
            src: 'checkStatus',
            onDone: [
              {
                guard: { type: 'troubledAndCalm', params: ({ event }) => event.output },
                target: 'waiting',
                actions: { type: 'hear', params: ({ event }) => event.output },
              },
              {
                guard: { type: 'troubled', params: ({ event }) => event.output },
                target: 'refusing',
                actions: { type: 'hear', params: ({ event }) => event.output },
              },
              { target: '#printer.ready', actions: { type: 'hear', params: ({ event }) => event.output } },
            ],
            onError: { target: 'refusing', actions: 'hearNothing' },
          },
        },
      },
    },
  },
})

/** What the page is told about the printer. */
export function describePrinter(snapshot: {
  readonly value: unknown
  readonly context: PrinterContext
}): StationReport['printer'] {
  const top = typeof snapshot.value === 'string' ? snapshot.value : Object.keys(snapshot.value as object)[0]
  const state = (['checking', 'ready', 'printing', 'troubled'] as const).find((known) => known === top) ?? 'checking'
  const { trouble, nearEnd } = snapshot.context
  return { state, trouble: state === 'troubled' ? trouble : null, nearEnd }
}
