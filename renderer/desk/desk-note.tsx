import type { Told } from './use-desk.ts'

/** What was told last, at once also to those who listen; the same words again are told again. */
export const DeskNote = ({ told, place }: { told: Told | null; place: string }) => (
  <div class={place} role="status">
    {told && (
      <p key={told.turn} class={`desk-note desk-note-${told.kind}`}>
        {told.message}
      </p>
    )}
  </div>
)
