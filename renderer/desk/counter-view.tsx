import type { DayView } from '../../sync/contract/desk-records.ts'
import { runsOf, SEATS, type Seat } from './seat-runs.ts'
import { useDesk } from './use-desk.ts'
import { instantOf } from './wall-time.ts'

/** Told by a sign as well as by colour. */
const SIGNS: Readonly<Record<Seat, string>> = {
  arrived: '✓',
  walkIn: '+',
  booked: '●',
  missed: '✕',
  kept: '◌',
  over: '!',
  free: '',
}

/** The counters of a day: for each stretch of time what each seat is. */
export function CounterView({ day }: { day: DayView }) {
  const { words, home, f, town } = useDesk()
  const groups = home.offices.find(({ id }) => id === day.officeId)?.counterGroups ?? []
  if (day.groups.length === 0) return <p>{words.day.closed}</p>
  return (
    <div class="counters">
      <ul class="seats-legend" aria-label={words.day.legend}>
        {SEATS.map((seat) => (
          <li key={seat}>
            <SeatSign seat={seat} /> {words.day.seat[seat]}
          </li>
        ))}
      </ul>
      {day.groups.map((group) => (
        <table key={group.counterGroupId} class="table">
          <caption>{groups.find(({ id }) => id === group.counterGroupId)?.name ?? group.counterGroupId}</caption>
          <thead>
            <tr>
              <th scope="col">{words.day.time}</th>
              <th scope="col">{words.day.seats}</th>
            </tr>
          </thead>
          <tbody>
            {runsOf(group, day.bookings, Date.parse(instantOf(day.day, group.ticks[0]?.time ?? '00:00', town.zone))).map(
              (run) => (
                <tr key={run.from}>
                  <th scope="row" class="numbers">
                    {`${f.time(run.from)} – ${f.time(run.until)}`}
                  </th>
                  <td>
                    <span class="seats" aria-hidden="true">
                      {run.seats.map((seat, index) => (
                        <SeatSign key={index} seat={seat} />
                      ))}
                    </span>
                    {f.list(
                      SEATS.flatMap((seat) => {
                        const count = run.seats.filter((each) => each === seat).length
                        return count === 0 ? [] : [`${count} ${words.day.seat[seat]}`]
                      }),
                    )}
                  </td>
                </tr>
              ),
            )}
          </tbody>
        </table>
      ))}
    </div>
  )
}

const SeatSign = ({ seat }: { seat: Seat }) => (
  <span class={`seat seat-${seat}`} aria-hidden="true">
    {SIGNS[seat]}
  </span>
)
