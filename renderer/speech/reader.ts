import { type ActorRefFrom, createActor, fromCallback } from 'xstate'
import { type SpeakInput, speechMachine, type Utterance } from '../../machines/speech.ts'
import type { Texts } from '../text/de.ts'
import { transcriptOf, utteranceOf } from './transcript.ts'
import type { Voice } from './voice.ts'

/** Redrawing comes in several strokes; what stands after this long is the screen. */
const SETTLED_MS = 60
const LIVE = '[role="alert"], [role="status"], [aria-live="polite"], [aria-live="assertive"]'

export type Reader = {
  readonly actor: ActorRefFrom<typeof speechMachine>
  readonly isOn: () => boolean
  /** The words of the language that the page speaks now. */
  readonly speakWith: (words: Texts['speech']) => void
  readonly turnOn: () => void
  readonly turnOff: () => void
  /** Says the screen as it stands now. */
  readonly repeat: () => void
  /** The visitor has gone: silent, and as the device is set up. */
  readonly reset: () => void
  /** Says the control that has got the focus. */
  readonly tellFocus: (control: Element) => void
  /** Says a few words at once; `secret` ones only into a headset. */
  readonly tell: (text: string, secret: boolean) => void
  readonly plug: (plugged: boolean) => void
}

/**
 * Reads the page aloud: the whole screen when it changes, what changes by itself after that. It looks at the page from
 * outside, so that nothing that is drawn can be forgotten, and looks only while it is wanted.
 */
export function createReader(parts: {
  root: Element
  voice: Voice
  words: Texts['speech']
  start: { volume: number; headset: boolean }
  /** How the keys that repeat, pause and help are told: by their names, or as keys that are found by touch. */
  keys: 'keysNamed' | 'keysFelt'
  after: (ms: number, act: () => void) => void
  onTurnedOn: () => void
  onTalking: (event: { type: 'speech.started' } | { type: 'speech.ended' }) => void
}): Reader {
  const { root } = parts
  let { words } = parts
  let place = ''
  let greets = false
  let live = new Map<Element, string>()
  let pending = false
  const machine = speechMachine.provide({
    actors: {
      speak: fromCallback<{ type: 'none' }, SpeakInput>(({ input, sendBack }) =>
        parts.voice(input, () => sendBack({ type: 'utterance.ended' })),
      ),
    },
  })
  const actor = createActor(machine, { input: parts.start })
  actor.on('speech.started', parts.onTalking)
  actor.on('speech.ended', parts.onTalking)
  actor.start()
  const isOn = () => actor.getSnapshot().hasTag('on')

  const look = () => {
    pending = false
    if (!isOn()) return
    const now = root.querySelector('main[aria-busy="true"]') ? place : placeOf(root)
    const before = live
    live = liveTexts(root, words)
    if (now !== place) {
      place = now
      const greeting = greets ? [say(words.welcome), say(words[parts.keys])] : []
      greets = false
      actor.send({ type: 'screen.shown', utterances: [...greeting, ...transcriptOf(root, words)] })
      return
    }
    const news = [...live].flatMap(([element, text]) => (before.get(element) === text ? [] : transcriptOf(element, words)))
    if (news.length > 0) actor.send({ type: 'news.appeared', utterances: news })
  }
  const lookSoon = () => {
    if (pending) return
    pending = true
    parts.after(SETTLED_MS, look)
  }
  const observer = new MutationObserver(lookSoon)
  const say = (text: string): Utterance => ({ text, publicText: text, lang: document.documentElement.lang })
  // The screen is read once it has been drawn anew: the voice's own switch says then that it is on.
  const begin = () => {
    place = ''
    greets = true
    actor.send({ type: 'screen.shown', utterances: [] })
    parts.onTurnedOn()
    observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true })
    lookSoon()
  }
  return {
    actor,
    isOn,
    speakWith: (now) => void (words = now),
    turnOn: () => {
      if (!isOn()) begin()
      actor.send({ type: 'speech.wanted' })
    },
    repeat: () => actor.send({ type: 'screen.shown', utterances: transcriptOf(root, words) }),
    reset: () => {
      observer.disconnect()
      actor.send({ type: 'visitor.left' })
    },
    turnOff: () => {
      observer.disconnect()
      actor.send({ type: 'speech.unwanted' })
    },
    tellFocus: (control) => actor.send({ type: 'focus.moved', utterance: utteranceOf(control, words) }),
    tell: (text, secret) =>
      actor.send({ type: 'focus.moved', utterance: { ...say(text), ...(secret && { publicText: words.hidden }) } }),
    plug: (plugged) => {
      if (plugged && !isOn()) begin()
      actor.send(plugged ? { type: 'headset.inserted' } : { type: 'headset.removed', question: say(words.unplugged) })
    },
  }
}

/** What makes a screen another one: its heading, an open dialog, the language. */
function placeOf(root: Element): string {
  const dialog = [...root.querySelectorAll('dialog[open]')].at(-1)
  const main = root.querySelector('main')
  const parts = [document.documentElement.lang, main?.dataset['place'], root.querySelector('h1')?.textContent]
  return [...parts, dialog?.querySelector('h2')?.textContent].join(' / ')
}

/** Texts that may change by themselves and are then to be told. */
function liveTexts(root: Element, words: Texts['speech']): Map<Element, string> {
  const dialog = [...root.querySelectorAll('dialog[open]')].at(-1)
  const found = [...(dialog ?? root).querySelectorAll(LIVE)]
  return new Map(
    found.map((element) => [
      element,
      transcriptOf(element, words)
        .map(({ text }) => text)
        .join(' '),
    ]),
  )
}
