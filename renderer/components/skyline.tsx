import './skyline.css'

/** A quiet town by a river, in the town's colour. Decoration. */
export function Skyline() {
  return (
    <svg class="skyline" viewBox="0 0 2160 300" preserveAspectRatio="xMidYMax slice" aria-hidden="true" focusable="false">
      <Town />
      <g transform="translate(1080)">
        <Town />
      </g>
    </svg>
  )
}

function Town() {
  return (
    <>
      <path class="skyline-far" d="M0 190 C120 120 220 110 330 150 C430 100 560 70 690 130 C800 90 930 80 1080 150 V300 H0Z" />
      <path
        class="skyline-middle"
        d="M0 235 H60 V190 L90 165 L120 190 V235 H150 V205 H205 V235 H230 V150 L248 105 L266 150 V235 H290 V150 L308 105 L326 150 V235 H352 V196 L392 168 L432 196 V235 H470 V205 H540 V235 H566 V182 L596 156 L626 182 V235 H660 V206 H716 V235 H742 V130 H756 V110 L775 78 L794 110 V130 H808 V235 H840 V192 L876 164 L912 192 V235 H946 V208 H1004 V235 H1030 V200 L1055 180 L1080 200 V300 H0Z"
      />
      <path class="skyline-near" d="M0 252 C180 236 330 262 540 250 C760 238 900 262 1080 248 V300 H0Z" />
      <path class="skyline-water" d="M70 278 H260 M330 270 H470 M560 282 H760 M840 272 H990" />
    </>
  )
}
