import './town-mark.css'

/** A doorway in the town's colour: the mark where a town has given none of its own. */
export function TownMark() {
  return (
    <svg class="town-mark" viewBox="0 0 40 40" aria-hidden="true" focusable="false">
      <rect class="town-mark-ground" width="40" height="40" rx="9" />
      <path class="town-mark-arch" d="M9 32V18a11 11 0 0122 0v14" />
      <path class="town-mark-arch" d="M16 32V19.500a4 4 0 018 0V32" />
      <path class="town-mark-arch" d="M6.500 32h27" />
    </svg>
  )
}
