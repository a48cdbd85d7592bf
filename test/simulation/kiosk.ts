import { DEFAULTS, type Config } from '../../main/config.ts'
import type { Page } from '../../main/visit/pages.ts'
import { createStation, type Station } from '../../main/station.ts'
import type { Chance } from './chance.ts'
import { ADDRESS, type SimCentral } from './central.ts'
import { EMPTY, type Image, mount, type MountedDisk, scrapImage } from './kiosk-disk.ts'
import { findRemains } from './checker.ts'
import type { History } from './history.ts'
import { createWire, FAIR, type Weather } from './network.ts'
import { createSimPrinter, DRAWING, type SimPrinter } from './printer.ts'
import { createSeal } from './sealing.ts'
import type { Timeline } from './timeline.ts'
import { CANARY } from './town.ts'

/** A kiosk in the simulated world: the product's station over a simulated disk, wire, clock and printer. */
export type SimKiosk = {
  readonly index: number
  readonly office: string
  readonly weather: Weather
  readonly clock: { offsetMs: number; drift: number }
  readonly isOn: () => boolean
  /** Calls now if it is on, else at its next start. */
  readonly whenOn: (call: () => void) => void
  /** Whether it has been switched on and not off again, whatever has happened to it meanwhile. */
  readonly isWanted: () => boolean
  /** Names one life of the process; a visitor's page hears nothing of another one. */
  readonly life: () => number
  readonly start: () => void
  readonly shutDown: () => Promise<void>
  /** Ends the process at once; by a power cut, commits that were not synchronised are gone. */
  readonly kill: (how: 'process' | 'power') => void
  /** The process dies right after its next commit to the bookings; with null it does not. */
  readonly killAtCommit: (how: 'process' | 'power' | null) => void
  /** The device is taken away and never started again. */
  readonly remove: () => Promise<void>
  /** The simulation is over: nothing of it stays in memory. */
  readonly scrap: () => void
  readonly openPage: () => Page | null
  readonly mounted: () => MountedDisk | null
  /** The disk while it is off. */
  image: Image
  readonly printer: () => SimPrinter | null
  readonly keySeed: Uint8Array
  /** Rounds with central that were answered. */
  readonly rounds: () => number
}

type Parts = {
  readonly timeline: Timeline
  readonly chance: Chance
  readonly history: History
  readonly central: SimCentral
  readonly index: number
  readonly office: string
  readonly code: string | null
  readonly keySeed: Uint8Array
  readonly image?: Image
}
type Life = { alive: boolean; readonly station: Station; readonly disk: MountedDisk; readonly printer: SimPrinter }

export function createSimKiosk(parts: Parts): SimKiosk {
  const { timeline, history, central } = parts
  const chance = parts.chance.fork('station')
  const wireChance = parts.chance.fork('wire')
  const seal = createSeal(parts.chance.fork('seal'))
  const weather: Weather = { ...FAIR }
  const clock = { offsetMs: 0, drift: 0 }
  const startedMs = timeline.now()
  let lives = 0
  let rounds = 0
  let removed = false
  let wanted = false
  let current: Life | null = null
  let dieAtCommit: 'process' | 'power' | null = null
  let waiting: (() => void)[] = []
  const now = () => timeline.now() + (timeline.now() - startedMs) * clock.drift + clock.offsetMs

  const end = (life: Life, left: () => Image) => {
    life.alive = false
    current = null
    dieAtCommit = null
    life.disk.faults.heal()
    kiosk.image = left()
  }
  const onCommit = (life: () => Life | null) => (which: 'bookings' | 'cache') => {
    const living = life()
    if (which !== 'bookings' || dieAtCommit === null || !living?.alive) return
    const image = dieAtCommit === 'power' ? living.disk.afterPowerCut() : living.disk.afterKill()
    history.fault(dieAtCommit === 'power' ? 'power cut at a commit' : 'kiosk crash at a commit', parts.index)
    dieAtCommit = null
    // Whatever this process still does in this turn reaches nobody: it is dead, it only does not know it yet.
    living.alive = false
    timeline.after(0, () =>
      end(living, () => {
        living.disk.discard()
        return image
      }),
    )
  }

  const kiosk: SimKiosk = {
    index: parts.index,
    office: parts.office,
    weather,
    clock,
    keySeed: parts.keySeed,
    image: parts.image ?? EMPTY,
    isOn: () => current?.alive ?? false,
    whenOn: (call) => (current?.alive ? call() : void waiting.push(call)),
    isWanted: () => wanted,
    life: () => lives,
    rounds: () => rounds,
    mounted: () => (current?.alive ? current.disk : null),
    printer: () => current?.printer ?? null,
    openPage: () => (current?.alive ? current.station.openPage() : null),
    start() {
      wanted = true
      if (current !== null || removed) return
      lives += 1
      const own: { life: Life | null } = { life: null }
      const alive = () => own.life?.alive ?? true
      const after = (milliseconds: number, call: () => void) =>
        timeline.after(milliseconds / (1 + clock.drift), () => alive() && call())
      const disk = mount(
        kiosk.image,
        parts.keySeed,
        onCommit(() => own.life),
      )
      const printer = createSimPrinter({ timeline, chance, history, alive })
      const station = createStation(
        { config: configOf(parts), central: ADDRESS, addressParameters: false, version: 'simulated' },
        {
          clock: { now, after },
          monotonic: () => timeline.now() * (1 + clock.drift),
          random: chance,
          log: (level, event, fields) => {
            if (level === 'error') history.count(`station error: ${event} ${String(fields?.code ?? '')}`)
            history.note('station', { kiosk: parts.index, level, event, code: fields?.code })
          },
          fetch: createWire({ timeline, chance: wireChance, history, central, weather, alive, onRound: () => (rounds += 1) }),
          printer,
          disk: disk.disk,
          seal,
          drawing: DRAWING,
        },
      )
      own.life = { alive: true, station, disk, printer }
      current = own.life
      const callers = waiting
      waiting = []
      for (const call of callers) call()
    },
    async shutDown() {
      wanted = false
      const life = current
      if (life === null || !life.alive) return
      life.disk.faults.heal()
      const bookings = life.disk.bookings()
      const waiting = Number(bookings?.prepare('select count(*) from outbox').pluck().get())
      if (bookings) history.breaches.push(...findRemains(bookings.serialize(), waiting, CANARY))
      await life.station.stop()
      if (life.alive) end(life, () => life.disk.unmount('process'))
    },
    kill(how) {
      const life = current
      if (life === null || !life.alive) return
      history.fault(how === 'power' ? 'power cut' : 'kiosk crash', parts.index)
      end(life, () => life.disk.unmount(how))
    },
    killAtCommit(how) {
      dieAtCommit = how
    },
    async remove() {
      removed = true
      await kiosk.shutDown()
    },
    scrap: () => scrapImage(kiosk.image),
  }
  return kiosk
}

const configOf = ({ index, office, code }: Parts): Config => ({
  ...DEFAULTS,
  data: 'simulated',
  homeOffice: office,
  enrolmentCode: code,
  deviceName: `kiosk ${String(index)}`,
  testClock: false,
  file: null,
  given: [],
})
