/** Opens the page's sound when something is first to be heard; one context serves voice and tones. */
export function createAudio(): () => AudioContext {
  let audio: AudioContext | null = null
  return () => (audio ??= new AudioContext())
}

const TONES = [
  [659, 0],
  [523, 0.22],
] as const
const LENGTH_S = 0.35
const LOUDNESS = 0.18

/** A soft two-tone, high then low: the second channel of the countdown (EN 301 549 5.1.3, EAA Annex I). */
export function chime(open: () => AudioContext): void {
  const audio = open()
  for (const [hertz, delay] of TONES) {
    const from = audio.currentTime + delay
    const tone = audio.createOscillator()
    const swell = audio.createGain()
    tone.frequency.value = hertz
    swell.gain.setValueAtTime(0, from)
    swell.gain.linearRampToValueAtTime(LOUDNESS, from + 0.03)
    swell.gain.exponentialRampToValueAtTime(0.001, from + LENGTH_S)
    tone.connect(swell).connect(audio.destination)
    tone.start(from)
    tone.stop(from + LENGTH_S)
  }
}

/** Plays a WAV to its end. */
export async function play(open: () => AudioContext, wav: Uint8Array): Promise<void> {
  const audio = open()
  const source = audio.createBufferSource()
  source.buffer = await audio.decodeAudioData(wav.slice().buffer)
  source.connect(audio.destination)
  source.start()
}
