import { useState } from 'preact/hooks'
import { Button } from '../components/button.tsx'
import { Icon } from '../components/icon.tsx'
import type { PanelProps } from './ports.ts'

const POINTS = Array.from({ length: 9 }, (_, index) => index)
const STEP = 0.01
const LINE_MM = 100

/** Measures of the panel: a line that must be 100 mm, the reach of seated visitors, and a touch at each part of the glass. */
export function ScreenPanel({ t, device }: PanelProps) {
  const [pixels, setPixels] = useState(device.pixelsPerMm)
  const [touched, setTouched] = useState<readonly number[]>([])
  const change = (by: number) => setPixels((now) => Math.min(20, Math.max(1, Math.round((now + by) * 100) / 100)))
  return (
    <div class="caretaker-screen">
      <p>{t.lineSays}</p>
      <div class="caretaker-line" style={{ inlineSize: `${pixels * LINE_MM}px` }} data-mm={LINE_MM} />
      <div class="caretaker-row">
        <Button icon="minus" onPress={() => change(-STEP)}>
          {t.smaller}
        </Button>
        <Button icon="plus" onPress={() => change(STEP)}>
          {t.larger}
        </Button>
      </div>
      <p class="caretaker-value">{t.pixels(pixels.toFixed(2))}</p>
      <p role="status">{t.touchSays(touched.length, POINTS.length)}</p>
      {POINTS.map((point) => (
        <button
          key={point}
          type="button"
          class={`caretaker-point caretaker-point-${point}`}
          aria-label={t.point(point + 1)}
          aria-pressed={touched.includes(point)}
          onClick={() => setTouched(touched.includes(point) ? touched : [...touched, point])}
        >
          {touched.includes(point) && <Icon name="check" />}
        </button>
      ))}
      <div class="caretaker-reach" style={{ insetBlockEnd: `${device.reachLimitMm * pixels}px` }}>
        {t.reachSays}
      </div>
    </div>
  )
}
