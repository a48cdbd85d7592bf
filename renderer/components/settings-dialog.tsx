import type { Comfort } from '../../machines/visitor.ts'
import { useVisit } from '../use-visit.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { LanguageList } from './language-dialog.tsx'
import { Pages } from './pages.tsx'
import { Segments } from './segments.tsx'
import './settings-dialog.css'
import { VoiceSettings } from './voice-settings.tsx'

/** How the visitor wants the screen, for this visit. */
export function SettingsDialog({ onClose }: { onClose: () => void }) {
  const { t, visitor, reader, send } = useVisit()
  const { comfort } = visitor
  const change = (changes: Partial<Comfort>) => send({ type: 'comfort.changed', comfort: changes })
  return (
    <Dialog
      title={t.settings.title}
      onClose={onClose}
      actions={
        <Button kind="primary" onPress={onClose}>
          {t.settings.done}
        </Button>
      }
    >
      <Pages>
        <div class="settings">
          <p class="quiet">{t.settings.hint}</p>
          <Segments
            label={t.settings.type}
            value={comfort.textScale}
            options={[
              [1, t.settings.typeNormal],
              [1.5, t.settings.typeLarge],
              [2, t.settings.typeHuge],
            ]}
            onChange={(textScale) => change({ textScale })}
          />
          <Segments
            label={t.settings.contrast}
            value={comfort.contrast}
            options={[
              ['normal', t.settings.contrastNormal],
              ['high', t.settings.contrastHigh],
            ]}
            onChange={(contrast) => change({ contrast })}
          />
          <Segments
            label={t.settings.reach}
            value={comfort.seatedReach}
            options={[
              [false, t.settings.reachOff],
              [true, t.settings.reachOn],
            ]}
            onChange={(seatedReach) => change({ seatedReach })}
          />
          <Segments
            label={t.settings.time}
            value={comfort.moreTime}
            options={[
              [1, t.settings.timeNormal],
              [2, t.settings.timeDouble],
              [10, t.settings.timeLong],
            ]}
            onChange={(moreTime) => change({ moreTime })}
          />
          {reader && <VoiceSettings reader={reader} />}
          <section class="settings-language" data-part>
            <h3>{t.settings.language}</h3>
            <LanguageList />
          </section>
        </div>
      </Pages>
    </Dialog>
  )
}
