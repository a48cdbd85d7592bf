import { useId } from 'preact/hooks'
import { useDesk } from './use-desk.ts'

type Bar = { readonly day: string; readonly share: number | null }
type BarChartProps = { title: string; about: string; bars: readonly Bar[]; percent: Intl.NumberFormat }

const WIDTH = 960
const HEIGHT = 160
const LEFT = 48
const BOTTOM = 24
const BASE = HEIGHT - BOTTOM + 4
const LINES = [0, 0.5, 1] as const

/** Shares per day as bars. The picture has one sentence for those who hear it; every number stands in the table below. */
export function BarChart({ title, about, bars, percent }: BarChartProps) {
  const { words, f } = useDesk()
  const id = useId()
  const known = bars.flatMap(({ share }) => (share === null ? [] : [share]))
  const average = known.length === 0 ? null : known.reduce((sum, share) => sum + share, 0) / known.length
  const step = (WIDTH - LEFT) / bars.length
  const yOf = (share: number) => BASE - (HEIGHT - BOTTOM) * Math.min(share, 1)
  // A day of nothing is seen as one, on the line and not below it.
  const topOf = (share: number) => Math.min(yOf(share), BASE - 1)
  const every = Math.ceil(bars.length / 12)
  if (average === null) {
    return (
      <section class="chart" aria-labelledby={id}>
        <h2 id={id} class="chart-title">
          {title}
        </h2>
        <p>{words.figures.noData}</p>
      </section>
    )
  }
  return (
    <figure class="chart" aria-labelledby={id}>
      <figcaption id={id}>
        <strong>{title}</strong> <span class="quiet">{about}</span>
        <span>{`. ${words.figures.average(percent.format(average))}`}</span>
      </figcaption>
      <svg
        viewBox={`0 -8 ${WIDTH} ${HEIGHT + 16}`}
        role="img"
        aria-label={`${title}. ${words.figures.average(percent.format(average))}`}
      >
        {LINES.map((share) => (
          <g key={share}>
            <line class="chart-line" x1={LEFT} x2={WIDTH} y1={yOf(share)} y2={yOf(share)} />
            <text class="chart-text" x={LEFT - 6} y={yOf(share) + 4} text-anchor="end">
              {percent.format(share)}
            </text>
          </g>
        ))}
        {bars.map(({ day, share }, index) => (
          <g key={day}>
            {share !== null && (
              <rect
                class={share > 1 ? 'chart-bar chart-bar-over' : 'chart-bar'}
                x={LEFT + index * step + step * 0.15}
                width={step * 0.7}
                y={topOf(share)}
                height={BASE - topOf(share)}
              >
                <title>{`${f.day(day)}: ${percent.format(share)}`}</title>
              </rect>
            )}
            {index % every === 0 && (
              <text class="chart-text" x={LEFT + index * step + step / 2} y={HEIGHT} text-anchor="middle">
                {`${Number(day.slice(8))}.${Number(day.slice(5, 7))}.`}
              </text>
            )}
          </g>
        ))}
      </svg>
    </figure>
  )
}
