import { useState } from 'preact/hooks'
import { Segments } from '../components/segments.tsx'
import { BookingDetail } from './booking-detail.tsx'
import { BookingList } from './booking-list.tsx'
import { useDesk, useFreshness, useLoaded, useNames } from './use-desk.ts'
import { useKept } from './use-kept.ts'

type Chosen = { readonly chosen: string | null; readonly onChoose: (bookingId: string) => void }

/** What waits for a person: refused requests, bookings that no longer fit, mails that did not arrive; and who would come earlier. */
export function TasksScreen() {
  const { words } = useDesk()
  const [view, setView] = useKept<'list' | 'earlierList'>('taskView', 'list')
  const [chosen, setChosen] = useKept<string | null>('taskChosen', null)
  const [turn, setTurn] = useState(0)
  return (
    <div class="screen">
      <div class="screen-head">
        <h1 class="screen-title">{words.tasks[view]}</h1>
        <Segments
          hideLabel
          label={words.day.view}
          value={view}
          options={[
            ['list', words.tasks.list],
            ['earlierList', words.tasks.earlierList],
          ]}
          onChange={(next) => {
            setView(next)
            setChosen(null)
          }}
        />
      </div>
      <div class="split">
        {view === 'list' ? (
          <OpenTasks turn={turn} chosen={chosen} onChoose={setChosen} />
        ) : (
          <EarlierList turn={turn} chosen={chosen} onChoose={setChosen} />
        )}
        <BookingDetail bookingId={chosen} onChanged={() => setTurn(turn + 1)} />
      </div>
    </div>
  )
}

function OpenTasks({ turn, chosen, onChoose }: Chosen & { turn: number }) {
  const { words, client, report, f } = useDesk()
  const names = useNames()
  const answer = useLoaded(() => client.tasks({}), [turn, JSON.stringify(report.versions ?? {})])
  useFreshness(answer)
  const tasks = answer.value?.outcome === 'tasks' ? answer.value.tasks : []
  return (
    <div>
      {answer.value && answer.value.outcome !== 'tasks' && <p role="alert">{words.answer[answer.value.outcome]}</p>}
      <p role="status">{answer.value?.outcome === 'tasks' && tasks.length === 0 ? words.tasks.nothing : ''}</p>
      <ul class="lines" aria-label={words.tasks.title}>
        {tasks.map((task) => (
          <li key={`${task.bookingId}${task.kind}`}>
            <button
              type="button"
              class="line"
              data-task={task.kind}
              aria-current={task.bookingId === chosen || undefined}
              onClick={() => onChoose(task.bookingId)}
            >
              <span class="line-when numbers">{f.instant(task.since)}</span>
              <span class="line-who">
                <strong>{words.tasks[task.kind]}</strong>
                <span class="quiet small">{names.office(task.officeId)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Who would come earlier, in the order in which they have asked. */
function EarlierList({ turn, chosen, onChoose }: Chosen & { turn: number }) {
  const { words, client, report } = useDesk()
  const answer = useLoaded(() => client.earlierList({}), [turn, JSON.stringify(report.versions ?? {})])
  useFreshness(answer)
  const lines = answer.value?.outcome === 'earlier' ? answer.value.bookings : []
  return (
    <div>
      {answer.value && answer.value.outcome !== 'earlier' && <p role="alert">{words.answer[answer.value.outcome]}</p>}
      <p role="status">{answer.value?.outcome === 'earlier' && lines.length === 0 ? words.tasks.earlierNobody : ''}</p>
      <BookingList label={words.tasks.earlierList} lines={lines} chosen={chosen} onChoose={onChoose} />
    </div>
  )
}
