import type { Page } from '@playwright/test'
import { type DeskBridge, deskBridge, deskMessage } from '../../main/bridge/contract-desk.ts'
import { type Client, createClient } from '../../sync/contract/rpc.ts'

/** Asks a desk's station from within its page in the browser, over the wire and with the session that are the page's own. */
export const deskInPage = (page: Page): Client<DeskBridge> =>
  createClient(deskBridge, (method, input) =>
    page.evaluate(
      async ([message, body]) => {
        const headers = { 'content-type': 'application/json' }
        const answer = await fetch(`/bridge/${message}`, { method: 'POST', headers, body: JSON.stringify(body) })
        return (await answer.json()) as unknown
      },
      [deskMessage(method), input] as const,
    ),
  )

/** Sets the clocks of a station that was started with `FOYER_TEST_CLOCK=1`, and those of the central inside it. */
export async function setClocks({ page }: { readonly page: string }, now: string): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(new URL('/test/clock', page), { method: 'POST', headers, body: JSON.stringify({ now }) })
  if (!answer.ok) throw new Error(`clock: ${answer.status}`)
}
