import { useDesk, useNames, useOwnOffices } from './use-desk.ts'

type OfficeSelectProps = { id: string; value: string; onChange: (officeId: string) => void }

/** One of the member's own offices. */
export function OfficeSelect({ id, value, onChange }: OfficeSelectProps) {
  const { words } = useDesk()
  const names = useNames()
  return (
    <>
      <label class="input-label" for={id}>
        {words.day.office}
      </label>
      <select id={id} class="input" value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {useOwnOffices().map((office) => (
          <option key={office.id} value={office.id}>
            {names.office(office.id)}
          </option>
        ))}
      </select>
    </>
  )
}
