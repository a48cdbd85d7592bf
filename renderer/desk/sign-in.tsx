import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { FrontDeskContext } from '../../machines/front-desk.ts'
import type { Town } from '../../sync/contract/catalogue.ts'
import { inLanguage } from '../../sync/contract/language.ts'
import { Button } from '../components/button.tsx'
import { Icon } from '../components/icon.tsx'
import { TownMark } from '../components/town-mark.tsx'
import type { DeskTexts } from '../text/desk/de.ts'
import type { DeskLanguage } from './use-desk.ts'

type SignInProps = {
  words: DeskTexts
  town: Town
  language: DeskLanguage
  context: FrontDeskContext
  checking: boolean
  onLanguage: () => void
  onEnter: (email: string, password: string) => void
  onCode: (code: string) => void
}

/** The door of the desk. The password is typed, handed over and forgotten at once. */
export function SignIn({ words, town, language, context, checking, onLanguage, onEnter, onCode }: SignInProps) {
  const { staff, refusal, entry } = context
  const [email, setEmail] = useState(entry?.by === 'password' ? entry.email : '')
  const [byCode, setByCode] = useState(entry?.by === 'code')
  const password = useRef<HTMLInputElement>(null)
  const first = useRef<HTMLInputElement>(null)
  const name = inLanguage(town.name, language).text
  useLayoutEffect(() => {
    // After a lock it is mostly the same person, of whom only the secret is asked.
    const asked = !byCode && email !== '' ? password : first
    asked.current?.focus()
  }, [byCode])
  useEffect(() => {
    if (refusal !== null) password.current?.focus()
  }, [refusal])
  const enter = () => {
    if (byCode) {
      if (first.current?.value) onCode(first.current.value.trim())
      return
    }
    const field = password.current
    if (!field || email === '' || field.value === '') return
    const typed = field.value
    field.value = ''
    onEnter(email, typed)
  }
  return (
    <main class="desk-door" aria-busy={checking}>
      <form
        class="desk-door-card"
        aria-labelledby="door-title"
        onSubmit={(event) => {
          event.preventDefault()
          enter()
        }}
      >
        <div class="desk-door-town">
          <TownMark />
          <span>{name}</span>
          {town.demonstration && !name.includes(words.demonstration) && <span class="tag">{words.demonstration}</span>}
        </div>
        <h1 id="door-title" class="desk-door-title">
          {words.signIn.title}
        </h1>
        {staff && (
          <p class="desk-note">
            <Icon name="lock" /> <span>{words.signIn.locked(staff.name)}</span>
          </p>
        )}
        {byCode ? (
          <>
            <label class="input-label" for="door-code">
              {words.signIn.code}
            </label>
            <input
              key="code"
              id="door-code"
              ref={first}
              class="input"
              type="text"
              maxLength={20}
              autocomplete="off"
              spellcheck={false}
              aria-describedby="door-code-hint"
            />
            <p id="door-code-hint" class="quiet small">
              {words.signIn.codeHint}
            </p>
          </>
        ) : (
          <>
            <label class="input-label" for="door-email">
              {words.signIn.email}
            </label>
            <input
              id="door-email"
              ref={first}
              class="input"
              type="email"
              autocomplete="username"
              value={email}
              onInput={(event) => setEmail(event.currentTarget.value)}
            />
            <label class="input-label" for="door-password">
              {words.signIn.password}
            </label>
            <input id="door-password" ref={password} class="input" type="password" autocomplete="current-password" />
          </>
        )}
        <div role="alert">
          {refusal && !checking && (
            <p class="desk-note desk-note-wrong">
              <Icon name="warning" /> <span>{words.signIn[byCode && refusal === 'refused' ? 'refusedCode' : refusal]}</span>
            </p>
          )}
        </div>
        <button type="submit" class="button button-primary" aria-disabled={checking || undefined}>
          <span class="button-words">{checking ? words.signIn.checking : words.signIn.enter}</span>
        </button>
        <Button kind="quiet" icon="keyboard" onPress={() => setByCode(!byCode)}>
          {byCode ? words.signIn.byPassword : words.signIn.byCode}
        </Button>
        <Button kind="quiet" icon="globe" onPress={onLanguage}>
          {words.bar.language}
        </Button>
      </form>
    </main>
  )
}
