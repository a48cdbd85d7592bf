const TAPS = 5
const WITHIN_MS = 4_000
const CORNER_MM = 25

/**
 * Five taps into the upper left corner within four seconds: nobody does that by chance, and nothing on the screen tells of it.
 * It opens nothing but the question for a PIN.
 */
export function listenForService(
  target: Window,
  { pixelsPerMm, onService }: { pixelsPerMm: () => number; onService: () => void },
): void {
  let taps: number[] = []
  target.addEventListener(
    'pointerup',
    ({ clientX, clientY, timeStamp, isPrimary }) => {
      const corner = CORNER_MM * pixelsPerMm()
      if (!isPrimary || clientX > corner || clientY > corner) {
        taps = []
        return
      }
      taps = [...taps.filter((at) => timeStamp - at < WITHIN_MS), timeStamp]
      if (taps.length < TAPS) return
      taps = []
      onService()
    },
    { capture: true },
  )
}
