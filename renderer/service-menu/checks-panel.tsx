import { useEffect, useState } from 'preact/hooks'
import type { ServiceCheck } from '../../sync/contract/service-menu.ts'
import { Icon } from '../components/icon.tsx'
import type { PanelProps } from './ports.ts'

/** The self-test, a line for each part; told by sign and word, not by colour alone. */
export function ChecksPanel({ t, ports }: PanelProps) {
  const [checks, setChecks] = useState<readonly ServiceCheck[] | null>(null)
  useEffect(() => {
    void ports.serviceCheck({}).then(setChecks, () => setChecks([]))
  }, [])
  if (checks === null) return <p role="status">{t.checking}</p>
  if (checks.length === 0) return <p role="alert">{t.failed}</p>
  return (
    <ul class="caretaker-checks">
      {checks.map(({ name, well, note }) => (
        <li key={name} class={well ? 'caretaker-check' : 'caretaker-check caretaker-check-fault'}>
          <Icon name={well ? 'check' : 'warning'} size="large" />
          <span class="caretaker-check-name">{t.checkNames[name]}</span>
          <span class="caretaker-check-state">{well ? t.well : t.fault}</span>
          <span class="caretaker-check-detail">{t.notes[note.kind](note.value)}</span>
        </li>
      ))}
    </ul>
  )
}
