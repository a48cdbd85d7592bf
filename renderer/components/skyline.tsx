import './skyline.css'

/** Where a stretch of town begins; four of them fill the widest panel. */
const STRETCHES = [0, 1080, 2160, 3240]

/** The upper edge of a layer over one stretch: it ends as high as it began, so that the next one goes on from there. */
const FAR = 'c130-66 220-78 330-36c100-50 230-80 360-22c110-38 260-32 390 58'
const MIDDLE =
  'h60v-44l30-26l30 26v44h30v-30h55v30h23v-84l19-56l19 56v84h18v-84l19-56l19 56v84h30v-38l40-28l40 28v38h38v-30h70v30h26v-52l30-26l30 26v52h34v-28h56v28h24v-110h14v-22l21-36l21 36v22h14v110h30v-42l36-28l36 28v42h34v-26h58v26h24v-34l26-22l26 22v34'
const NEAR = 'c180-16 330 10 540-2c220-12 360 12 540 2'

/** All stretches as one shape: side by side, each with an edge of its own, a hair of light would stand between them. */
const across = (start: number, edge: string): string => `M0 ${start}${edge.repeat(STRETCHES.length)}V380H0Z`

/** A quiet town by a river in the low sun, in the town's colour. Decoration; it takes what room the words leave. */
export function Skyline() {
  return (
    <div class="skyline" aria-hidden="true">
      <svg class="skyline-picture" viewBox="0 0 4320 380" preserveAspectRatio="xMidYMax slice" focusable="false">
        <circle class="skyline-glow" cx="2040" cy="250" r="190" />
        <circle class="skyline-sun" cx="2040" cy="250" r="112" />
        <path class="skyline-far" d={across(262, FAR)} />
        <path class="skyline-middle" d={across(310, MIDDLE)} />
        <path class="skyline-near" d={across(326, NEAR)} />
        {STRETCHES.map((at) => (
          <g key={at} transform={`translate(${at})`}>
            <Lights />
          </g>
        ))}
        <path class="skyline-shine" d="M1960 352H2120M1990 366H2090M2012 338H2068" />
      </svg>
    </div>
  )
}

/** What shines in one stretch: windows, and the river. */
function Lights() {
  return (
    <>
      <path
        class="skyline-lights"
        d="M82 280v10M98 280v10M247 240v14M303 240v14M380 288v10M404 288v10M590 274v10M604 274v10M770 214v16M780 214v16M866 284v10M886 284v10M170 292v8M186 292v8M492 292v8M514 292v8M680 294v8M962 296v8M984 296v8"
      />
      <path class="skyline-water" d="M70 352H260M330 344H470M560 358H760M840 346H990M180 368H300M880 368H1000" />
    </>
  )
}
