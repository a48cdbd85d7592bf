import { useState } from 'preact/hooks'
import { Button } from '../components/button.tsx'
import type { PanelProps } from './ports.ts'

/** The two-tone of the countdown and the terminal's own voice. */
export function SoundPanel({ t, ports, language }: PanelProps & { language: 'de' | 'en' }) {
  const [said, setSaid] = useState('')
  const speak = async () => {
    const { wav } = await ports.synthesize({ text: t.spoken, lang: language, rate: 1 }).catch(() => ({ wav: null }))
    if (wav === null) return setSaid(t.noVoice)
    setSaid(t.spoken)
    await ports.play(Uint8Array.from(atob(wav), (sign) => sign.charCodeAt(0))).catch(() => setSaid(t.failed))
  }
  return (
    <div class="caretaker-sound">
      <Button icon="bell" onPress={ports.chime}>
        {t.tones}
      </Button>
      <Button icon="sound" onPress={() => void speak()}>
        {t.speak}
      </Button>
      <p role="status">{said}</p>
    </div>
  )
}
