import { useState } from 'preact/hooks'
import type * as z from 'zod/mini'
import { type Figures, MOST_FIGURE_DAYS } from '../../sync/contract/desk-records.ts'
import { Button } from '../components/button.tsx'
import { BarChart } from './bar-chart.tsx'
import { toCsv } from './csv.ts'
import { OfficeSelect } from './office-select.tsx'
import { useDesk, useLoaded, useNames, useOffice } from './use-desk.ts'
import { addDays } from '../../sync/contract/local-date.ts'

type Day = z.output<typeof Figures>['days'][number]
const SHOWN_DAYS = 28

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)
const utilisation = ({ takenTicks, capacityTicks }: Day) => share(takenTicks, capacityTicks)
const noShow = ({ missed, arrived }: Day) => share(missed, missed + arrived)

/** How full an office was and who came; no person is part of it. */
export function FiguresScreen() {
  const { words, client, home, language } = useDesk()
  const names = useNames()
  const [officeId, setOffice] = useOffice()
  const [firstDay, setFirst] = useState(addDays(home.today, -SHOWN_DAYS))
  const [lastDay, setLast] = useState(addDays(home.today, SHOWN_DAYS))
  const fits = firstDay <= lastDay && lastDay <= addDays(firstDay, MOST_FIGURE_DAYS)
  const ask = () => (fits ? client.figures({ officeId, firstDay, lastDay }) : Promise.resolve(null))
  const answer = useLoaded(ask, [officeId, firstDay, lastDay])
  const days =
    answer.value?.outcome === 'figures' ? answer.value.days.filter(({ capacityTicks, booked }) => capacityTicks + booked > 0) : []
  const { columns } = words.figures
  const rows = days.map((day) => [day.day, day.capacityTicks, day.takenTicks, day.booked, day.arrived, day.missed, day.cancelled])
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 })
  const save = () => {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([toCsv([columns, ...rows])], { type: 'text/csv;charset=utf-8' }))
    link.download = `foyer-${officeId}-${firstDay}-${lastDay}.csv`
    link.click()
    URL.revokeObjectURL(link.href)
  }
  return (
    <div class="screen">
      <h1 class="screen-title">{`${words.figures.title}: ${names.office(officeId)}`}</h1>
      <div class="screen-form day-form">
        <div class="pair">
          <OfficeSelect id="figures-office" value={officeId} onChange={setOffice} />
        </div>
        <div class="pair">
          <label class="input-label" for="figures-from">
            {words.figures.from}
          </label>
          <input
            id="figures-from"
            class="input"
            type="date"
            value={firstDay}
            onChange={(event) => setFirst(event.currentTarget.value || firstDay)}
          />
        </div>
        <div class="pair">
          <label class="input-label" for="figures-until">
            {words.figures.until}
          </label>
          <input
            id="figures-until"
            class="input"
            type="date"
            value={lastDay}
            onChange={(event) => setLast(event.currentTarget.value || lastDay)}
          />
        </div>
        <Button icon="paper" disabled={days.length === 0} onPress={save}>
          {words.figures.csv}
        </Button>
      </div>
      {!fits && <p role="alert">{words.figures.range}</p>}
      {answer.value && answer.value.outcome !== 'figures' && <p role="alert">{words.answer[answer.value.outcome]}</p>}
      {answer.value && days.length === 0 && <p>{words.figures.noData}</p>}
      {days.length > 0 && (
        <>
          <BarChart
            title={words.figures.utilisation}
            about={words.figures.ofSeats}
            bars={days.map((day) => ({ day: day.day, share: utilisation(day) }))}
            percent={percent}
          />
          <BarChart
            title={words.figures.noShow}
            about={words.figures.ofBooked}
            bars={days.map((day) => ({ day: day.day, share: noShow(day) }))}
            percent={percent}
          />
          <details>
            <summary>{words.figures.table}</summary>
            <table class="table">
              <thead>
                <tr>
                  {columns.map((column) => (
                    <th key={column} scope="col">
                      {column}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody class="numbers">
                {rows.map(([day, ...numbers]) => (
                  <tr key={day}>
                    <th scope="row">{day}</th>
                    {numbers.map((number, index) => (
                      <td key={columns[index + 1]}>{number}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        </>
      )}
    </div>
  )
}
