import { useState } from 'preact/hooks'
import { LANGUAGE_NAMES } from '../text/languages.ts'
import { useVisit } from '../use-visit.ts'
import './band.css'
import { HelpDialog } from './document-dialog.tsx'
import { Icon } from './icon.tsx'
import type { IconName } from './icon-shapes.ts'
import { LanguageDialog } from './language-dialog.tsx'
import { Phrase } from './phrase.tsx'
import { SettingsDialog } from './settings-dialog.tsx'
import { TownMark } from './town-mark.tsx'
import { townName } from './town-name.ts'

/** The band at the top: whose terminal this is, and what helps everywhere. */
export function Band() {
  const { t, town, visitor } = useVisit()
  const [open, setOpen] = useState<'language' | 'settings' | 'help' | null>(null)
  const close = () => setOpen(null)
  return (
    <header class="band">
      <TownMark />
      <div class="band-place">
        <p class="band-town">
          <Phrase of={townName(town)} />
        </p>
        <p class="band-house small">
          <Phrase of={town.place} />
          {town.demonstration && <span class="band-demonstration">{t.band.demonstration}</span>}
        </p>
      </div>
      <div class="band-tools">
        <Tool icon="globe" label={t.band.language} words={LANGUAGE_NAMES[visitor.language]} onPress={() => setOpen('language')} />
        <Tool icon="sliders" words={t.band.settings} onPress={() => setOpen('settings')} />
        <Tool icon="help" words={t.band.help} onPress={() => setOpen('help')} />
      </div>
      {open === 'language' && <LanguageDialog onClose={close} />}
      {open === 'settings' && <SettingsDialog onClose={close} />}
      {open === 'help' && <HelpDialog onClose={close} />}
    </header>
  )
}

function Tool({ icon, words, label, onPress }: { icon: IconName; words: string; label?: string; onPress: () => void }) {
  return (
    <button type="button" class="band-tool" aria-label={label && `${label}: ${words}`} aria-haspopup="dialog" onClick={onPress}>
      <Icon name={icon} />
      <span>{words}</span>
    </button>
  )
}
