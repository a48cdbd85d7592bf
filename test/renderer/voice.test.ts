import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createVoice } from '../../renderer/speech/voice.ts'

const INPUT = { text: 'Erika Musterfrau', lang: 'de', rate: 1, volume: 0.7 }
type Offered = Pick<SpeechSynthesisVoice, 'lang' | 'localService' | 'name'>

/** What a browser with these voices is asked to say, and what the station is. */
async function sayWith(voices: readonly Offered[]): Promise<{ browser: string[]; station: string[] }> {
  const said: { browser: string[]; station: string[] } = { browser: [], station: [] }
  class Utterance {
    declare readonly voice: Offered
  }
  Object.assign(globalThis, { SpeechSynthesisUtterance: Utterance })
  const synthesis = {
    getVoices: () => voices,
    speak: ({ voice }: Utterance) => void said.browser.push(voice.name),
    cancel: () => {},
  }
  await new Promise<void>((resolve) => {
    createVoice(
      synthesis as unknown as SpeechSynthesis,
      async ({ text }) => {
        said.station.push(text)
        return null
      },
      () => assert.fail('there is no sound to play'),
    )(INPUT, resolve)
    if (said.browser.length > 0) resolve()
  })
  return said
}

test('nothing is said by a voice that speaks on its maker’s servers, though the browser offers it first', async () => {
  const remote = { name: 'Google Deutsch', lang: 'de-DE', localService: false }
  assert.deepEqual(await sayWith([remote]), { browser: [], station: [INPUT.text] })
  const own = { name: 'Hedda', lang: 'de_DE', localService: true }
  assert.deepEqual(await sayWith([remote, own]), { browser: ['Hedda'], station: [] })
})
