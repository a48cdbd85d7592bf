import { openBrowser } from './browser.ts'
import type { LoopbackHost } from '../loopback/host.ts'
import type { Clock, Log } from '../ports.ts'
import type { Lost } from '../visit/pages.ts'
import { createWindowKeeper } from './window-keeper.ts'

/** A kept browser window on the loopback host's page. */
export type KeptBrowser = {
  /** The page in it is lost. */
  readonly lost: (how: Lost) => void
  readonly stop: () => Promise<void>
}

/**
 * Opens a browser window on the page and keeps it there: a crashed or silent one is replaced, and where that does not help
 * the notice stands in its place. `onClosed`: somebody has closed the window by hand; `giveUp`: only a fresh process helps.
 */
export function keepBrowser(
  program: string,
  parts: {
    host: Pick<LoopbackHost, 'pageOnce' | 'windowGone' | 'notice'>
    asRoot: boolean
    leftover: string
    onClosed: () => void
    giveUp: () => void
    clock: Clock
    log: Log
  },
): KeptBrowser {
  const { host, onClosed, giveUp, clock, log, ...how } = parts
  const window = openBrowser(program, {
    ...how,
    onEnd: (ended) => (ended === 'closed' ? onClosed() : keeper.fell('browser')),
  })
  const keeper = createWindowKeeper({
    // A command line can be read by every process of this machine: each opening has an address of its own.
    showPage: () => window.show(host.pageOnce()),
    hidePage: () => {
      window.hide()
      host.windowGone()
    },
    showNotice: () => window.show(host.notice),
    giveUp,
    clock,
    log,
  })
  return {
    lost: keeper.fell,
    stop: () => {
      keeper.stop()
      return window.stop()
    },
  }
}
