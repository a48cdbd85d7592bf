import type * as z from 'zod/mini'
import type { BookingLine } from '../../sync/contract/desk-records.ts'
import { useRef } from 'preact/hooks'
import { Icon } from '../components/icon.tsx'
import { useDesk, useNames } from './use-desk.ts'

export type Line = z.output<typeof BookingLine>

type BookingListProps = {
  label: string
  lines: readonly Line[]
  chosen: string | null
  /** Only the time where all are of one day. */
  sameDay?: boolean
  onChoose: (bookingId: string) => void
  /** A box before each line that may have one, to pick several. */
  ticks?: Ticks
}
type Ticks = {
  readonly ticked: ReadonlySet<string>
  readonly onTick: (bookingId: string, on: boolean) => void
  readonly mayTick: (line: Line) => boolean
}

/** Bookings to go through with arrows; Enter opens one beside the list. */
export function BookingList({ label, lines, chosen, sameDay = false, onChoose, ticks }: BookingListProps) {
  const { f, words } = useDesk()
  const names = useNames()
  const list = useRef<HTMLUListElement>(null)
  const step = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])]
    const at = buttons.findIndex((button) => button.closest('li')?.contains(document.activeElement))
    buttons[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus()
    event.preventDefault()
  }
  return (
    <ul ref={list} class="lines" aria-label={label} onKeyDown={step}>
      {lines.map((line) => (
        <li key={line.bookingId} class={ticks?.mayTick(line) ? 'line-row' : undefined}>
          {ticks?.mayTick(line) && (
            <label class="line-tick">
              <span class="only-heard">{words.inbox.pick(line.name || line.number, f.instant(line.startsAt))}</span>
              <input
                type="checkbox"
                checked={ticks.ticked.has(line.bookingId)}
                onChange={(event) => ticks.onTick(line.bookingId, event.currentTarget.checked)}
              />
            </label>
          )}
          <button
            type="button"
            class="line"
            data-number={line.number}
            aria-current={line.bookingId === chosen || undefined}
            onClick={() => onChoose(line.bookingId)}
          >
            <span class="line-when numbers">{sameDay ? f.instantTime(line.startsAt) : f.instant(line.startsAt)}</span>
            <span class="line-who">
              <strong>{line.name || line.number}</strong>
              <span class="small">{names.services(line.services)}</span>
              {!sameDay && <span class="quiet small">{names.office(line.officeId)}</span>}
            </span>
            <span class="line-marks">
              <span class={`standing standing-${line.standing}`} data-standing={line.standing}>
                {names.standing(line.standing)}
              </span>
              {line.walkIn && <span class="tag">{words.detail.walkIn}</span>}
              {line.overbooked && <span class="tag">{words.detail.overbooked}</span>}
              {!line.hasEmail && (
                <span class="small line-phone">
                  <Icon name="phone" /> {line.phone ?? words.detail.noMail}
                </span>
              )}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
