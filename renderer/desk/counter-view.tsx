import { TICK_MINUTES } from '../../sync/contract/values.ts'
import type { OfficeDay } from './day-screen.tsx'
import { useDesk } from './use-desk.ts'

type Tick = OfficeDay['groups'][number]['ticks'][number]
type Run = { from: string; until: string; capacity: number; taken: number }

/** The counters of a day: for each stretch of time how many seats there are and how many are taken. */
export function CounterView({ day }: { day: OfficeDay }) {
  const { words, home, f } = useDesk()
  const groups = home.offices.find(({ id }) => id === day.officeId)?.counterGroups ?? []
  if (day.groups.length === 0) return <p>{words.day.closed}</p>
  return (
    <div class="counters">
      {day.groups.map(({ counterGroupId, ticks }) => (
        <table key={counterGroupId} class="table">
          <caption>{groups.find(({ id }) => id === counterGroupId)?.name ?? counterGroupId}</caption>
          <thead>
            <tr>
              <th scope="col">{words.day.time}</th>
              <th scope="col">{words.day.seats}</th>
            </tr>
          </thead>
          <tbody>
            {runsOf(ticks).map((run) => (
              <tr key={run.from}>
                <th scope="row" class="numbers">
                  {`${f.time(run.from)} – ${f.time(run.until)}`}
                </th>
                <td>
                  <span class="seats" aria-hidden="true">
                    {Array.from({ length: Math.max(run.capacity, run.taken) }, (_, seat) => (
                      <span
                        key={seat}
                        class={`seat${seat < run.taken ? (seat < run.capacity ? ' seat-taken' : ' seat-over') : ''}`}
                      />
                    ))}
                  </span>
                  {words.day.taken(run.taken, run.capacity)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </div>
  )
}

/** Neighbouring ticks that stand alike, as one line. */
export function runsOf(ticks: readonly Tick[]): Run[] {
  const runs: Run[] = []
  for (const { time, capacity, taken } of ticks) {
    const last = runs.at(-1)
    if (last?.until === time && last.capacity === capacity && last.taken === taken) last.until = later(time)
    else runs.push({ from: time, until: later(time), capacity, taken })
  }
  return runs
}

function later(time: string): string {
  const minutes = Number(time.slice(0, 2)) * 60 + Number(time.slice(3)) + TICK_MINUTES
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}
