import { Fragment } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { fieldsFor } from '../../machines/basket.ts'
import { checkVisitor } from '../../machines/visitor.ts'
import { labelled } from '../../sync/contract/labelled.ts'
import type { PersonIssue } from '../../sync/contract/person.ts'
import { ActionBar } from '../components/action-bar.tsx'
import { Button } from '../components/button.tsx'
import { Field, LAYOUT_OF, remedyOf } from '../components/field.tsx'
import { Frame } from '../components/frame.tsx'
import { Icon } from '../components/icon.tsx'
import { Keyboard } from '../components/keyboard.tsx'
import { NoticeBox } from '../components/notice-bar.tsx'
import { Pages } from '../components/pages.tsx'
import { useTyping } from '../components/use-typing.ts'
import { useVisit } from '../use-visit.ts'
import './person.css'
import { type FieldGroup, groupsFor } from './person-groups.ts'

/** Step 4: who comes; one group of fields at a time, the filled ones folded to a line. */
export function PersonScreen() {
  const { t, visitor, send } = useVisit()
  const groups = groupsFor(fieldsFor(visitor.services, visitor.basket))
  const checked = checkVisitor(visitor)
  const issues = checked.outcome === 'invalid' ? checked.issues : []
  const [at, setAt] = useState(() => firstOpen(groups, visitor.issues))
  const [tried, setTried] = useState<readonly PersonIssue[]>(visitor.issues)
  const group = groups[at] ?? groups[0]
  const typing = useTyping(group?.fields[0]?.field ?? null)
  const shown = tried.filter((issue) => issues.some((still) => still.field === issue.field && still.problem === issue.problem))
  const here = (group?.fields ?? []).flatMap(({ field }) => shown.find((issue) => issue.field === field) ?? [])

  const open = (index: number) => {
    setAt(index)
    const first = groups[index]?.fields[0]?.field
    if (first) typing.begin(first)
  }
  const goOn = () => {
    const wrong = (group?.fields ?? []).flatMap(({ field }) => issues.find((issue) => issue.field === field) ?? [])
    setTried(wrong)
    const firstWrong = wrong[0]
    if (firstWrong) {
      const element = document.querySelector<HTMLInputElement>(`#${firstWrong.field}`)
      typing.begin(firstWrong.field, element)
      element?.focus()
    } else if (at < groups.length - 1) open(at + 1)
    else if (issues.length > 0) {
      setTried(issues)
      open(firstOpen(groups, issues))
    } else send({ type: 'next' })
  }
  const next = () => {
    const fields = group?.fields.map(({ field }) => field) ?? []
    const following = fields[fields.findIndex((field) => field === typing.field) + 1]
    const element = following && document.querySelector<HTMLInputElement>(`#${following}`)
    if (element) element.focus()
    else goOn()
  }
  useEffect(() => {
    document.querySelector(`#${typing.field}`)?.closest('.field')?.scrollIntoView({ block: 'nearest' })
  }, [typing.field, tried])

  const active = group?.fields.find(({ field }) => field === typing.field)
  return (
    <Frame
      question={t.person.question}
      part={group?.name ?? ''}
      keyboard={
        active && (
          <Keyboard
            typing={typing}
            layout={LAYOUT_OF[active.field]}
            secret
            onNext={next}
            last={active === group?.fields.at(-1)}
          />
        )
      }
      actions={
        <ActionBar back={() => (at > 0 ? open(at - 1) : send({ type: 'back' }))}>
          <Button kind="primary" iconEnd="arrow-on" onPress={goOn}>
            {at < groups.length - 1 ? t.person.next : t.person.toConsent}
          </Button>
        </ActionBar>
      }
    >
      <Pages>
        <div class="person">
          {visitor.personKept && at === 0 && <NoticeBox kind="info">{t.person.kept}</NoticeBox>}
          {visitor.filledFromCode && at === 0 && <NoticeBox kind="info">{t.takeAlong.filled}</NoticeBox>}
          {!visitor.filledFromCode && !visitor.personKept && at === 0 && here.length === 0 && (
            <Button class="person-scan" kind="quiet" icon="qr" onPress={() => send({ type: 'filling.wanted' })}>
              {t.takeAlong.scan}
            </Button>
          )}
          {here.length > 0 && (
            <div role="alert">
              <NoticeBox kind="danger">
                <strong>{t.person.errors(here.length)}</strong>
                {/* Beside the keys each field shows its own remedy, and needs the room; whoever listens hears them all. */}
                <ul class={active && 'only-heard'}>
                  {here.map((issue) => (
                    <li key={issue.field}>{labelled(visitor.language, t.person[issue.field], remedyOf(t, issue))}</li>
                  ))}
                </ul>
              </NoticeBox>
            </div>
          )}
          {groups.map((each, index) =>
            index === at ? (
              <fieldset key={each.name} class="person-group">
                <legend class="person-legend">{t.person[each.name]}</legend>
                <p class="quiet small">{t.person.mandatory}</p>
                <div class={`person-fields person-fields-${each.name}`}>
                  {each.fields.map(({ field, policy }) => (
                    <Field
                      key={field}
                      field={field}
                      policy={policy}
                      typing={typing}
                      issue={here.find((issue) => issue.field === field)}
                    />
                  ))}
                </div>
              </fieldset>
            ) : (
              <Folded key={each.name} group={each} onOpen={() => open(index)} ahead={index > at} />
            ),
          )}
        </div>
      </Pages>
    </Frame>
  )
}

const firstOpen = (groups: readonly FieldGroup[], issues: readonly PersonIssue[]): number =>
  Math.max(
    0,
    groups.findIndex(({ fields }) => issues.some((issue) => fields.some(({ field }) => field === issue.field))),
  )

/** A group that is filled, as a line; one still to come, as its name. */
function Folded({ group, ahead, onOpen }: { group: FieldGroup; ahead: boolean; onOpen: () => void }) {
  const { t, visitor } = useVisit()
  const filled = group.fields.map(({ field }) => visitor.form[field].trim()).filter((value) => value !== '')
  if (ahead && filled.length === 0) {
    return (
      <p class="person-ahead" data-part>
        <Icon name="arrow-on" /> {t.person.ahead(t.person[group.name])}
      </p>
    )
  }
  return (
    <div class="person-folded" data-part>
      <Icon name="check" />
      <p class="person-line" data-private>
        {filled.map((value, index) => (
          <Fragment key={index}>
            {index > 0 && ' · '}
            <bdi>{value}</bdi>
          </Fragment>
        ))}
      </p>
      <Button icon="pencil" label={t.person.edit(t.person[group.name])} onPress={onOpen}>
        {t.actions.change}
      </Button>
    </div>
  )
}
