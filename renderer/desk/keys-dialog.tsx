import type { DeskView } from '../../machines/front-desk.ts'
import { Button } from '../components/button.tsx'
import { Dialog } from '../components/dialog.tsx'
import { type Command, keyLabel, SHORTCUTS } from './keys.ts'
import { useDesk } from './use-desk.ts'

/** Every key, in words. */
export function KeysDialog({ views, onClose }: { views: readonly DeskView[]; onClose: () => void }) {
  const { words } = useDesk()
  const { keys, bar, call } = words
  const names: Readonly<Record<Command, string>> = {
    calls: keys.view(bar.calls),
    find: keys.view(bar.find),
    day: keys.view(bar.day),
    inbox: keys.view(bar.inbox),
    tasks: keys.view(bar.tasks),
    figures: keys.view(bar.figures),
    fleet: keys.view(bar.fleet),
    help: bar.help,
    newCall: call.begin,
    otherCall: call.other,
    lock: bar.lock,
    book: keys.book,
    column1: keys.column1,
    column2: keys.column2,
    column3: keys.column3,
  }
  const shown = SHORTCUTS.filter(({ command }) => !isView(command) || views.includes(command))
  const rows = [
    [keys.names.Enter, keys.enter],
    ['↑ ↓', keys.arrows],
    [keys.names.Escape, keys.escape],
    ...shown.map(({ command }) => [`${keyLabel(command, keys.names)}${command === 'help' ? ' · ?' : ''}`, names[command]]),
  ]
  return (
    <Dialog
      title={keys.title}
      onClose={onClose}
      actions={
        <Button kind="primary" onPress={onClose}>
          {keys.close}
        </Button>
      }
    >
      <dl class="desk-keys">
        {rows.map(([key, what]) => (
          <div key={key} class="desk-keys-row">
            <dt>
              <kbd class="key">{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}

const VIEWS: readonly string[] = ['calls', 'find', 'day', 'inbox', 'tasks', 'figures', 'fleet'] satisfies DeskView[]
const isView = (command: Command): command is DeskView => VIEWS.includes(command)
