import './skyline.css'

const STRETCHES = [0, 1080, 2160, 3240]

/** A quiet town by a river in the low sun, in the town's colour. Decoration; it takes what room the words leave. */
export function Skyline() {
  return (
    <div class="skyline" aria-hidden="true">
      <svg class="skyline-picture" viewBox="0 0 4320 380" preserveAspectRatio="xMidYMax slice" focusable="false">
        <circle class="skyline-glow" cx="2040" cy="250" r="190" />
        <circle class="skyline-sun" cx="2040" cy="250" r="112" />
        {STRETCHES.map((at) => (
          <g key={at} transform={`translate(${at - 1}) scale(1.002 1)`}>
            <Town />
          </g>
        ))}
        <path class="skyline-shine" d="M1960 352H2120M1990 366H2090M2012 338H2068" />
      </svg>
    </div>
  )
}

/** One stretch of town; it joins itself at both ends, where the next one lies a little over it lest a seam show. */
function Town() {
  return (
    <>
      <path class="skyline-far" d="M0 262C130 196 220 184 330 226C430 176 560 146 690 204C800 166 950 172 1080 262V380H0Z" />
      <path
        class="skyline-middle"
        d="M0 310H60V266L90 240L120 266V310H150V280H205V310H228V226L247 170L266 226V310H284V226L303 170L322 226V310H352V272L392 244L432 272V310H470V280H540V310H566V258L596 232L626 258V310H660V282H716V310H740V200H754V178L775 142L796 178V200H810V310H840V268L876 240L912 268V310H946V284H1004V310H1028V276L1054 254L1080 276V380H0Z"
      />
      <path
        class="skyline-lights"
        d="M82 280v10M98 280v10M247 240v14M303 240v14M380 288v10M404 288v10M590 274v10M604 274v10M770 214v16M780 214v16M866 284v10M886 284v10M170 292v8M186 292v8M492 292v8M514 292v8M680 294v8M962 296v8M984 296v8"
      />
      <path class="skyline-near" d="M0 326C180 310 330 336 540 324C760 312 900 336 1080 326V380H0Z" />
      <path class="skyline-water" d="M70 352H260M330 344H470M560 358H760M840 346H990M180 368H300M880 368H1000" />
    </>
  )
}
