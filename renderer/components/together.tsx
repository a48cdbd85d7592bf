import { unbrokenParts } from '../../sync/contract/unbroken.ts'

/** A sentence in which telephone numbers, booking numbers and „E-Mail“ stay on one line; the text itself stays as it is. */
export const Together = ({ text }: { text: string }) => (
  <>
    {unbrokenParts(text).map(({ words, whole }, place) =>
      whole ? (
        <span key={place} class="together">
          {words}
        </span>
      ) : (
        words
      ),
    )}
  </>
)
