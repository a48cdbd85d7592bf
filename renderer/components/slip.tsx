import './slip.css'

// Looks like a code and holds none: three corners and a sprinkle of modules.
const CORNER = 'h7v7h-7zm1 1v5h5v-5zm1 1h3v3h-3z'
const MODULES =
  'M9 1h2v2h-2zM12 2h1v3h-1zM10 5h1v2h-1zM1 9h3v1h-3zM5 9h1v2h-1zM8 8h2v2h-2zM11 9h3v1h-3zM15 8h1v3h-1zM17 10h3v1h-3zM2 11h2v1h-2zM7 12h3v1h-3zM12 11h2v2h-2zM16 12h2v2h-2zM19 13h1v3h-1zM9 14h1v3h-1zM11 15h3v1h-3zM15 16h2v1h-2zM12 18h2v2h-2zM9 19h2v1h-2zM16 18h3v2h-3z'

/** A slip with a code, coming out of the printer's mouth. Decoration; the words say the same. `out`: it hangs there to be taken. */
export function Slip({ out }: { out: boolean }) {
  return (
    <div class={`slip-printer${out ? ' slip-out' : ''}`} aria-hidden="true">
      <div class="slip-mouth" />
      <div class="slip-window">
        <svg class="slip-paper" viewBox="0 0 70 78" focusable="false">
          <path
            class="slip-sheet"
            d="M0 0H70V75l-3.500 3l-3.500 -3l-3.500 3l-3.500 -3l-3.500 3l-3.500 -3l-3.500 3l-3.500 -3l-3.500 3l-3.500 -3l-3.500 3l-3.500 -3l-3.500 3l-3.500 -3l-3.500 3l-3.500 -3l-3.500 3l-3.500 -3l-3.500 3l-3.500 -3z"
          />
          <g transform="translate(14.500 8) scale(2)">
            <path class="slip-code" fill-rule="evenodd" d={`M0 0${CORNER}M13.500 0${CORNER}M0 13.500${CORNER}`} />
            <path class="slip-code" d={MODULES} />
          </g>
          <path class="slip-lines" d="M14 58H56M22 65H48" />
        </svg>
      </div>
    </div>
  )
}
