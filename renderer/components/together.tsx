import { unbrokenParts } from '../../sync/contract/unbroken.ts'
import { markPlace } from './mark-place.ts'

/** A sentence in which telephone numbers, booking numbers and „E-Mail“ stay on one line; the text itself stays as it is. */
export function Together({ text }: { text: string }) {
  const parts = unbrokenParts(text)
  if (!parts.some(({ whole }) => whole)) return <>{text}</>
  return (
    <span class="divided" ref={markPlace}>
      {parts.map(({ words, whole }, place) =>
        whole ? (
          <span key={place} class="together">
            {words}
          </span>
        ) : (
          words
        ),
      )}
    </span>
  )
}
