import type { DeviceSettings } from '../sync/contract/device.ts'
import type { Town } from '../sync/contract/catalogue.ts'
import { directionOf, type Language } from '../sync/contract/language.ts'
import type { Comfort } from '../machines/visitor.ts'

/** The measures of this panel, for every screen: also those that come before a visit, or instead of one. */
export function dressPanel(root: HTMLElement, device: DeviceSettings): void {
  // Set as properties, not as an attribute: the content security policy knows no inline styles.
  root.style.setProperty('--mm', `${device.pixelsPerMm}px`)
  root.style.setProperty('--reach', `${Math.round(device.reachLimitMm * device.pixelsPerMm)}px`)
}

/** The visitor's wishes, language and direction. Until there are any, index.html has those of everybody. */
export function dress(root: HTMLElement, comfort: Comfort, language: Language): void {
  root.lang = language
  root.dir = directionOf(language)
  root.dataset['contrast'] = comfort.contrast
  root.dataset['scale'] = String(comfort.textScale)
  root.dataset['reach'] = comfort.seatedReach ? 'seated' : 'standing'
  root.style.setProperty('--scale', String(comfort.textScale))
}

/** The town's colours, if white and the words on them are readable (7:1, WCAG 1.4.6); else KERN's own blue stays. */
export function dressTown(root: HTMLElement, { theme }: Town): boolean {
  const accent = luminanceOf(theme.accent)
  const onAccent = luminanceOf(theme.onAccent)
  const readable = accent !== null && onAccent !== null && ratio(accent, onAccent) >= 7 && ratio(accent, 1) >= 7
  if (readable) {
    root.style.setProperty('--town-accent', theme.accent)
    root.style.setProperty('--town-on-accent', theme.onAccent)
  }
  return readable
}

const ratio = (one: number, other: number): number => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)

/** Relative luminance of a `#rrggbb` colour (WCAG 2); null where it is written otherwise. */
function luminanceOf(colour: string): number | null {
  const parts = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour)
  if (!parts) return null
  const [red = 0, green = 0, blue = 0] = parts.slice(1).map((part) => {
    const value = Number.parseInt(part, 16) / 255
    return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
