import type { CallRef, DeskView } from '../../machines/front-desk.ts'
import { Icon } from '../components/icon.tsx'
import type { IconName } from '../components/icon-shapes.ts'
import { TownMark } from '../components/town-mark.tsx'
import { useSnapshot } from '../use-actor.ts'
import { ariaKeys, type Command, keyLabel } from './keys.ts'
import { useDesk, useNames } from './use-desk.ts'

const ICONS: Readonly<Record<DeskView, IconName>> = {
  calls: 'phone',
  find: 'search',
  day: 'calendar',
  inbox: 'mail',
  tasks: 'warning',
  figures: 'list',
  fleet: 'sliders',
}

type TopBarProps = { views: readonly DeskView[]; onBegin: () => void; onHelp: () => void; onLanguage: () => void }

/** Areas, calls, and what concerns the person at the desk; the key of each control stands in it. */
export function TopBar({ views, onBegin, onHelp, onLanguage }: TopBarProps) {
  const { context, staff, words, report, send, town } = useDesk()
  const { bar } = words
  const blocked = report.outOfService?.code === 'revoked'
  const offline = blocked || report.network === 'offline'
  return (
    <header class="desk-bar">
      <a class="desk-skip" href="#content">
        {words.skip}
      </a>
      <div class="desk-bar-row">
        <span class="desk-mark">
          <TownMark />
          {town.demonstration && <span class="tag">{words.demonstration}</span>}
        </span>
        <nav class="desk-nav" aria-label={bar.views}>
          {views.map((view) => (
            <button
              key={view}
              type="button"
              class="desk-nav-item"
              aria-current={context.view === view ? 'page' : undefined}
              aria-keyshortcuts={ariaKeys(view)}
              onClick={() => send({ type: 'view.chosen', view })}
            >
              <Icon name={ICONS[view]} /> <span>{bar[view]}</span>
              <Key command={view} />
            </button>
          ))}
        </nav>
        <div class="desk-tools">
          <Tool command="help" icon="help" label={bar.help} onPress={onHelp} />
          <Tool slight icon="sliders" label={bar.contrast} onPress={turnContrast} />
          <Tool slight icon="globe" label={bar.language} onPress={onLanguage} />
          <Tool command="lock" icon="lock" label={bar.lock} onPress={() => send({ type: 'lock' })} />
          <Tool slight icon="door" label={bar.signOut} onPress={() => send({ type: 'sign.out' })} />
          <span class="desk-who">
            <Icon name="person" />
            <span>
              {staff.name} <span class="quiet small">{words.role[staff.role]}</span>
            </span>
          </span>
        </div>
      </div>
      {views.includes('calls') && (
        <div class="desk-calls" role="group" aria-label={words.call.list}>
          {context.calls.map((call) => (
            <CallTab key={call.id} call={call} />
          ))}
          <Tool command="newCall" icon="plus" label={words.call.begin} onPress={onBegin} />
          {context.calls.length > 1 && (
            <span class="quiet small">{`${keyLabel('otherCall', words.keys.names)}: ${words.call.other}`}</span>
          )}
          {offline ? (
            <span class="desk-net desk-net-off" role="status">
              <Icon name="warning" /> {blocked ? bar.blocked : bar.offline}
              {report.waiting > 0 && ` ${bar.waiting(report.waiting)}`}
            </span>
          ) : (
            <span class="desk-net quiet small">{bar.online}</span>
          )}
        </div>
      )}
    </header>
  )
}

/** One call: whose it is as far as is known, and whether it is parked. */
function CallTab({ call }: { call: CallRef }) {
  const { context: desk, client, words, send } = useDesk()
  const names = useNames()
  const { context } = useSnapshot(call)
  const here = desk.activeCall === call.id && desk.view === 'calls'
  const first = context.services[0]
  const name =
    context.booked?.number ?? (context.form.familyName.trim() || (first ? names.service(first.serviceId) : words.call.untitled))
  return (
    <span class={`desk-call${here ? ' desk-call-here' : ''}`}>
      <button
        type="button"
        class="desk-call-take"
        aria-pressed={here}
        onClick={() => send({ type: 'call.taken', callId: call.id })}
      >
        <Icon name={context.booked ? 'check' : 'phone'} /> <span class="desk-call-name">{name}</span>
        <span class="small">{here ? words.call.onScreen : context.booked ? words.call.done : words.call.parked}</span>
      </button>
      <button
        type="button"
        class="desk-call-end"
        aria-label={`${words.call.end}: ${name}`}
        onClick={() => {
          const { slot, booked, bookingId } = context
          // What was held for it is free again.
          if (slot !== null && booked === null) void client.release({ bookingId }).catch(() => undefined)
          send({ type: 'call.ended', callId: call.id })
        }}
      >
        <Icon name="cross" />
      </button>
    </span>
  )
}

type ToolProps = { command?: Command; icon: IconName; label: string; slight?: boolean; onPress: () => void }
function Tool({ command, icon, label, slight = false, onPress }: ToolProps) {
  return (
    <button
      type="button"
      class={`desk-tool${slight ? ' desk-tool-slight' : ''}`}
      title={slight ? label : undefined}
      aria-keyshortcuts={command && ariaKeys(command)}
      onClick={onPress}
    >
      <Icon name={icon} /> <span>{label}</span>
      {command && <Key command={command} />}
    </button>
  )
}

/** A shortcut as it stands in a control; screen readers hear it from `aria-keyshortcuts`. */
export function Key({ command }: { command: Command }) {
  const { words } = useDesk()
  const label = keyLabel(command, words.keys.names)
  return label === '' ? null : (
    <kbd class="key" aria-hidden="true">
      {label}
    </kbd>
  )
}

function turnContrast(): void {
  const { dataset } = document.documentElement
  dataset['contrast'] = dataset['contrast'] === 'high' ? 'normal' : 'high'
}
