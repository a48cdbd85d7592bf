import { readFileSync } from 'node:fs'
import { localTimes } from '../../main/local-time.ts'
import { dayChoices, type Lookup } from '../../main/slots.ts'
import { holidaysOf } from '../../sync/central/planning/holidays.ts'
import { addDays, instantOf } from '../../sync/central/planning/local-day.ts'
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

function linesOf(name: string, searches: readonly Search[], goalMs: number): Line[] {
  const all = (work: (search: Search) => unknown) => () => {
    for (const search of searches) work(search)
  }
  const size = { times: searches.length > 1 ? 200 : 2_000, warm: 200 }
  const whole = quantile(
    sampleOf(
      all(({ lookup, wanted }) => dayChoices(lookup, wanted)),
      size,
    ),
    0.99,
  )
  const bare = quantile(sampleOf(all(scan), size), 0.99)
  const slots = searches.reduce(
    (sum, { lookup, wanted }) => sum + dayChoices(lookup, wanted).flatMap((day) => day.slots).length,
    0,
  )
  return [
    {
      name: `month of slots, ${name}, p99`,
      value: whole,
      unit: 'ms',
      raw: bare,
      ratio: whole / bare,
      goal: `≤ ${goalMs} ms`,
      pass: whole <= goalMs,
      note: `p50 ${quantile(sample, 0.5).toPrecision(3)} ms; ${slots} slots as the screen gets them; raw is the bare scan over the same bytes`,
    },
  ]
}

/** A month's free slots, as the station answers the page. */
export const slots: Bench = async () => {
  const demo = TownFile.parse(JSON.parse(readFileSync(new URL('../../assets/demo-town/town.json', import.meta.url), 'utf8')))
  const [first] = searchesOf(demo)
  const lines = first ? linesOf('one office', [first], 0.1) : []
  const munich = await munichTown()
  if (munich.outcome === 'missing') {
    const line = {
      name: 'month of slots, all of Munich',
      value: 0,
      unit: 'ms',
      raw: null,
      ratio: null,
      goal: '≤ 2 ms',
      pass: null,
    }
    return [...lines, { ...line, note: munich.reason }]
  }
  const searches = searchesOf(munich.town)
  return [...lines, ...linesOf(`all ${searches.length} offices of Munich`, searches, 2)]
}
