import type { OfficeChoice } from '../../sync/contract/visit.ts'
import { ActionBar } from '../components/action-bar.tsx'
import { Frame } from '../components/frame.tsx'
import { Icon } from '../components/icon.tsx'
import type { IconName } from '../components/icon-shapes.ts'
import { Pages } from '../components/pages.tsx'
import { Phrase } from '../components/phrase.tsx'
import { Waiting } from '../components/waiting.tsx'
import { useVisit } from '../use-visit.ts'
import './office.css'

/** Step 1: where to. The office one stands in comes first. */
export function OfficeScreen() {
  const { t, visitor, send } = useVisit()
  const offices = visitor.offices.toSorted((one, other) => Number(other.here) - Number(one.here))
  return (
    <Frame question={t.office.question} actions={<ActionBar />}>
      <Waiting empty={offices.length === 0 && t.office.none}>
        <Pages label={t.office.question}>
          <ul class="offices">
            {offices.map((choice) => (
              <li key={choice.office.id} data-part>
                <OfficeCard
                  choice={choice}
                  chosen={choice.office.id === visitor.officeId}
                  onPress={() => send({ type: 'office.chosen', officeId: choice.office.id })}
                />
              </li>
            ))}
          </ul>
        </Pages>
      </Waiting>
    </Frame>
  )
}

function OfficeCard({ choice, chosen, onPress }: { choice: OfficeChoice; chosen: boolean; onPress: () => void }) {
  const { t, f } = useVisit()
  const { office, openToday, firstFree, here } = choice
  const hours = openToday.map(({ from, until }) => t.when.range(from.replace(/^0/, ''), until.replace(/^0/, '')))
  return (
    <button type="button" class="office" aria-current={chosen || undefined} onClick={onPress}>
      <span class="office-name">
        <Phrase of={office.name} />
        {here && <span class="office-here">{t.office.here}</span>}
      </span>
      <span class="office-purpose">
        <Phrase of={office.purpose} />
      </span>
      <span class="office-facts">
        <Fact icon="pin">{office.address.street}</Fact>
        {office.way && (
          <Fact icon="door">
            <Phrase of={office.way} />
          </Fact>
        )}
        <Fact icon="clock">{hours.length > 0 ? t.office.openToday(f.list(hours)) : t.office.closedToday}</Fact>
      </span>
      <span class={`office-free${firstFree ? '' : ' office-full'}`}>
        <Icon name={firstFree ? 'calendar' : 'ban'} />
        <span>
          {firstFree ? (
            <>
              {t.office.firstFree}: <strong>{f.slot(firstFree)}</strong>
            </>
          ) : (
            t.office.noneFree
          )}
        </span>
      </span>
      <span class="office-on">
        <Icon name={chosen ? 'check' : 'arrow-on'} size="large" />
      </span>
    </button>
  )
}

function Fact({ icon, children }: { icon: IconName; children: preact.ComponentChildren }) {
  return (
    <span class="office-fact">
      <Icon name={icon} />
      <span>{children}</span>
    </span>
  )
}
