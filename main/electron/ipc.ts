import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron'
import type { Page } from '../app.ts'
import { ContractError } from '../../sync/contract/rpc.ts'

/** The one channel between page and station. */
export const CHANNEL = 'foyer'

/**
 * Connects a window's page to the station until cancelled. A message is taken only from the main frame of exactly this
 * window at exactly this origin; everything else is refused without an answer that tells why.
 */
export function connectPage(
  ipcMain: Pick<IpcMain, 'handle' | 'removeHandler'>,
  { contents, origin, page }: { contents: WebContents; origin: string; page: Page },
): () => void {
  ipcMain.handle(CHANNEL, async (event, method: unknown, input: unknown) => {
    if (!isOurPage(event, contents, origin) || typeof method !== 'string') throw new Error('refused')
    try {
      return await page.call(method, input)
    } catch (error) {
      // What went wrong stays on this side: the page is told only that its message did not fit or the station failed.
      const told = error instanceof ContractError ? error.message : 'the station failed'
      // oxlint-disable-next-line preserve-caught-error -- Electron would send the cause to the page
      throw new Error(told)
    }
  })
  const cancelReports = page.onReport((report) => {
    if (!contents.isDestroyed()) contents.send(CHANNEL, report)
  })
  return () => {
    ipcMain.removeHandler(CHANNEL)
    cancelReports()
  }
}

function isOurPage(event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>, contents: WebContents, origin: string): boolean {
  const { sender, senderFrame } = event
  // Null when the frame has navigated or gone since it sent.
  if (senderFrame === null || sender.id !== contents.id) return false
  return senderFrame === contents.mainFrame && senderFrame.parent === null && senderFrame.origin === origin
}
