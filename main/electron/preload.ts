import { contextBridge, ipcRenderer } from 'electron'

// A sandboxed preload is one CommonJS file; it repeats the channel's name so that it imports nothing of the station.
const CHANNEL = 'foyer'

/** Two narrow functions and no object of Electron's: the page can send a message and hear reports. */
contextBridge.exposeInMainWorld('foyer', {
  send: (method: string, input: unknown): Promise<unknown> => ipcRenderer.invoke(CHANNEL, method, input),
  onReport: (listener: (report: unknown) => void): void => {
    ipcRenderer.on(CHANNEL, (_event, report: unknown) => listener(report))
  },
})
