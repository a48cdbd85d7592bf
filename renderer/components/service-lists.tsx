import type { ServiceGroup } from '../../sync/contract/catalogue.ts'
import { labelled } from '../../sync/contract/labelled.ts'
import { inLanguage } from '../../sync/contract/language.ts'
import { TICK_MINUTES } from '../../sync/contract/values.ts'
import type { ServiceChoice } from '../../sync/contract/visit.ts'
import { useVisit } from '../use-visit.ts'
import { basketFees } from './basket-fees.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'
import { groupIcon } from './icon-shapes.ts'
import { Pages } from './pages.tsx'
import { Phrase } from './phrase.tsx'
import { ServiceDocuments, ServiceFacts } from './service-facts.tsx'
import './service-lists.css'
import { useChoice } from './use-choice.ts'

/** Groups by life situation. */
export function GroupList({
  groups,
  offered,
  onChosen,
}: {
  groups: readonly ServiceGroup[]
  offered: readonly ServiceChoice[]
  onChosen: (id: string) => void
}) {
  const { t } = useVisit()
  const counted = groups.map((group) => {
    const inside = offered.filter(({ service }) => service.groupId === group.id)
    return { group, n: inside.length, some: inside.slice(0, 3) }
  })
  return (
    <ul class="groups">
      {counted
        .filter(({ n }) => n > 0)
        .map(({ group, n, some }) => (
          <li key={group.id} data-part>
            <button type="button" class="groups-card" onClick={() => onChosen(group.id)}>
              <span class="groups-mark">
                <Icon name={groupIcon(group.icon)} size="large" />
              </span>
              <span class="groups-name">
                <Phrase of={group.name} />
              </span>
              <span class="groups-some">
                {some.map(({ service }) => (
                  <span key={service.id}>
                    <Phrase of={service.name} />
                  </span>
                ))}
              </span>
              <span class="groups-count small">
                {t.service.inGroup(n)} <Icon name="arrow-on" />
              </span>
            </button>
          </li>
        ))}
    </ul>
  )
}

/** Services as rows: everyday name, official name small, duration and fee. */
export function ServiceList({
  choices,
  group,
  onChosen,
}: {
  choices: readonly ServiceChoice[]
  group?: ServiceGroup | undefined
  onChosen: (choice: ServiceChoice) => void
}) {
  return (
    <section class="service-group">
      {group && (
        <h2>
          <Phrase of={group.name} />
        </h2>
      )}
      <ul class="service-rows">
        {choices.map((choice) => (
          <li key={choice.service.id} data-part>
            <ServiceRow choice={choice} onPress={() => onChosen(choice)} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function ServiceRow({ choice: { service, offer }, onPress }: { choice: ServiceChoice; onPress: () => void }) {
  const { t, f } = useVisit()
  const fee = service.fees[0]
  const cents = service.fees.flatMap((each) => each.cents ?? [])
  const free = service.fees.length > 0 && cents.length === service.fees.length && cents.every((each) => each === 0)
  const official = service.officialName && service.officialName.de !== service.name.de ? service.officialName : null
  return (
    <button type="button" class="service-row" aria-haspopup="dialog" onClick={onPress}>
      <span class="service-row-name">
        <Phrase of={service.name} />
      </span>
      {official && (
        <span class="service-row-official small">
          <Phrase of={official} />
        </span>
      )}
      <span class="service-row-facts small">
        <span>
          <Icon name="clock" /> {t.service.minutes(offer.ticks * TICK_MINUTES)}
        </span>
        {fee && (
          <span>
            <Icon name="coin" />{' '}
            {free ? (
              t.service.free
            ) : service.fees.length === 1 && fee.cents !== undefined ? (
              f.money(fee.cents)
            ) : (
              <Phrase of={fee.text} />
            )}
          </span>
        )}
      </span>
      <span class="service-row-on">
        <Icon name="arrow-on" />
      </span>
    </button>
  )
}

/** What has been chosen so far, and the ways on from there. */
export function BasketList({
  onAnother,
  onOpen,
  mayAdd,
}: {
  onAnother: () => void
  onOpen: (choice: ServiceChoice) => void
  mayAdd: boolean
}) {
  const { t, visitor } = useVisit()
  const { chosen, minutes } = useChoice()
  const documents = new Map(chosen.flatMap(({ service }) => service.documents.map((document) => [document.de, document])))
  return (
    <Pages>
      <div class="basket">
        <ul class="service-rows">
          {chosen.map((choice) => (
            <li key={choice.service.id} class="basket-row" data-part>
              <span class="basket-mark">
                <Icon name="check" />
              </span>
              <span class="basket-name">
                <strong class="basket-words">
                  {choice.count > 1 && `${t.when.times(choice.count)} `}
                  <Phrase of={choice.service.name} />
                </strong>
                {chosen.length > 1 && (
                  <span class="small quiet">{t.service.minutes(choice.offer.ticks * TICK_MINUTES * choice.count)}</span>
                )}
              </span>
              <Button
                icon="pencil"
                label={labelled(visitor.language, inLanguage(choice.service.name, visitor.language).text, t.actions.change)}
                onPress={() => onOpen(choice)}
              >
                {t.actions.change}
              </Button>
            </li>
          ))}
        </ul>
        {mayAdd && (
          <Button icon="plus" wide onPress={onAnother}>
            {t.service.another}
          </Button>
        )}
        <section class="basket-includes">
          <h2 data-part>{t.service.includes}</h2>
          <ServiceFacts minutes={minutes} fees={basketFees(chosen)} />
          {documents.size > 0 && <ServiceDocuments documents={[...documents.values()]} />}
        </section>
      </div>
    </Pages>
  )
}
