import { directionOf, type Language } from '../../sync/contract/language.ts'
import { OWN_NAMES } from '../../sync/contract/own-names.ts'
import { hasTexts } from '../text/languages.ts'
import { useVisit } from '../use-visit.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { Icon } from './icon.tsx'
import './language-dialog.css'
import { Pages } from './pages.tsx'

/** All languages, each by its own name in its own script. */
export function LanguageList({ onChosen }: { onChosen?: () => void }) {
  const { town, visitor, send, t } = useVisit()
  const choose = (language: Language) => {
    send({ type: 'language.chosen', language })
    onChosen?.()
  }
  return <Languages of={town.languages} chosen={visitor.language} label={t.band.language} onChoose={choose} />
}

type LanguagesProps = {
  of: readonly Language[]
  chosen: Language
  label: string
  onChoose: (language: Language) => void
}

/** The buttons of the list, also where nobody is served. */
export function Languages({ of, chosen, label, onChoose }: LanguagesProps) {
  return (
    <ul class="languages" aria-label={label}>
      {of.filter(hasTexts).map((language) => (
        <li key={language} data-part>
          <button
            type="button"
            class="languages-button"
            lang={language}
            dir={directionOf(language)}
            aria-pressed={language === chosen}
            onClick={() => onChoose(language)}
          >
            {language === chosen && <Icon name="check" />}
            {OWN_NAMES[language]}
          </button>
        </li>
      ))}
    </ul>
  )
}

export function LanguageDialog({ onClose }: { onClose: () => void }) {
  const { t } = useVisit()
  return (
    <Dialog title={t.band.language} onClose={onClose} actions={<Button onPress={onClose}>{t.actions.close}</Button>}>
      <Pages>
        <LanguageList onChosen={onClose} />
      </Pages>
    </Dialog>
  )
}
