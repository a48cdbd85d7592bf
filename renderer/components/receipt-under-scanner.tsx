/** A receipt with its code in the light of the scanner. Decoration; the words beside it say the same. */
export const ReceiptUnderScanner = () => (
  <svg class="existing-picture" viewBox="0 0 120 110" aria-hidden="true" focusable="false">
    <path class="existing-picture-beam" d="M46 18H74L92 78H28Z" />
    <path class="existing-picture-paper" d="M36 44H84V104l-4 4l-4 -4l-4 4l-4 -4l-4 4l-4 -4l-4 4l-4 -4l-4 4l-4 -4l-4 4l-4 -4z" />
    <path
      class="existing-picture-code"
      d="M50 52h8v8h-8zM62 52h8v8h-8zM50 64h8v8h-8zM62 64h3v3h-3zM67 69h3v3h-3zM62 70h3v2h-3zM67 64h3v2h-3z"
    />
    <path class="existing-picture-lines" d="M46 80H74M46 87H66M46 94H70" />
    <path class="existing-picture-line" d="M22 74H98" />
    <rect class="existing-picture-scanner" x="38" y="2" width="44" height="18" rx="5" />
  </svg>
)
