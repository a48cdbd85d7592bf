import { Fragment } from 'preact'
import { piecesOf } from '../text/long-words.ts'
import { useVisit } from '../use-visit.ts'
import { markPlace } from './mark-place.ts'
import { Together } from './together.tsx'
import './divided.css'

/**
 * A text whose long words may be divided between syllables. The soft hyphens are drawn by the style sheet and not in the
 * text: whoever searches, listens to or copies a name gets the name.
 */
export function Divided({ text }: { text: string }) {
  const [first = '', ...more] = piecesOf(text, useVisit().longWords)
  if (more.length === 0) return <Together text={first} />
  return (
    <span class="divided" ref={markPlace}>
      {first}
      {more.map((piece, place) => (
        <Fragment key={place}>
          <span class="divided-seam" />
          {piece}
        </Fragment>
      ))}
    </span>
  )
}
