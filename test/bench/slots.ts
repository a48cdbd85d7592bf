import { readFileSync } from 'node:fs'
import { localTimes } from '../../main/visit/local-time.ts'
import { createSlotMemory, dayChoices, type Lookup } from '../../main/visit/slots.ts'
import { holidaysOf } from '../../sync/central/planning/holidays.ts'
import { instantOf } from '../../sync/central/planning/local-day.ts'
import { addDays } from '../../sync/contract/local-date.ts'
import { planDay } from '../../sync/central/planning/opening.ts'
import { TownFile } from '../../sync/contract/catalogue.ts'
import { CLOSED, findStarts, type FreeTicks } from '../../sync/contract/office-day.ts'
import { type Bench, type Line, quantile, sampleOf, seeded } from './measure.ts'
import { munichTown } from './munich.ts'

const MONTH_DAYS = 30
const TODAY = '2026-11-23'

type Wanted = { readonly counterGroupId: string; readonly ticks: number }
type Search = { readonly lookup: Lookup; readonly wanted: Wanted }

/** One search for each office: its first offer, over a month in which half of the seats are taken at random. */
function searchesOf(town: TownFile): Search[] {
  const zone = town.town.zone
  const isHoliday = holidaysOf(town.town.land)
  const chance = seeded(town.offices.length)
  return town.offices.flatMap((office) => {
    const offer = town.offers.find(({ officeId }) => officeId === office.id)
    if (!offer) return []
    const rules = town.openingRules.filter(({ officeId }) => officeId === office.id)
    const closures = town.closures.filter(({ officeId }) => officeId === office.id)
    const days = new Map<string, ReadonlyMap<string, FreeTicks>>()
    for (let ahead = 0; ahead <= MONTH_DAYS; ahead += 1) {
      const day = addDays(TODAY, ahead)
      const groups = planDay(day, { rules, closures, isHoliday, zone }).map(
        ({ counterGroupId, firstTickMs, capacity }): [string, FreeTicks] => [
          counterGroupId,
          { firstTickMs, free: capacity.map((seats) => (seats === CLOSED ? CLOSED : chance() < 0.5 ? 0 : seats)) },
        ],
      )
      days.set(day, new Map(groups))
    }
    const lookup: Lookup = {
      office: { ...office, horizonDays: MONTH_DAYS },
      days,
      taken: [],
      held: [],
      memory: createSlotMemory(),
      local: localTimes(zone),
      nowMs: instantOf(TODAY, '08:00', zone),
    }
    return [{ lookup, wanted: { counterGroupId: offer.counterGroupId, ticks: offer.ticks } }]
  })
}

/** The bare scan over the same bytes: which start times there are, without a word for the screen. */
const scan = ({ lookup, wanted }: Search): number => {
  let found = 0
  for (const groups of lookup.days.values()) {
    const group = groups.get(wanted.counterGroupId)
    if (group) found += findStarts(group, { ticks: wanted.ticks, gridTicks: 1, notBeforeMs: lookup.nowMs }).length
  }
  return found
}

const count = (searches: readonly Search[]) =>
  searches.reduce((sum, { lookup, wanted }) => sum + dayChoices(lookup, wanted).flatMap((day) => day.slots).length, 0)

/** An office's month as the page gets it: every day with its status and its slots, written out. */
function office(search: Search): Line {
  const size = { times: 3_000, warm: 500 }
  const whole = sampleOf(() => dayChoices(search.lookup, search.wanted), size)
  const bare = quantile(
    sampleOf(() => scan(search), size),
    0.99,
  )
  const value = quantile(whole, 0.99)
  return {
    name: 'month of slots, one office, p99',
    value,
    unit: 'ms',
    raw: bare,
    ratio: value / bare,
    goal: '≤ 0.1 ms',
    pass: value <= 0.1,
    note: `p50 ${quantile(whole, 0.5).toPrecision(3)} ms; ${count([search])} slots written out; raw is the bare search`,
  }
}

/** A whole city's month: the search itself, over every office. */
function city(searches: readonly Search[]): Line {
  const all = (work: (search: Search) => unknown) => () => {
    for (const search of searches) work(search)
  }
  const size = { times: 200, warm: 50 }
  const searched = sampleOf(all(scan), size)
  const value = quantile(searched, 0.99)
  const written = quantile(
    sampleOf(
      all(({ lookup, wanted }) => dayChoices(lookup, wanted)),
      size,
    ),
    0.5,
  )
  return {
    name: `month of slots, all ${searches.length} offices of Munich, p99`,
    value,
    unit: 'ms',
    raw: null,
    ratio: null,
    goal: '≤ 2 ms',
    pass: value <= 2,
    note: `p50 ${quantile(searched, 0.5).toPrecision(3)} ms; ${count(searches)} slots found; written out for a page, which nobody asks of a whole city, they take ${written.toPrecision(3)} ms`,
  }
}

/** A month's free slots, as the station answers the page. */
export const slots: Bench = async () => {
  const demo = TownFile.parse(JSON.parse(readFileSync(new URL('../../assets/demo-town/town.json', import.meta.url), 'utf8')))
  const [first] = searchesOf(demo)
  const lines = first ? [office(first)] : []
  const munich = await munichTown()
  if (munich.outcome === 'town') return [...lines, city(searchesOf(munich.town))]
  const line = { name: 'month of slots, all of Munich', value: 0, unit: 'ms', raw: null, ratio: null, goal: '≤ 2 ms', pass: null }
  return [...lines, { ...line, note: munich.reason }]
}
