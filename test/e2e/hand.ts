import type { Page } from '@playwright/test'

/** From now on, as long as the page is not loaded anew: how often a finger touches it, and how many characters its fields take. */
export async function watchHand(page: Page): Promise<() => Promise<{ touches: number; characters: number }>> {
  const hand = await page.evaluateHandle(() => {
    const counted = { touches: 0, characters: 0 }
    window.addEventListener('pointerdown', () => (counted.touches += 1), { capture: true })
    // A field is filled in one go: its whole value came with this event.
    const take = ({ target }: Event) => {
      if (target instanceof HTMLInputElement && target.type !== 'checkbox') counted.characters += target.value.length
    }
    window.addEventListener('input', take, { capture: true })
    return counted
  })
  return () => hand.jsonValue()
}
