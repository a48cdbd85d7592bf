import type { Reader } from '../speech/reader.ts'
import { useSnapshot } from '../use-actor.ts'
import { useVisit } from '../use-visit.ts'
import { Button } from './button.tsx'
import { Segments } from './segments.tsx'

const RATE_STEP = 0.25

/** Reading aloud: on and off, how fast and how loud, once more and pause. */
export function VoiceSettings({ reader }: { reader: Reader }) {
  const { t } = useVisit()
  const { actor } = reader
  const on = useSnapshot(actor).hasTag('on')
  return (
    <>
      <Segments
        label={t.speech.title}
        value={on}
        options={[
          [false, t.settings.reachOff],
          [true, t.settings.on],
        ]}
        onChange={(wanted) => (wanted ? reader.turnOn() : reader.turnOff())}
      />
      <p class="small quiet" data-part>
        {t.speech.hint}
      </p>
      {on && (
        <div class="settings-voice" role="group" aria-label={t.speech.title} data-part>
          <Button onPress={() => actor.send({ type: 'rate.changed', by: -RATE_STEP })}>{t.speech.slower}</Button>
          <Button onPress={() => actor.send({ type: 'rate.changed', by: RATE_STEP })}>{t.speech.faster}</Button>
          <Button onPress={() => actor.send({ type: 'volume.changed', by: -1 })}>{t.speech.quieter}</Button>
          <Button onPress={() => actor.send({ type: 'volume.changed', by: 1 })}>{t.speech.louder}</Button>
          <Button onPress={reader.repeat}>{t.speech.repeat}</Button>
          <Button onPress={() => actor.send({ type: 'pause' })}>{t.speech.pause}</Button>
        </div>
      )}
    </>
  )
}
