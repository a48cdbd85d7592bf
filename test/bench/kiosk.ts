import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { openCache } from '../../main/store/cache.ts'
import { holidaysOf } from '../../sync/central/planning/holidays.ts'
import { addDays } from '../../sync/contract/local-date.ts'
import { planDay } from '../../sync/central/planning/opening.ts'
import type { TownFile } from '../../sync/contract/catalogue.ts'
import type { OfficeDay } from '../../sync/contract/office-day.ts'
import { smallTown } from '../support/small-town.ts'
import { freshFolder } from '../support/start-foyer.ts'
import { type Bench, type Line, median, timed } from './measure.ts'
import { munichTown } from './munich.ts'

const TODAY = '2026-11-23'
const HORIZON_DAYS = 42

export const cache: Bench = async () => [await cacheLoad()]

/** Every office-day of a town, as central would have told it. */
function daysOf(town: TownFile): OfficeDay[] {
  const isHoliday = holidaysOf(town.town.land)
  return town.offices.flatMap(({ id: officeId }) => {
    const rules = town.openingRules.filter((rule) => rule.officeId === officeId)
    return Array.from({ length: HORIZON_DAYS }, (_, ahead) => addDays(TODAY, ahead)).map((day) => ({
      officeId,
      day,
      version: 1,
      groups: planDay(day, { rules, closures: [], isHoliday, zone: town.town.zone }).map((group) => ({
        counterGroupId: group.counterGroupId,
        firstTickAt: new Date(group.firstTickMs).toISOString(),
        free: Buffer.from(group.capacity).toString('base64'),
      })),
    }))
  })
}

async function cacheLoad(): Promise<Line> {
  const goal = { name: 'loading the cache of all Munich', unit: 'ms', raw: null, ratio: null, goal: '≤ 20 ms' }
  const munich = await munichTown()
  if (munich.outcome === 'missing') return { ...goal, value: 0, pass: null, note: munich.reason }
  const folder = freshFolder()
  const file = join(folder, 'cache.db')
  const days = daysOf(munich.town)
  const filled = openCache(file, () => undefined)
  await filled.applyDays(days, Object.fromEntries(munich.town.offices.map(({ id }) => [id, 1])))
  filled.close()
  const times = Array.from({ length: 15 }, () => timed(() => openCache(file, () => undefined).close()))
  rmSync(folder, { recursive: true })
  const value = median(times)
  return { ...goal, value, pass: value <= 20, note: `${days.length} office-days, quick_check and closing included; median of 15` }
}

/** Open round the clock, with room for everybody. */
export const roomyTown = () =>
  smallTown({
    seats: 40,
    rules: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: '00:00', until: '24:00', seats: 40 }],
    confirmation: 'none',
  })
