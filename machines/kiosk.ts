import { assign, fromPromise, sendTo, setup } from 'xstate'
import type { Town } from '../sync/contract/catalogue.ts'
import type { DeviceSettings } from '../sync/contract/device.ts'
import type { StationReport } from '../sync/contract/visit.ts'
import { SERVICE_LIMIT_MS, STATION_PATIENCE_MS, STATION_RETRY_MS, WIPE_LIMIT_MS } from './delays.ts'
import { visitMachine } from './visit.ts'

export type Opening = {
  readonly device: DeviceSettings
  readonly town: Town | null
  readonly report: StationReport
  /** Of the catalogue's names, with soft hyphens where they may be divided. */
  readonly longWords: string[]
}
export type Opened = Opening & { town: Town }

export type KioskEvent =
  | { type: 'report.received'; report: StationReport }
  /** The wire to the station broke, or came back. */
  | { type: 'station.lost' }
  | { type: 'station.found' }
  /** Somebody has made the hidden gesture where nobody is served, and has gone again. */
  | { type: 'service.wanted' }
  | { type: 'service.used' }
  | { type: 'service.left' }

type KioskContext = { opened: Opened | null; device: DeviceSettings | null; report: StationReport | null; stationLost: boolean }

/**
 * The root in the page: asks the station how this device is set up, then serves one visitor after another. Each visit is
 * an actor of its own; when it is over the page is wiped, so nothing of one visitor can reach the next.
 */
export const kioskMachine = setup({
  types: { context: {} as KioskContext, events: {} as KioskEvent, children: {} as { visit: 'visit' } },
  actors: {
    visit: visitMachine,
    openSession: fromPromise<Opening>(() => Promise.reject(new Error('openSession not provided'))),
    /** Tells the station that the visitor has gone, then replaces the page. */
    wipe: fromPromise<void>(() => Promise.reject(new Error('wipe not provided'))),
  },
  delays: {
    stationPatience: STATION_PATIENCE_MS,
    stationRetry: STATION_RETRY_MS,
    wipeLimit: WIPE_LIMIT_MS,
    serviceLimit: SERVICE_LIMIT_MS,
  },
  guards: {
    outOfService: ({ context }) => context.report?.outOfService != null,
    inService: ({ context }) => context.report?.outOfService == null,
    unpaired: ({ context }) => context.report?.pairing !== undefined,
    paired: ({ context }) => context.report?.pairing === undefined,
    deskProfile: ({ context }) => context.opened?.device.profile === 'desk',
    stationLost: ({ context }) => context.stationLost,
    stationFound: ({ context }) => !context.stationLost,
    closing: ({ event }) => event.type === 'report.received' && event.report.outOfService !== null,
    // What was opened with other settings begins anew; a visit that is under way hears nothing of it and goes on.
    settingsMoved: ({ context, event }) =>
      event.type === 'report.received' && event.report.settingsVersion !== context.opened?.report.settingsVersion,
    lateVerdict: ({ event }) => event.type === 'report.received' && event.report.verdict !== null,
  },
  actions: {
    noteReport: assign(({ event }) => (event.type === 'report.received' ? { report: event.report } : {})),
    noteLoss: assign({ stationLost: true }),
    noteReturn: assign({ stationLost: false }),
    closeVisit: sendTo('visit', { type: 'terminal.closed' }),
    passVerdict: sendTo('visit', ({ event }) => {
      if (event.type !== 'report.received' || event.report.verdict === null) throw new Error('no verdict to pass on')
      return { type: 'verdict.arrived', ...event.report.verdict }
    }),
  },
}).createMachine({
  id: 'kiosk',
  context: { opened: null, device: null, report: null, stationLost: false },
  initial: 'starting',
  on: {
    'report.received': { actions: 'noteReport' },
    'station.lost': { actions: 'noteLoss' },
    'station.found': { actions: 'noteReturn' },
  },
  states: {
    starting: {
      initial: 'asking',
      on: { 'service.wanted': 'service' },
      states: {
        asking: {
          invoke: {
            src: 'openSession',
            onDone: [
              {
                guard: ({ event }) => event.output.town !== null,
                target: '#kiosk.opened',
                actions: assign(({ event: { output } }) =>
                  output.town === null ? {} : { opened: { ...output, town: output.town }, report: output.report },
                ),
              },
              {
                target: 'waitingForTown',
                actions: assign(({ event: { output } }) => ({ report: output.report, device: output.device })),
              },
            ],
            onError: 'stationSilent',
          },
        },
        waitingForTown: { always: { guard: 'unpaired', target: 'pairing' }, after: { stationRetry: 'asking' } },
        /** No central knows this device: whoever sets it up types the one-time code. */
        pairing: { always: { guard: 'paired', target: 'asking' } },
        stationSilent: { after: { stationRetry: 'asking' } },
      },
    },
    opened: {
      always: [
        { guard: 'outOfService', target: 'outOfService' },
        { guard: 'deskProfile', target: 'frontDesk' },
        { target: 'serving' },
      ],
    },
    serving: {
      invoke: {
        id: 'visit',
        src: 'visit',
        input: ({ context: { opened } }) => {
          if (opened === null) throw new Error('a visit before the station answered')
          return { language: opened.device.language, pace: opened.device.idle }
        },
        onDone: 'wiping',
        onError: 'wiping',
      },
      on: {
        'service.wanted': 'service',
        'report.received': [
          { guard: 'closing', actions: ['noteReport', 'closeVisit'] },
          { guard: 'settingsMoved', actions: ['noteReport', 'closeVisit'] },
          { guard: 'lateVerdict', actions: ['noteReport', 'passVerdict'] },
          { actions: 'noteReport' },
        ],
      },
      initial: 'connected',
      states: {
        connected: { always: { guard: 'stationLost', target: 'missing' } },
        missing: {
          always: { guard: 'stationFound', target: 'connected' },
          after: { stationPatience: '#kiosk.cutOff' },
        },
      },
    },
    frontDesk: {},
    /** The station's process is gone: the visitor has been forgotten, and there is nowhere to load a fresh page from. */
    cutOff: { always: { guard: 'stationFound', target: 'wiping' } },
    wiping: {
      always: { guard: 'stationLost', target: 'cutOff' },
      invoke: { src: 'wipe', onDone: 'starting', onError: 'starting' },
      after: { wipeLimit: 'starting' },
    },
    outOfService: { always: { guard: 'inService', target: 'starting' }, on: { 'service.wanted': 'service' } },
    /** The service menu: nothing of it outlives its end, as after a visitor. */
    service: {
      after: { serviceLimit: 'wiping' },
      on: { 'service.left': 'wiping', 'service.used': { target: 'service', reenter: true } },
    },
  },
})
