import { useState } from 'preact/hooks'
import { BookingDetail } from './booking-detail.tsx'
import { useDesk, useFreshness, useLoaded, useNames } from './use-desk.ts'

/** What waits for a person: refused requests, bookings that no longer fit, mails that did not arrive. */
export function TasksScreen() {
  const { words, client, report, f } = useDesk()
  const names = useNames()
  const [chosen, setChosen] = useState<string | null>(null)
  const answer = useLoaded(() => client.tasks({}), [JSON.stringify(report.versions ?? {})])
  useFreshness(answer)
  const tasks = answer.value?.outcome === 'tasks' ? answer.value.tasks : []
  return (
    <div class="screen">
      <h1 class="screen-title">{words.tasks.title}</h1>
      {answer.value && answer.value.outcome !== 'tasks' && <p role="alert">{words.answer[answer.value.outcome]}</p>}
      <p role="status">{answer.value !== null && tasks.length === 0 ? words.tasks.nothing : ''}</p>
      <div class="split">
        <ul class="lines" aria-label={words.tasks.title}>
          {tasks.map((task) => (
            <li key={`${task.bookingId}${task.kind}`}>
              <button
                type="button"
                class="line"
                aria-current={task.bookingId === chosen || undefined}
                onClick={() => setChosen(task.bookingId)}
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
        <BookingDetail bookingId={chosen} onChanged={answer.again} />
      </div>
    </div>
  )
}
