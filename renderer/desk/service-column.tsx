import { useEffect, useState } from 'preact/hooks'
import type { CallRef } from '../../machines/front-desk.ts'
import type { DeskHome } from '../../main/bridge/contract-desk.ts'
import { inLanguage } from '../../sync/contract/language.ts'
import { Icon } from '../components/icon.tsx'
import { useSnapshot } from '../use-actor.ts'
import { focusOn, PLACES } from './focus.ts'
import { readCount } from './read-query.ts'
import { ServiceAnswers } from './service-answers.tsx'
import { useDesk, useNames, useOwnOffices } from './use-desk.ts'

const MOST = 9
type Found = { readonly query: string; readonly ids: readonly string[] }

/** What for: the cursor stands in the search; results by arrows, Enter takes; the caller's question is answered below. */
export function ServiceColumn({ call }: { call: CallRef }) {
  const { words, client, language, home } = useDesk()
  const names = useNames()
  const own = useOwnOffices().map(({ id }) => id)
  const { context } = useSnapshot(call)
  const { services } = context
  const [line, setLine] = useState('')
  const [found, setFound] = useState<Found>({ query: '', ids: [] })
  const [active, setActive] = useState(0)
  const query = readCount(line).words

  /** Who types „Reisep“ means the passport, whatever else is about passports. */
  const search = async (wanted: string): Promise<Found> => {
    if (wanted === '') return { query: '', ids: [] }
    const offered = new Set(home.offers.filter(({ officeId }) => own.includes(officeId)).map(({ serviceId }) => serviceId))
    const ids = await client.searchServices({ query: wanted.slice(0, 200), language })
    const begins = (id: string) => names.service(id).toLocaleLowerCase(language).startsWith(wanted.toLocaleLowerCase(language))
    const beginningFirst = (found: readonly string[]) => [...found.filter(begins), ...found.filter((id) => !begins(id))]
    return { query: wanted, ids: beginningFirst(ids.filter((id) => offered.has(id))).slice(0, MOST) }
  }
  useEffect(() => {
    let current = true
    setActive(0)
    void search(query)
      .then((answer) => {
        if (current) setFound(answer)
      })
      .catch(() => undefined)
    return () => {
      current = false
    }
  }, [query, language])

  const choose = (serviceId: string, count: number) => {
    call.send({ type: 'service.counted', service: { serviceId, count: Math.min(count, mostOf(serviceId, home)) } })
    setLine('')
  }
  const enter = async () => {
    const { count, words: wanted } = readCount(line)
    if (wanted === '') {
      if (services.length > 0) focusOn(PLACES.slots)
      return
    }
    // Who types fast is ahead of the answer.
    const answer = found.query === wanted ? found : await search(wanted).catch(() => null)
    const serviceId = answer?.ids[found.query === wanted ? active : 0]
    if (serviceId !== undefined) choose(serviceId, count)
  }
  const shown = query === '' ? [] : found.ids
  const inFocus = shown[active] ?? services.at(-1)?.serviceId ?? null
  return (
    <section class="column" aria-labelledby="services-title">
      <h2 id="services-title" class="column-title">
        {words.call.services}
      </h2>
      <div class="search-box">
        <Icon name="search" />
        <input
          id={PLACES.search}
          class="input"
          type="text"
          role="combobox"
          aria-label={words.call.search}
          aria-describedby="search-hint"
          aria-expanded={shown.length > 0}
          aria-controls="search-results"
          aria-autocomplete="list"
          aria-activedescendant={shown.length > 0 ? `result-${active}` : undefined}
          placeholder={words.call.search}
          autocomplete="off"
          spellcheck={false}
          maxLength={200}
          value={line}
          onInput={(event) => setLine(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.ctrlKey) {
              event.preventDefault()
              void enter()
            } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
              event.preventDefault()
              const step = event.key === 'ArrowDown' ? 1 : -1
              setActive(Math.min(Math.max(active + step, 0), Math.max(shown.length - 1, 0)))
            }
          }}
        />
      </div>
      <p id="search-hint" class="quiet small">
        {words.call.searchHint}
      </p>
      <p class="only-heard" role="status">
        {query === '' ? '' : words.call.results(shown.length)}
      </p>
      <ul id="search-results" class="results" role="listbox" aria-label={words.call.services} hidden={shown.length === 0}>
        {shown.map((id, index) => (
          <li
            key={id}
            id={`result-${index}`}
            class="result"
            role="option"
            aria-selected={index === active}
            onClick={() => choose(id, readCount(line).count)}
          >
            <span>{names.service(id)}</span>
            {index === active && (
              <kbd class="key" aria-hidden="true">
                {words.keys.names.Enter}
              </kbd>
            )}
          </li>
        ))}
      </ul>
      {query !== '' && found.query === query && shown.length === 0 && <p>{words.call.results(0)}</p>}
      <Chosen call={call} />
      {inFocus !== null && (
        <ServiceAnswers
          serviceId={inFocus}
          count={services.find((one) => one.serviceId === inFocus)?.count ?? 1}
          officeId={services.some((one) => one.serviceId === inFocus) ? (context.slot?.officeId ?? null) : null}
        />
      )}
    </section>
  )
}

/** For how many at most, at whichever office takes the most; one of a service that has just left the catalogue. */
const mostOf = (serviceId: string, { offers }: Pick<DeskHome, 'offers'>): number =>
  Math.max(1, ...offers.filter((offer) => offer.serviceId === serviceId).map(({ maxCount }) => maxCount))

/** The services of the call, each with its count. */
function Chosen({ call }: { call: CallRef }) {
  const { words, home, language } = useDesk()
  const { services } = useSnapshot(call).context
  if (services.length === 0) return <p class="quiet">{words.call.chooseFirst}</p>
  const set = (serviceId: string, count: number) => call.send({ type: 'service.counted', service: { serviceId, count } })
  return (
    <ul class="chosen" aria-label={words.call.chosen}>
      {services.map(({ serviceId, count }) => {
        const service = home.services.find(({ id }) => id === serviceId)
        const name = service ? inLanguage(service.name, language).text : serviceId
        const most = mostOf(serviceId, home)
        return (
          <li key={serviceId} class="chosen-line">
            <span class="chosen-name">
              <span class="numbers">{`${count} × `}</span>
              {name}
            </span>
            <button type="button" class="square" aria-label={words.call.less(name)} onClick={() => set(serviceId, count - 1)}>
              <Icon name="minus" />
            </button>
            <button
              type="button"
              class="square"
              aria-label={words.call.more(name)}
              aria-disabled={count >= most || undefined}
              onClick={() => count < most && set(serviceId, count + 1)}
            >
              <Icon name="plus" />
            </button>
            <button type="button" class="square" aria-label={words.call.remove(name)} onClick={() => set(serviceId, 0)}>
              <Icon name="cross" />
            </button>
          </li>
        )
      })}
    </ul>
  )
}
