import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { DeskView } from '../../machines/front-desk.ts'
import type { StaffMember } from '../../sync/contract/desk-records.ts'
import { CallView } from './call-view.tsx'
import { DayScreen } from './day-screen.tsx'
import { FiguresScreen } from './figures-screen.tsx'
import { FindScreen } from './find-screen.tsx'
import { FleetScreen } from './fleet-screen.tsx'
import { focusOn, PLACES } from './focus.ts'
import { InboxScreen } from './inbox-screen.tsx'
import { DeskNote } from './desk-note.tsx'
import { type Command, commandOf } from './keys.ts'
import { KeysDialog } from './keys-dialog.tsx'
import { TasksScreen } from './tasks-screen.tsx'
import { TopBar } from './top-bar.tsx'
import { type Desk, DeskProvider, type Told, useDesk } from './use-desk.ts'

/** What a role sees; central holds the rights, this only leaves out what it would refuse. */
function viewsOf({ role }: Pick<StaffMember, 'role'>): readonly DeskView[] {
  if (role === 'it') return ['fleet']
  const office = ['calls', 'find', 'day', 'inbox', 'tasks'] as const
  return role === 'officeAdmin' ? [...office, 'figures'] : office
}

type WorkplaceProps = { parts: Omit<Desk, 'tell' | 'told' | 'lookedAt' | 'lookAt'>; onLanguage: () => void }

/** The desk of somebody who is signed in: bar, one view, and what was last told. */
export function Workplace({ parts, onLanguage }: WorkplaceProps) {
  const [told, setTold] = useState<Told | null>(null)
  const [helping, setHelping] = useState(false)
  const [lookedAt, lookAt] = useState<string | null>(null)
  const { context, staff, send, newId } = parts
  const desk: Desk = {
    ...parts,
    lookedAt,
    lookAt,
    told,
    tell: (message, kind = 'done') => setTold((before) => ({ message, kind, turn: (before?.turn ?? 0) + 1 })),
  }
  const views = viewsOf(staff)
  const begin = () => send({ type: 'call.begun', bookingId: newId() })
  useEffect(() => {
    // Whoever may book has a call in front of them: the cursor stands in its search at once.
    if (views.includes('calls') && context.calls.length === 0) begin()
  }, [context.calls.length])
  useEffect(() => setTold(null), [context.view, context.activeCall])

  const handled = (command: Command): boolean => {
    if (command === 'help') setHelping(true)
    else if (command === 'lock') send({ type: 'lock' })
    else if (command === 'newCall' && views.includes('calls')) begin()
    else if (command === 'otherCall') {
      const other = nextCall(desk)
      if (other !== null) send({ type: 'call.taken', callId: other })
    } else if (command === 'column1') return focusOn(PLACES.search)
    else if (command === 'column2') return focusOn(PLACES.caller)
    else if (command === 'column3') return focusOn(PLACES.slots)
    else if (command === 'book') return false
    else if (views.some((view) => view === command)) send({ type: 'view.chosen', view: command as DeskView })
    return true
  }
  const latest = useRef(handled)
  latest.current = handled
  // Before the next key can come: who types fast does not wait for a picture.
  useLayoutEffect(() => {
    const abort = new AbortController()
    window.addEventListener(
      'keydown',
      (event) => {
        const command = commandOf(event, isWriting(event.target))
        // Over a dialog nothing but the lock: whoever has to leave leaves at once, and finds it again.
        if (document.querySelector('dialog[open]') && command !== 'lock') return
        if (command !== null && latest.current(command)) event.preventDefault()
      },
      { signal: abort.signal },
    )
    return () => abort.abort()
  }, [])
  return (
    <DeskProvider value={desk}>
      <div class="desk">
        <TopBar views={views} onBegin={begin} onHelp={() => setHelping(true)} onLanguage={onLanguage} />
        <DeskNote told={told} place="desk-told" />
        <main id="content" class="desk-main" data-desk={context.view} tabIndex={-1}>
          <View view={context.view} />
        </main>
        {helping && <KeysDialog views={views} onClose={() => setHelping(false)} />}
      </div>
    </DeskProvider>
  )
}

function View({ view }: { view: DeskView }) {
  const { context } = useDesk()
  const call = context.calls.find(({ id }) => id === context.activeCall)
  switch (view) {
    case 'calls':
      return call ? <CallView key={call.id} call={call} /> : null
    case 'find':
      return <FindScreen />
    case 'day':
      return <DayScreen />
    case 'inbox':
      return <InboxScreen />
    case 'tasks':
      return <TasksScreen />
    case 'figures':
      return <FiguresScreen />
    case 'fleet':
      return <FleetScreen />
  }
}

/** The call after the one on the screen; null where there is no other. */
function nextCall({ context }: Pick<Desk, 'context'>): string | null {
  const { calls, activeCall } = context
  if (calls.length === 0) return null
  const at = calls.findIndex(({ id }) => id === activeCall)
  return calls[(at + 1) % calls.length]?.id ?? null
}

const isWriting = (target: EventTarget | null): boolean => {
  if (target instanceof HTMLInputElement) return target.type !== 'checkbox' && target.type !== 'radio' && target.value !== ''
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
}
