import type { ActorRefFrom } from 'xstate'
import type { kioskMachine } from '../../machines/kiosk.ts'
import type { Bridge, DeviceSettings } from '../../main/bridge/contract.ts'
import type { Client } from '../../sync/contract/rpc.ts'
import type * as z from 'zod/mini'
import { after } from '../clock.ts'
import type { Spoken } from '../keypad.ts'
import { de } from '../text/de.ts'
import { createReader, type Reader } from './reader.ts'
import { createVoice } from './voice.ts'

/** The voice of the page: between the visit, the keypad and what is drawn. */
export function startVoice({
  kiosk,
  client,
  root,
  openAudio,
}: {
  kiosk: ActorRefFrom<typeof kioskMachine>
  client: Client<Bridge>
  root: Element
  openAudio: () => AudioContext
}): { readonly reader: () => Reader | null; readonly spoken: () => Spoken | null } {
  let reader: Reader | null = null
  const visit = () => kiosk.getSnapshot().children.visit
  const synthesize = async (input: { text: string; lang: string; rate: number }) => {
    const { wav } = await client.synthesize({ ...input, text: input.text.slice(0, 2_000) })
    return wav === null ? null : Uint8Array.from(atob(wav), (character) => character.charCodeAt(0))
  }
  const begin = (device: z.infer<typeof DeviceSettings>): Reader =>
    createReader({
      root,
      words: de.speech,
      start: { volume: device.speech.volume, headset: device.headset },
      // A town that has given its keypad keys of its own may have changed these three too.
      keys: device.keypad.preset === 'arrows' && Object.keys(device.keypad.keys).length === 0 ? 'keysNamed' : 'keysFelt',
      after,
      voice: createVoice(window.speechSynthesis, synthesize, openAudio),
      onTalking: (event) => visit()?.send(event),
      onTurnedOn: () => {
        const { moreTime } = visit()?.getSnapshot().context.comfort ?? { moreTime: 1 }
        // Who listens needs longer than who looks.
        visit()?.send({ type: 'comfort.changed', comfort: { moreTime: moreTime === 1 ? 2 : moreTime } })
        watchLeaving(kiosk, () => reader?.reset())
      },
    })
  kiosk.subscribe(({ context: { opened } }) => {
    if (opened?.device.speech.on && opened.device.profile === 'lobby') reader ??= begin(opened.device)
  })
  const spoken = (): Spoken | null =>
    reader && {
      ...reader,
      send: (event) => reader?.actor.send(event),
      isAsking: () => reader?.actor.getSnapshot().matches({ on: 'asking' }) ?? false,
      plug: (plugged) => {
        void client.noteHeadset({ plugged }).catch(() => undefined)
        reader?.plug(plugged)
      },
    }
  return { reader: () => reader, spoken }
}

/** Somebody who listened to the start screen and walked away leaves it silent for the next. */
function watchLeaving(kiosk: ActorRefFrom<typeof kioskMachine>, act: () => void): void {
  const watched = kiosk.getSnapshot().children.visit?.subscribe((snapshot) => {
    if (!snapshot.matches({ start: 'untouched' })) return
    watched?.unsubscribe()
    act()
  })
}
