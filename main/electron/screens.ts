import type { BrowserWindow, BrowserWindowConstructorOptions, Display, Screen } from 'electron'
import type { Log } from '../ports.ts'

const CHANGES = ['display-added', 'display-removed', 'display-metrics-changed'] as const

/** A black window without a page, a frame or a way to close it: what another screen shows in the place of a desktop. */
const coverOptions = ({ bounds }: Pick<Display, 'bounds'>) =>
  ({
    ...bounds,
    kiosk: true,
    frame: false,
    closable: false,
    minimizable: false,
    movable: false,
    // The keyboard stays with the page.
    focusable: false,
    alwaysOnTop: true,
    skipTaskbar: true,
    roundedCorners: false,
    backgroundColor: '#000000',
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, javascript: false, devTools: false },
  }) as const satisfies BrowserWindowConstructorOptions

export type Screens = {
  /** Where the kiosk window begins. */
  readonly home: () => Display
  /** Keeps `kiosk` on its screen and every other screen covered, whatever is plugged in or out. */
  readonly hold: (kiosk: BrowserWindow) => void
  /** Takes the covers away. */
  readonly close: () => void
}

/**
 * The kiosk's screen is the one with the label `wanted`; without one, or while it is unplugged, the system's first. A screen
 * that somebody plugs in shows nothing but black.
 */
export function holdScreens({
  screen,
  wanted,
  openCover,
  log,
}: {
  screen: Pick<Screen, 'getAllDisplays' | 'getPrimaryDisplay'> & Pick<NodeJS.EventEmitter, 'on' | 'off'>
  wanted: string | null
  openCover: (options: BrowserWindowConstructorOptions) => BrowserWindow
  log: Log
}): Screens {
  const covers = new Map<number, BrowserWindow>()
  let release = () => undefined as void
  const home = () => screen.getAllDisplays().find(({ label }) => label === wanted) ?? screen.getPrimaryDisplay()
  const uncover = (id: number) => {
    covers.get(id)?.destroy()
    covers.delete(id)
  }
  const cover = (display: Display) => {
    const known = covers.get(display.id)
    if (known) {
      known.setBounds(display.bounds)
      return
    }
    const opened = openCover(coverOptions(display))
    covers.set(display.id, opened)
    opened.on('close', (event) => event.preventDefault())
    opened.setAlwaysOnTop(true, 'screen-saver')
  }
  return {
    home,
    hold: (kiosk) => {
      let at = ''
      const settle = () => {
        const own = home()
        if (wanted !== null && own.label !== wanted) log('warning', 'screen not plugged in', { state: wanted })
        const others = screen.getAllDisplays().filter(({ id }) => id !== own.id)
        for (const id of covers.keys()) if (!others.some((other) => other.id === id)) uncover(id)
        const now = JSON.stringify([own.id, own.bounds])
        if (at !== '' && at !== now) {
          // A window that fills one screen does not move to another.
          kiosk.setKiosk(false)
          kiosk.setBounds(own.bounds)
          kiosk.setKiosk(true)
        }
        at = now
        for (const other of others) cover(other)
        kiosk.moveTop()
      }
      for (const change of CHANGES) screen.on(change, settle)
      release = () => {
        for (const change of CHANGES) screen.off(change, settle)
      }
      settle()
    },
    close: () => {
      release()
      for (const id of covers.keys()) uncover(id)
    },
  }
}
