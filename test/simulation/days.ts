import { instantOf, localDay, weekdayOf } from '../../sync/central/planning/local-day.ts'
import { addDays } from '../../sync/contract/local-date.ts'
import type { createChance } from './chance.ts'
import type { History } from './history.ts'
import type { SimKiosk } from './kiosk.ts'
import { attempt, type OfficeSide } from './office.ts'
import type { createTimeline } from './timeline.ts'
import { visit } from './visitor.ts'

const ZONE = 'Europe/Berlin'
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** A kiosk is on for minutes a day, which are crowded: an hour without visitors shows nothing and takes as long. */
const HOURS_ON = [0.03, 0.06] as const
const VISITORS_AN_HOUR = 34
/** How often a kiosk stays on until the next day. */
const NIGHTS_ON = 0.0003
/** How often somebody comes to a copied device while it is on. */
const COPY_VISIT_MS = 5 * MINUTE_MS
const CALLS_A_DAY = 12
/** Central's jobs and pokes: by day often enough to be met, by night nobody is there. */
const WORK_MINUTES = { day: 60, night: 360 } as const
const LOOK_MINUTES = { day: 20, night: 360 } as const

type Fleet = {
  readonly timeline: ReturnType<typeof createTimeline>
  readonly chance: ReturnType<typeof createChance>
  readonly history: History
  readonly kiosks: readonly SimKiosk[]
  readonly running: () => boolean
}

/** Kiosks are switched on for the office's hours, most are switched off after; visitors come while one is on. */
export function runFleet({ timeline, chance, history, kiosks, running }: Fleet): { readonly toCopy: (copy: SimKiosk) => void } {
  let visitors = 0
  const come = (kiosk: SimKiosk, own: ReturnType<typeof createChance>) => {
    timeline.after(own.wait(VISITORS_AN_HOUR) * HOUR_MS, () => {
      if (!running()) return
      if (!kiosk.isOn()) return kiosk.whenOn(() => come(kiosk, own))
      visitors += 1
      void attempt(history, () => visit({ timeline, chance: own, history }, kiosk, visitors))
      come(kiosk, own)
    })
  }
  for (const kiosk of kiosks) {
    const own = chance.fork(`visitors ${String(kiosk.index)}`)
    come(kiosk, own)
    void (async () => {
      for (let first = true; running(); first = false) {
        const today = localDay(timeline.now(), ZONE)
        const isNight = kiosk.office === 'nacht'
        const works = isNight ? [6, 7].includes(weekdayOf(today)) : weekdayOf(today) <= 5
        if (works || first) {
          const opensMs = instantOf(today, isNight ? '00:15' : '07:45', ZONE) + own.between(0, 90) * MINUTE_MS
          await timeline.sleep(Math.max(0, opensMs - timeline.now()))
          if (!running()) return
          kiosk.start()
          await timeline.sleep(own.between(...HOURS_ON) * HOUR_MS)
          if (!running()) return
          if (!own.happens(NIGHTS_ON)) await attempt(history, kiosk.shutDown)
        }
        await timeline.sleep(Math.max(MINUTE_MS, instantOf(addDays(today, 1), '00:01', ZONE) - timeline.now()))
      }
    })()
  }
  return {
    /** People come to a copied device for as long as it is on. */
    toCopy: (copy) => {
      const come = () => {
        if (!copy.isOn()) return
        visitors += 1
        void attempt(history, () => visit({ timeline, chance, history }, copy, visitors))
        timeline.after(COPY_VISIT_MS, come)
      }
      copy.whenOn(() => timeline.after(COPY_VISIT_MS, come))
    },
  }
}

type Desk = {
  readonly timeline: ReturnType<typeof createTimeline>
  readonly chance: ReturnType<typeof createChance>
  readonly history: History
  readonly running: () => boolean
  readonly work: OfficeSide
  readonly isUp: () => boolean
  readonly look: () => Promise<void>
}

export function runOffice({ timeline, chance, history, running, work, isUp, look }: Desk): void {
  const every = (milliseconds: () => number, act: () => Promise<unknown>) => {
    timeline.after(milliseconds(), () => {
      if (!running()) return
      if (isUp()) void attempt(history, act)
      every(milliseconds, act)
    })
  }
  const pace = (minutes: Readonly<{ day: number; night: number }>) => () => {
    const hour = new Date(timeline.now()).getUTCHours()
    return (hour >= 5 && hour < 10 ? minutes.day : minutes.night) * MINUTE_MS
  }
  every(pace(WORK_MINUTES), work.work)
  every(pace(LOOK_MINUTES), look)
  every(() => DAY_MS, work.answerRequests)
  every(() => chance.wait(CALLS_A_DAY) * DAY_MS, work.takeCall)
  every(() => chance.wait(1 / 15) * DAY_MS, work.closeSomeDay)
}
