import { useState } from 'preact/hooks'
import { heading } from '../../sync/contract/labelled.ts'
import { inLanguage, type Language } from '../../sync/contract/language.ts'
import type { OfficeChoice } from '../../sync/contract/visit.ts'
import { ActionBar } from '../components/action-bar.tsx'
import { Frame } from '../components/frame.tsx'
import { Icon } from '../components/icon.tsx'
import type { IconName } from '../components/icon-shapes.ts'
import { Keyboard } from '../components/keyboard.tsx'
import { Pages } from '../components/pages.tsx'
import { Phrase } from '../components/phrase.tsx'
import { SearchField } from '../components/search-field.tsx'
import { useTyping } from '../components/use-typing.ts'
import { Waiting } from '../components/waiting.tsx'
import { useVisit } from '../use-visit.ts'
import './office.css'

/** From so many offices on, they can be searched. */
const MANY = 12

/** Step 1: where to. What is in this building comes first. */
export function OfficeScreen() {
  const { t, visitor, send } = useVisit()
  const [query, setQuery] = useState('')
  const typing = useTyping()
  const { offices } = visitor
  const shown = offices.filter((choice) => fits(choice, query, visitor.language))
  const goBack = () => {
    if (query === '' && !typing.field) send({ type: 'back' })
    setQuery('')
    typing.stop()
  }
  return (
    <Frame
      question={t.office.question}
      keyboard={typing.field && <Keyboard typing={typing} layout="text" />}
      actions={<ActionBar back={goBack} />}
    >
      <Waiting empty={offices.length === 0 && t.office.none}>
        <div class="offices-place">
          {offices.length > MANY && <SearchField label={t.office.search} value={query} typing={typing} onChange={setQuery} />}
          {query !== '' && (
            <p class="quiet" role="status">
              {t.service.results(shown.length)}
            </p>
          )}
          <Pages label={t.office.question} turnKey={query}>
            <ul class="offices">
              {shown.map((choice) => (
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
        </div>
      </Waiting>
    </Frame>
  )
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss').toLowerCase()

/** Every word of the query begins a word of the office's name, purpose or address. */
function fits({ office }: OfficeChoice, query: string, language: Language): boolean {
  const text = [office.name, office.purpose].flatMap((each) => [each.de, inLanguage(each, language).text])
  const words = plain([...text, office.address.street, office.address.postalCode].join(' ')).split(/[^\p{L}\p{N}]+/u)
  const asked = plain(query).split(/\s+/).filter(Boolean)
  return asked.every((word) => words.some((each) => each.startsWith(word)))
}

function OfficeCard({ choice, chosen, onPress }: { choice: OfficeChoice; chosen: boolean; onPress: () => void }) {
  const { t, f, visitor, now } = useVisit()
  const { office, openToday, firstFree, here } = choice
  const hours = openToday.map(({ from, until }) => t.when.range(f.clock(from), f.clock(until)))
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
              {heading(visitor.language, t.office.firstFree)} <strong>{f.near(firstFree, now())}</strong>
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
