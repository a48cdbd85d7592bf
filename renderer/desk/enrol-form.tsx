import { useState } from 'preact/hooks'
import { Button } from '../components/button.tsx'
import { useDenials, useDesk, useNames } from './use-desk.ts'
import { useKept } from './use-kept.ts'

/** A one-time code for a new device. */
export function EnrolForm({ onEnrolled }: { onEnrolled: () => void }) {
  const { words, client, home, f } = useDesk()
  const names = useNames()
  const denied = useDenials()
  const { fleet } = words
  const [name, setName] = useState('')
  const [officeId, setOffice] = useState('')
  const [profile, setProfile] = useState<'lobby' | 'desk'>('lobby')
  const [code, setCode] = useKept<{ code: string; expiresAt: string } | null>('enrolCode', null)
  const enrol = async () => {
    if (name.trim() === '') return
    const answer = await client.enrolKiosk({ name: name.trim(), officeId: officeId === '' ? null : officeId, profile })
    if (denied(answer)) return
    setCode(answer)
    setName('')
    onEnrolled()
  }
  return (
    <form
      class="screen-form day-form"
      aria-label={fleet.enrol}
      onSubmit={(event) => {
        event.preventDefault()
        void enrol()
      }}
    >
      <div class="pair">
        <label class="input-label" for="enrol-name">
          {fleet.name}
        </label>
        <input
          id="enrol-name"
          class="input"
          type="text"
          maxLength={80}
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </div>
      <div class="pair">
        <label class="input-label" for="enrol-office">
          {fleet.office}
        </label>
        <select id="enrol-office" class="input" value={officeId} onChange={(event) => setOffice(event.currentTarget.value)}>
          <option value="">{fleet.everywhere}</option>
          {home.offices.map(({ id }) => (
            <option key={id} value={id}>
              {names.office(id)}
            </option>
          ))}
        </select>
      </div>
      <div class="pair">
        <label class="input-label" for="enrol-kind">
          {fleet.kind}
        </label>
        <select
          id="enrol-kind"
          class="input"
          value={profile}
          onChange={(event) => setProfile(event.currentTarget.value === 'desk' ? 'desk' : 'lobby')}
        >
          <option value="lobby">{fleet.profile.lobby}</option>
          <option value="desk">{fleet.profile.desk}</option>
        </select>
      </div>
      <Button icon="plus" disabled={name.trim() === ''} onPress={() => void enrol()}>
        {fleet.enrol}
      </Button>
      <p role="status">{code && <strong>{fleet.code(code.code, f.instant(code.expiresAt))}</strong>}</p>
    </form>
  )
}
