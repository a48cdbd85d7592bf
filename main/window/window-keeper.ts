import { createActor } from 'xstate'
import { windowMachine } from '../../machines/window.ts'
import { machineClock } from '../clock.ts'
import type { Clock, Log } from '../ports.ts'

export type WindowKeeper = {
  /** What is on the screen is lost; `code` says how, for the log. */
  readonly fell: (code: string) => void
  readonly stop: () => void
}

/**
 * Keeps a page on the screen, for whichever host: decides when it is shown anew, when the notice "out of order" stands in
 * its place, and when only a fresh process helps (`giveUp`). Shows the first page at once.
 */
export function createWindowKeeper(hands: {
  /** What is left of a lost page goes at once: it may still show what its visitor typed. */
  readonly hidePage: () => void
  readonly showPage: () => void
  readonly showNotice: () => void
  readonly giveUp: () => void
  readonly clock: Clock
  readonly log: Log
}): WindowKeeper {
  const { showPage, hidePage, showNotice, giveUp, clock, log } = hands
  const actor = createActor(windowMachine.provide({ actions: { showPage, hidePage, showNotice } }), {
    clock: machineClock(clock),
  })
  actor.subscribe({
    // Stopping completes it as well.
    complete: () => {
      if (actor.getSnapshot().status === 'done') giveUp()
    },
  })
  actor.start()
  return {
    fell: (code) => {
      log('error', 'page lost', { code })
      actor.send({ type: 'fell' })
    },
    stop: () => void actor.stop(),
  }
}
