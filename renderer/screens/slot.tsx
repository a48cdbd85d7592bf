import { useState } from 'preact/hooks'
import type { Slot } from '../../sync/contract/booking.ts'
import type { SlotChoices } from '../../sync/contract/visit.ts'
import { ActionBar } from '../components/action-bar.tsx'
import { Button } from '../components/button.tsx'
import { Calendar } from '../components/calendar.tsx'
import { Frame } from '../components/frame.tsx'
import { Icon } from '../components/icon.tsx'
import { NoticeBox } from '../components/notice-bar.tsx'
import { Pages } from '../components/pages.tsx'
import { Segments } from '../components/segments.tsx'
import { SlotList } from '../components/slot-list.tsx'
import { Together } from '../components/together.tsx'
import { Waiting } from '../components/waiting.tsx'
import { useVisit } from '../use-visit.ts'
import './slot.css'

const MINUTE_S = 60
/** Up to here minutes say more than a time of day. */
const IN_MINUTES_S = 120 * MINUTE_S

/** Step 3: when. The fast answer first, then month and times, or the list. */
export function SlotScreen({ question }: { question?: string }) {
  const { t, f, visitor, send, newId } = useVisit()
  const { slots, marked, slot, hold, slotView } = visitor
  // With large type, or where a month has no room for its weeks, all turns as one.
  const [low, setLow] = useState(false)
  const whole = visitor.comfort.textScale > 1 || (low && slotView === 'calendar')
  const take = (chosen: Slot) => send({ type: 'slot.chosen', slot: chosen, bookingId: newId() })
  const ageWords = ({ ageSeconds, heardAt }: SlotChoices): string =>
    heardAt !== undefined && (ageSeconds ?? 0) > IN_MINUTES_S
      ? t.slot.ageSince(f.instant(heardAt))
      : t.slot.age(Math.round((ageSeconds ?? 0) / MINUTE_S))
  // Below the line of reach there is room for the list or for what is its first line anyway.
  const short = visitor.comfort.seatedReach && slotView === 'list'
  const goOn = () => {
    if (!marked) return
    if (hold !== null && slot?.startsAt === marked.startsAt) send({ type: 'next' })
    else take(marked)
  }
  return (
    <Frame
      question={question ?? t.slot.question}
      actions={
        <ActionBar>
          {slotView === 'calendar' && slots?.first && (
            <Button kind="primary" iconEnd="arrow-on" disabled={!marked} onPress={goOn}>
              {t.slot.next}
            </Button>
          )}
        </ActionBar>
      }
    >
      <Waiting>
        {slots && slots.first === null && <NothingFree />}
        {slots?.first && (
          <Pages still={!whole}>
            <div class={`slots${whole ? ' slots-whole' : ''}`}>
              {slots.ageSeconds !== null && slots.ageSeconds >= MINUTE_S && <NoticeBox kind="info">{ageWords(slots)}</NoticeBox>}
              {visitor.alternatives.length > 0 && <Alternatives onTake={take} />}
              {visitor.alternatives.length === 0 && !short && <Earliest slot={slots.first} onTake={take} />}
              <Segments
                label={t.slot.view}
                hideLabel
                value={slotView}
                options={[
                  ['calendar', t.slot.calendar],
                  ['list', t.slot.list],
                ]}
                onChange={(view) => send({ type: 'view.switched', view })}
              />
              {slotView === 'calendar' ? (
                <Calendar
                  slots={slots}
                  whole={whole}
                  onLow={() => setLow(true)}
                  onMark={(chosen) => send({ type: 'slot.marked', slot: chosen })}
                />
              ) : (
                <SlotList slots={slots} onTake={take} />
              )}
            </div>
          </Pages>
        )}
      </Waiting>
    </Frame>
  )
}

/** The fast answer: one tap takes it. */
function Earliest({ slot, onTake }: { slot: Slot; onTake: (slot: Slot) => void }) {
  const { t, f } = useVisit()
  return (
    <button type="button" class="earliest" data-part onClick={() => onTake(slot)}>
      <span class="earliest-mark">
        <Icon name="bolt" size="large" />
      </span>
      <span class="earliest-words">
        <span class="earliest-label">{t.slot.earliest}</span>
        <span class="earliest-slot">{f.slot(slot)}</span>
      </span>
      <span class="earliest-take">
        {t.slot.takeEarliest} <Icon name="arrow-on" />
      </span>
    </button>
  )
}

/** The slot was taken meanwhile: what is free near it. */
function Alternatives({ onTake }: { onTake: (slot: Slot) => void }) {
  const { t, f, visitor } = useVisit()
  return (
    <section class="alternatives" aria-label={t.slot.alternatives}>
      <h2>{t.slot.alternatives}</h2>
      <ul class="alternatives-list">
        {visitor.alternatives.slice(0, 4).map((slot) => (
          <li key={slot.startsAt}>
            <Button wide iconEnd="arrow-on" onPress={() => onTake(slot)}>
              {f.slot(slot)}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function NothingFree() {
  const { t, town } = useVisit()
  return (
    <div class="slots-nothing" role="status">
      <Icon name="calendar" size="huge" />
      <h2>{t.slot.noneAtAll}</h2>
      <p>{t.slot.noneHint}</p>
      <p class="slots-phone">
        <Icon name="phone" /> <Together text={t.help.call(town.phone)} />
      </p>
    </div>
  )
}
