import type { DayView } from '../../sync/contract/desk-records.ts'
import { Button } from '../components/button.tsx'
import { Segments } from '../components/segments.tsx'
import { ArrivalField } from './arrival-field.tsx'
import { BookingDetail } from './booking-detail.tsx'
import { BookingList } from './booking-list.tsx'
import { CloseDayDialog } from './close-day-dialog.tsx'
import { CounterView } from './counter-view.tsx'
import { OfficeSelect } from './office-select.tsx'
import { useDay } from './use-day.ts'
import { useDesk, useNames, useOffice } from './use-desk.ts'
import { TICK_MINUTES } from '../../sync/contract/values.ts'
import { addDays } from '../../sync/contract/local-date.ts'
import { useKept } from './use-kept.ts'

/** An office's day: who is expected, who has come; asked anew whenever central says that something has changed. */
export function DayScreen() {
  const { words, staff, home, f } = useDesk()
  const names = useNames()
  const [officeId, setOffice] = useOffice()
  const [day, setDay] = useKept('day', home.today)
  const [view, setView] = useKept<'list' | 'counters'>('dayView', 'list')
  const [chosen, setChosen] = useKept<string | null>('dayChosen', null)
  const [closing, setClosing] = useKept('closing', false)
  const answer = useDay(officeId, day)
  const shown =
    answer.value?.outcome === 'day' && answer.value.officeId === officeId && answer.value.day === day ? answer.value : null
  return (
    <div class="screen">
      <div class="screen-head">
        <h1 class="screen-title">{`${words.day.title}: ${f.day(day)}`}</h1>
        <Button kind="quiet" icon="paper" onPress={() => window.print()}>
          {words.detail.page}
        </Button>
      </div>
      <p class="only-printed">{names.office(officeId)}</p>
      <div class="screen-form day-form">
        <div class="pair">
          <OfficeSelect id="day-office" value={officeId} onChange={setOffice} />
        </div>
        <div class="pair">
          <label class="input-label" for="day-date">
            {words.day.date}
          </label>
          <div class="pair-row">
            <Button icon="chevron-back" label={words.day.previous} onPress={() => setDay(addDays(day, -1))}>
              {''}
            </Button>
            <input
              id="day-date"
              class="input"
              type="date"
              value={day}
              onChange={(event) => setDay(event.currentTarget.value || home.today)}
            />
            <Button icon="chevron-on" label={words.day.following} onPress={() => setDay(addDays(day, 1))}>
              {''}
            </Button>
          </div>
        </div>
        <Segments
          label={words.day.view}
          value={view}
          options={[
            ['list', words.day.list],
            ['counters', words.day.counters],
          ]}
          onChange={setView}
        />
        <ArrivalField officeId={officeId} onArrived={answer.again} />
        {staff.role === 'officeAdmin' && (
          <Button icon="ban" onPress={() => setClosing(true)}>
            {words.day.close}
          </Button>
        )}
      </div>
      {answer.value && answer.value.outcome !== 'day' && <p role="alert">{words.answer[answer.value.outcome]}</p>}
      {answer.away && shown && <p role="alert">{words.answer.unreachable}</p>}
      {shown && <Sums day={shown} />}
      {shown && view === 'counters' && <CounterView day={shown} />}
      {shown && view === 'list' && (
        <div class="split">
          <div>
            {shown.bookings.length === 0 && <p>{shown.groups.length === 0 ? words.day.closed : words.day.nothing}</p>}
            <BookingList sameDay label={words.day.list} lines={shown.bookings} chosen={chosen} onChoose={setChosen} />
          </div>
          <BookingDetail bookingId={chosen} onChanged={answer.again} />
        </div>
      )}
      {closing && (
        <CloseDayDialog
          officeId={officeId}
          day={day}
          onClose={() => {
            setClosing(false)
            answer.again()
          }}
        />
      )}
    </div>
  )
}

/** How the day stands, in numbers; told when they change. */
function Sums({ day }: { day: DayView }) {
  const { words, language } = useDesk()
  const hours = new Intl.NumberFormat(language, { maximumFractionDigits: 1 })
  const count = (...standings: readonly string[]) => day.bookings.filter(({ standing }) => standings.includes(standing)).length
  const free = day.groups
    .flatMap(({ ticks }) => ticks)
    .reduce((sum, { capacity, taken }) => sum + Math.max(0, capacity - taken), 0)
  const sums = [
    ['booked', count('provisional', 'requested', 'confirmed', 'accepted')],
    ['arrived', count('arrived')],
    ['walkIn', day.bookings.filter(({ walkIn }) => walkIn).length],
    ['missed', count('missed')],
    ['open', hours.format((free * TICK_MINUTES) / 60)],
  ] as const
  return (
    <dl class="sums" data-day={day.day} data-version={day.version}>
      {sums.map(([name, number]) => (
        <div key={name} class="sum">
          <dt>{words.day[name]}</dt>
          <dd class="numbers" data-sum={name}>
            {number}
          </dd>
        </div>
      ))}
    </dl>
  )
}
