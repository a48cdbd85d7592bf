import { useEffect, useState } from 'preact/hooks'
import { mayJoin } from '../../machines/basket.ts'
import type { ServiceChoice } from '../../sync/contract/visit.ts'
import { ActionBar } from '../components/action-bar.tsx'
import { Button } from '../components/button.tsx'
import { Frame } from '../components/frame.tsx'
import { Keyboard } from '../components/keyboard.tsx'
import { Pages } from '../components/pages.tsx'
import { SearchField } from '../components/search-field.tsx'
import { BasketList, GroupList, ServiceList } from '../components/service-lists.tsx'
import { ServiceSheet } from '../components/service-sheet.tsx'
import { useTyping } from '../components/use-typing.ts'
import { Waiting } from '../components/waiting.tsx'
import { useVisit } from '../use-visit.ts'
import './service.css'

const FEW = 8
/** One letter names nothing yet. */
const SHORTEST_QUERY = 2

/** Step 2: what for; search, groups or the few that there are; then how many, and what else. */
export function ServiceScreen() {
  const { t, visitor, send } = useVisit()
  const { services, basket } = visitor
  const [browsing, setBrowsing] = useState(basket.length === 0)
  const [groupId, setGroupId] = useState<string | null>(null)
  const [opened, setOpened] = useState<ServiceChoice | null>(null)
  const [query, setQuery] = useState('')
  const typing = useTyping()
  const found = useSearch(query)

  const adding = basket.length > 0
  const inBasket = (id: string) => basket.some(({ serviceId }) => serviceId === id)
  const offered = (services?.choices ?? []).filter(
    ({ service }) => !adding || (services !== null && !inBasket(service.id) && mayJoin(services, basket, service.id)),
  )
  const few = offered.length <= FEW
  const list = found
    ? found.flatMap((id) => offered.find(({ service }) => service.id === id) ?? [])
    : offered.filter(({ service }) => few || service.groupId === groupId)
  const showGroups = browsing && !found && !few && groupId === null
  const group = services?.groups.find(({ id }) => id === groupId)

  const takeCount = (count: number) => {
    if (!opened) return
    send({ type: 'service.counted', service: { serviceId: opened.service.id, count } })
    setOpened(null)
    setQuery('')
    setGroupId(null)
    typing.stop()
    setBrowsing(count === 0 && basket.every(({ serviceId }) => serviceId === opened.service.id))
  }
  const goBack = () => {
    if (query !== '' || typing.field) {
      setQuery('')
      typing.stop()
    } else if (groupId !== null) setGroupId(null)
    else if (browsing && adding) setBrowsing(false)
    else send({ type: 'back' })
  }
  return (
    <Frame
      question={!browsing && offered.length > 0 ? t.service.questionMore : t.service.question}
      part={browsing ? (groupId ?? 'all') : 'basket'}
      keyboard={typing.field && <Keyboard typing={typing} layout="text" />}
      actions={
        <ActionBar back={goBack}>
          {adding && (
            <Button kind="primary" iconEnd="arrow-on" onPress={() => send({ type: 'next' })}>
              {t.service.next}
            </Button>
          )}
        </ActionBar>
      }
    >
      <Waiting>
        {browsing ? (
          <div class="services">
            <SearchField label={t.service.search} hint={t.service.searchHint} value={query} typing={typing} onChange={setQuery} />
            {adding && <p class="quiet">{t.service.anotherHint}</p>}
            {found && (
              <p class="services-found" role="status">
                {t.service.results(list.length)}
              </p>
            )}
            {showGroups ? (
              <Pages label={t.service.groups}>
                <GroupList groups={services?.groups ?? []} offered={offered} onChosen={setGroupId} />
              </Pages>
            ) : (
              <Pages label={t.service.question} turnKey={`${query}${groupId}`}>
                {!found && group && (
                  <Button kind="quiet" class="services-up" icon="chevron-back" onPress={() => setGroupId(null)}>
                    {t.service.allGroups}
                  </Button>
                )}
                {list.length === 0 && found ? (
                  <p class="services-nothing">{t.service.noResult}</p>
                ) : (
                  <ServiceList choices={list} group={found ? undefined : group} onChosen={setOpened} />
                )}
              </Pages>
            )}
          </div>
        ) : (
          <BasketList onAnother={() => setBrowsing(true)} onOpen={setOpened} mayAdd={offered.length > 0} />
        )}
      </Waiting>
      {opened && <ServiceSheet choice={opened} onTake={takeCount} onClose={() => setOpened(null)} />}
    </Frame>
  )
}

/** Ids of the services that fit the query, best first; null while nothing is asked. */
function useSearch(query: string): readonly string[] | null {
  const { visitor, search } = useVisit()
  const [answer, setAnswer] = useState<readonly string[] | null>(null)
  const asked = query.trim()
  useEffect(() => {
    if (asked.length < SHORTEST_QUERY || visitor.officeId === null) {
      setAnswer(null)
      return undefined
    }
    let current = true
    void search(visitor.officeId, asked.slice(0, 200), visitor.language).then(
      (ids) => {
        if (current) setAnswer(ids)
      },
      // A station that has just gone: what was found before stays, and a visit is not lost over it.
      () => undefined,
    )
    return () => {
      current = false
    }
  }, [asked, visitor.officeId, visitor.language])
  return asked.length < SHORTEST_QUERY ? null : answer
}
