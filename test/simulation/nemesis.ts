import { freezeLifted } from '../../sync/central/fleet/kiosks.ts'
import type { Chance } from './chance.ts'
import type { SimCentral } from './central.ts'
import type { DiskFault } from './faulty-disk.ts'
import { type Fault, fleetFaults, kioskIdOf } from './fleet-faults.ts'
import type { History } from './history.ts'
import { attempt } from './office.ts'
import type { SimKiosk } from './kiosk.ts'
import { FAIR } from './network.ts'
import type { PrinterFault } from './printer.ts'
import type { Timeline } from './timeline.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

export type NemesisParts = {
  readonly timeline: Timeline
  readonly chance: Chance
  readonly history: History
  readonly central: SimCentral
  readonly kiosks: readonly SimKiosk[]
  /** A second device from another's disk. */
  readonly clone: (kiosk: SimKiosk) => SimKiosk
  /** What was booked at a kiosk and has not reached central may never do so: its disk went back, or central shut it out. */
  readonly disown: (kiosk: SimKiosk, why: string, fromMs: number, untilMs?: number) => void
}

/** Brings faults over the world until it is told to stop. Each counts when it strikes. */
export function createNemesis(parts: NemesisParts) {
  const { timeline, chance, history, central, kiosks } = parts
  const later = (milliseconds: number, work: () => void) => void timeline.after(milliseconds, work)
  const revoked = new Set<SimKiosk>()
  let over = false

  const restart = (kiosk: SimKiosk) => {
    later(chance.between(10_000, 1.5 * MINUTE_MS), () => !over && kiosk.isWanted() && kiosk.start())
  }
  const weather = (kiosk: SimKiosk, change: Partial<typeof FAIR>, forMs: number) => {
    Object.assign(kiosk.weather, change)
    later(forMs, () => Object.assign(kiosk.weather, FAIR))
  }
  const diskFault = (fault: DiskFault, kind: string) => (kiosk: SimKiosk) => {
    const disk = kiosk.mounted()
    if (disk === null) return
    history.fault(kind, kiosk.index)
    disk.faults.strike(fault)
    later(chance.between(MINUTE_MS, 2 * HOUR_MS), () => disk.faults.heal())
  }

  /** By name: how likely per kiosk and day, and what it does. */
  const faults: readonly Fault[] = [
    [
      0.5,
      (kiosk) => {
        history.fault('network down', kiosk.index)
        // Some outages a visitor outlasts, others a whole day's visitors do not.
        weather(kiosk, { up: false }, chance.happens(0.5) ? chance.between(1, 10) * MINUTE_MS : chance.wait(1) * 8 * HOUR_MS)
      },
    ],
    [
      0.04,
      (kiosk) => {
        history.fault('network down for days', kiosk.index)
        weather(kiosk, { up: false }, chance.between(1, 3) * DAY_MS)
      },
    ],
    [
      0.5,
      (kiosk) => {
        const rough = { loseRequest: 0.1, loseAnswer: 0.15, duplicate: 0.15, halfOpen: 0.1, stray: 0.05 }
        weather(kiosk, rough, chance.wait(1) * 3 * HOUR_MS)
      },
    ],
    [
      0.25,
      (kiosk) => {
        history.fault('reorder', kiosk.index)
        weather(kiosk, { slowestMs: chance.between(1_500, 9_000), duplicate: 0.2 }, chance.wait(1) * 2 * HOUR_MS)
      },
    ],
    [
      0.2,
      (kiosk) => {
        if (!kiosk.isOn()) return
        kiosk.kill(chance.happens(0.5) ? 'power' : 'process')
        restart(kiosk)
      },
    ],
    [
      0.15,
      (kiosk) => {
        history.fault('network and power fail together', kiosk.index)
        weather(kiosk, { up: false }, chance.between(0.5, 20) * HOUR_MS)
        later(chance.between(0.5, 3) * MINUTE_MS, () => {
          if (over || !kiosk.isOn()) return
          kiosk.kill('power')
          restart(kiosk)
        })
      },
    ],
    [
      0.3,
      (kiosk) => {
        kiosk.killAtCommit(chance.happens(0.5) ? 'power' : 'process')
        later(1.5 * MINUTE_MS, () => !over && kiosk.isWanted() && kiosk.start())
      },
    ],
    [
      0.08,
      (kiosk) => {
        history.fault('clock jump', kiosk.index)
        kiosk.clock.offsetMs = chance.between(-DAY_MS, DAY_MS)
        later(chance.between(HOUR_MS, 2 * DAY_MS), () => {
          kiosk.clock.offsetMs = 0
        })
      },
    ],
    [0.08, diskFault('full', 'disk full')],
    [0.08, diskFault('busy', 'database busy')],
    [0.05, diskFault('readOnly', 'disk read-only')],
    [0.08, diskFault('failsAtCommit', 'disk fails at commit')],
    [
      0.3,
      (kiosk) => {
        const fault = chance.pick<PrinterFault>(['paperOut', 'coverOpen', 'offline', 'jammed', 'silent', 'diesHalfWay'])
        const printer = kiosk.printer()
        if (printer === null) return
        history.fault('printer', kiosk.index)
        printer.strike(fault)
        later(chance.between(5 * MINUTE_MS, 5 * HOUR_MS), () => printer.strike(null))
      },
    ],
    [
      0.1,
      () => {
        history.fault('central crash')
        central.crash(chance.between(2_000, 2 * HOUR_MS))
      },
    ],
    [0.3, () => central.crashAfterCommit(chance.between(1_000, 10 * MINUTE_MS))],
    [
      0.08,
      () => {
        history.fault('central’s disk fails')
        central.disk.strike(chance.pick<DiskFault>(['failsAtCommit', 'busy', 'full']))
        later(chance.between(MINUTE_MS, 30 * MINUTE_MS), () => central.disk.heal())
      },
    ],
    [
      0.05,
      () => {
        history.fault('central overloaded')
        central.overload(chance.between(MINUTE_MS, 20 * MINUTE_MS))
      },
    ],
    ...fleetFaults(parts, { later, restart, isOver: () => over, revoked }),
  ]
  const plan = (perDay: number, strike: (kiosk: SimKiosk) => void | Promise<void>, kiosk: SimKiosk) => {
    timeline.after(chance.wait(perDay) * DAY_MS, () => {
      if (over) return
      whenOn(kiosk, () => void attempt(history, async () => strike(kiosk)))
      plan(perDay, strike, kiosk)
    })
  }
  /** A fault strikes while there is somebody to be hurt. */
  const whenOn = (kiosk: SimKiosk, strike: () => void) => {
    if (over) return
    if (kiosk.isOn()) strike()
    else kiosk.whenOn(() => later(chance.between(0, 2) * MINUTE_MS, () => whenOn(kiosk, strike)))
  }
  for (const kiosk of kiosks) {
    kiosk.clock.drift = chance.between(-500e-6, 500e-6)
    history.fault('clock drift up to 500 ppm', kiosk.index)
    for (const [perDay, strike] of faults) plan(perDay, strike, kiosk)
  }
  return {
    revoked,
    /** Faults end here; what was struck is mended. */
    stop: async () => {
      over = true
      central.mend()
      for (const kiosk of kiosks) {
        Object.assign(kiosk.weather, FAIR)
        kiosk.clock.offsetMs = 0
        kiosk.killAtCommit(null)
        kiosk.mounted()?.faults.heal()
        kiosk.printer()?.strike(null)
        const kioskId = await kioskIdOf(central, kiosk)
        if (kioskId !== null) await freezeLifted(central.context, kioskId)
      }
    },
  }
}
