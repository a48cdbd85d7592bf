import { type ComponentChildren, Fragment } from 'preact'
import './code-cells.css'

const HALF = 4
const SIGNS = HALF * 2

/** Whether what is written may be a booking's number, and no longer code from a scanner. */
export const short = (text: string): boolean => text.length <= SIGNS + 1

/**
 * A booking's number as it stands on the receipt: four and four cells under the field that is written into. A scanner that
 * poses as a keyboard writes far more than that; then the field shows itself.
 */
export function CodeCells({ text, children }: { text: string; children: ComponentChildren }) {
  const signs = [...text.toUpperCase().replaceAll('-', '')]
  return (
    <div class={`field-box code-cells${short(text) ? '' : ' code-cells-long'}`} dir="ltr" data-part="active">
      {short(text) && (
        <span class="code-cells-row" aria-hidden="true">
          {Array.from({ length: SIGNS }, (_, index) => (
            <Fragment key={index}>
              {index === HALF && <span class="code-cells-dash" />}
              <span class={`code-cell numbers${index === signs.length ? ' code-cell-next' : ''}`}>{signs[index]}</span>
            </Fragment>
          ))}
        </span>
      )}
      {children}
    </div>
  )
}
