import { useEffect, useLayoutEffect } from 'preact/hooks'
import type { CallTrouble } from '../../machines/call-trouble.ts'
import type { CallRef } from '../../machines/front-desk.ts'
import { Icon } from '../components/icon.tsx'
import { useSnapshot } from '../use-actor.ts'
import { BookedPanel } from './booked-panel.tsx'
import { CallerColumn } from './caller-column.tsx'
import { focusOn, PLACES } from './focus.ts'
import { ServiceColumn } from './service-column.tsx'
import { SlotColumn } from './slot-column.tsx'
import { useDesk } from './use-desk.ts'

/** Troubles that another free time ends. */
const AT_SLOTS: readonly CallTrouble[] = ['slotMissing', 'slotTaken', 'notOffered']

/** One call on the screen: what for, who, when; nothing has an order. */
export function CallView({ call }: { call: CallRef }) {
  const snapshot = useSnapshot(call)
  const { words } = useDesk()
  const { context } = snapshot
  const booked = snapshot.matches('booked')
  // Before it is painted: a key that follows at once must not be lost.
  useLayoutEffect(() => {
    focusOn(PLACES.search)
  }, [])
  useEffect(() => {
    if (context.trouble === 'nothingChosen') focusOn(PLACES.search)
    if (context.trouble && AT_SLOTS.includes(context.trouble)) focusOn(PLACES.slots)
    if (context.trouble === 'consentMissing') focusOn(PLACES.consent)
  }, [context.trouble])
  useEffect(() => {
    const [issue] = context.issues
    if (issue) focusOn(issue.field)
  }, [context.issues.length > 0])
  if (booked && context.booked) return <BookedPanel call={call} booked={context.booked} />
  return (
    <div
      class="call"
      onKeyDown={(event) => {
        if (event.key === 'Enter' && event.ctrlKey) {
          event.preventDefault()
          call.send({ type: 'confirm' })
        } else if (event.key === 'Escape' && focusOn(PLACES.search)) event.preventDefault()
      }}
    >
      <h1 class="only-heard">{words.call.title}</h1>
      <div class="call-trouble" role="alert">
        {context.trouble && (
          <p class="desk-note desk-note-wrong">
            <Icon name="warning" /> <span>{words.call.trouble[context.trouble]}</span>
          </p>
        )}
      </div>
      <ServiceColumn call={call} />
      <CallerColumn call={call} booking={snapshot.matches('booking')} />
      <SlotColumn call={call} looking={snapshot.matches({ composing: 'looking' })} />
    </div>
  )
}
