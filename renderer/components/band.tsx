import { useState } from 'preact/hooks'
import { labelled } from '../../sync/contract/labelled.ts'
import { OWN_NAMES } from '../../sync/contract/own-names.ts'
import { townName } from '../../sync/contract/town-name.ts'
import type { Reader } from '../speech/reader.ts'
import { useSnapshot } from '../use-actor.ts'
import { useVisit } from '../use-visit.ts'
import './band.css'
import { HelpDialog } from './document-dialog.tsx'
import { Icon } from './icon.tsx'
import type { IconName } from './icon-shapes.ts'
import { LanguageDialog } from './language-dialog.tsx'
import { Phrase } from './phrase.tsx'
import { SettingsDialog } from './settings-dialog.tsx'
import { TownMark } from './town-mark.tsx'

/** The band at the top: whose terminal this is, and what helps everywhere. */
export function Band() {
  const { t, town, visitor, reader } = useVisit()
  const [open, setOpen] = useState<'language' | 'settings' | 'help' | null>(null)
  const close = () => setOpen(null)
  return (
    <header class="band">
      <TownMark />
      <div class="band-place">
        <p class="band-town">
          <Phrase of={townName(town)} />
        </p>
        <p class="band-house">
          <Phrase of={town.place} />
          {town.demonstration && <span class="band-demonstration">{t.band.demonstration}</span>}
        </p>
      </div>
      <div class="band-tools">
        <Tool icon="globe" label={t.band.language} words={OWN_NAMES[visitor.language]} onPress={() => setOpen('language')} />
        <Tool icon="sliders" words={t.band.settings} onPress={() => setOpen('settings')} />
        {reader && <SpeechTool reader={reader} />}
        <Tool icon="help" name="help" words={t.band.help} onPress={() => setOpen('help')} />
      </div>
      {open === 'language' && <LanguageDialog onClose={close} />}
      {open === 'settings' && <SettingsDialog onClose={close} />}
      {open === 'help' && <HelpDialog onClose={close} />}
    </header>
  )
}

/**
 * Switched on by a finger too; a keypad or a headset needs no sight for it. Its name says what a touch does and so how it stands
 * (EN 301 549, 5.6.1); a pressed state beside it would say the opposite.
 */
function SpeechTool({ reader }: { reader: Reader }) {
  const { t } = useVisit()
  const on = useSnapshot(reader.actor).hasTag('on')
  return (
    <button
      type="button"
      class="band-tool"
      data-tool="speech"
      aria-label={on ? t.speech.off : t.speech.on}
      data-on={on}
      onClick={on ? reader.turnOff : reader.turnOn}
    >
      <Icon name="sound" />
      <span>{t.speech.title}</span>
    </button>
  )
}

type ToolProps = { icon: IconName; name?: 'help'; words: string; label?: string; onPress: () => void }
function Tool({ icon, name, words, label, onPress }: ToolProps) {
  const { visitor } = useVisit()
  return (
    <button
      type="button"
      class="band-tool"
      data-tool={name}
      aria-label={label && labelled(visitor.language, label, words)}
      aria-haspopup="dialog"
      onClick={onPress}
    >
      <Icon name={icon} />
      <span>{words}</span>
    </button>
  )
}
