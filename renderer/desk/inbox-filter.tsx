import { useDesk, useNames, useOwnOffices } from './use-desk.ts'

/** What the inbox is narrowed to; empty is all. */
export type Filter = { readonly officeId: string; readonly day: string; readonly serviceId: string }
export const NO_FILTER: Filter = { officeId: '', day: '', serviceId: '' }

type InboxFilterProps = { filter: Filter; onChange: (filter: Filter) => void }

/** Narrows the requests by office, day and service. */
export function InboxFilter({ filter, onChange }: InboxFilterProps) {
  const { home, words } = useDesk()
  const names = useNames()
  const offices = useOwnOffices()
  const offered = new Set(
    home.offers.filter(({ officeId }) => offices.some(({ id }) => id === officeId)).map(({ serviceId }) => serviceId),
  )
  const services = home.services.filter(({ id }) => offered.has(id))
  return (
    <div class="screen-form day-form" role="search" aria-label={words.inbox.filter}>
      <FilterSelect
        id="inbox-office"
        label={words.day.office}
        value={filter.officeId}
        options={offices.map(({ id }) => ({ id, name: names.office(id) }))}
        onChange={(officeId) => onChange({ ...filter, officeId })}
      />
      <div class="pair">
        <label class="input-label" for="inbox-day">
          {words.day.date}
        </label>
        <input
          id="inbox-day"
          class="input"
          type="date"
          value={filter.day}
          onChange={(event) => onChange({ ...filter, day: event.currentTarget.value })}
        />
      </div>
      <FilterSelect
        id="inbox-service"
        label={words.inbox.service}
        value={filter.serviceId}
        options={services.map(({ id }) => ({ id, name: names.service(id) }))}
        onChange={(serviceId) => onChange({ ...filter, serviceId })}
      />
    </div>
  )
}

type FilterSelectProps = {
  id: string
  label: string
  value: string
  options: readonly { readonly id: string; readonly name: string }[]
  onChange: (value: string) => void
}

function FilterSelect({ id, label, value, options, onChange }: FilterSelectProps) {
  const { words } = useDesk()
  return (
    <div class="pair">
      <label class="input-label" for={id}>
        {label}
      </label>
      <select id={id} class="input" value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{words.inbox.all}</option>
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.name}
          </option>
        ))}
      </select>
    </div>
  )
}
