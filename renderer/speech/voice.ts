import type { SpeakInput } from '../../machines/speech.ts'

/** Speaks one text; calls `ended` when it has been said or cannot be said. Returns how to silence it. */
export type Voice = (input: SpeakInput, ended: () => void) => () => void

/** Turns a text into sound where the browser has no voice: mono WAV bytes, or null where there is none either. */
export type Synthesis = (input: { text: string; lang: string; rate: number }) => Promise<Uint8Array | null>

/** Plain German is spoken by a German voice. */
const spokenTag = (lang: string): string => (lang === 'de-simple' ? 'de' : lang)

/**
 * A voice of this machine's own, else the station's. Voices load late, so they are looked up at each text. Others that a
 * browser offers speak on their maker's servers: a name or a date would leave the house to be said.
 */
export function createVoice(synthesis: SpeechSynthesis | undefined, station: Synthesis, openAudio: () => AudioContext): Voice {
  const byStation = stationVoice(station, openAudio)
  return (input, ended) => {
    const tag = spokenTag(input.lang)
    const voice = synthesis
      ?.getVoices()
      .find(({ lang, localService }) => localService && lang.toLowerCase().replace('_', '-').split('-')[0] === tag)
    if (!synthesis || !voice) return byStation({ ...input, lang: tag }, ended)
    const utterance = new SpeechSynthesisUtterance(input.text)
    Object.assign(utterance, { voice, lang: voice.lang, rate: input.rate, volume: input.volume, onend: ended, onerror: ended })
    synthesis.speak(utterance)
    return () => {
      utterance.onend = null
      utterance.onerror = null
      synthesis.cancel()
    }
  }
}

function stationVoice(station: Synthesis, openAudio: () => AudioContext): Voice {
  let audio: AudioContext | null = null
  return (input, ended) => {
    let silenced = false
    let source: AudioBufferSourceNode | null = null
    const speak = async () => {
      const sound = await station(input)
      if (silenced) return
      if (!sound) return ended()
      audio ??= openAudio()
      const buffer = await audio.decodeAudioData(sound.slice().buffer)
      if (silenced) return
      source = audio.createBufferSource()
      const loudness = audio.createGain()
      loudness.gain.value = input.volume
      source.buffer = buffer
      source.connect(loudness).connect(audio.destination)
      source.onended = () => !silenced && ended()
      source.start()
    }
    speak().catch(() => !silenced && ended())
    return () => {
      silenced = true
      source?.stop()
    }
  }
}
