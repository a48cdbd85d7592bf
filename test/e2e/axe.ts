import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'EN-301-549', 'best-practice']

/**
 * What axe finds on the screen as it stands, a line for each rule. Colours in the middle of a fade are no colours that anybody
 * reads. `scope`: only in there, for what has been looked at around it already.
 */
export async function axeFaults(page: Page, screen: string, scope?: string): Promise<string[]> {
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined))))
  // Without frames in the page there is nothing to put together, for which axe would open a window each time.
  const axe = new AxeBuilder({ page }).withTags(TAGS).setLegacyMode(true)
  if (scope !== undefined) axe.include(scope)
  const { violations } = await axe.analyze()
  return violations.map(({ id, nodes }) => `${screen}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
}

/** The colours alone, after `axeFaults` has brought axe into the page: bringing it there is most of what it takes. */
export const colourFaults = (page: Page, scope: string): Promise<string[]> =>
  page.evaluate(async (within) => {
    const { axe } = window as unknown as {
      axe: { run: (...how: unknown[]) => Promise<Awaited<ReturnType<AxeBuilder['analyze']>>> }
    }
    const { violations } = await axe.run(within, { runOnly: ['color-contrast'] })
    return violations.flatMap(({ nodes }) => nodes.map(({ target }) => target.join(' ')))
  }, scope)
