import * as z from 'zod/mini'
import { Language } from './language.ts'

/** How this device is set up: what the page needs to draw itself. */
export const DeviceSettings = z.object({
  profile: z.enum(['lobby', 'desk']),
  language: Language,
  idle: z.object({ quietSeconds: z.number(), countdownSeconds: z.number() }),
  /** CSS pixels per millimetre of the panel. */
  pixelsPerMm: z.number(),
  /** The highest point, in millimetres above the screen's lower edge, that a seated visitor reaches. */
  reachLimitMm: z.number(),
  /** Kiosks ignore `?lang=` and `?profile=`; tests do not. */
  addressParameters: z.boolean(),
})
export type DeviceSettings = z.infer<typeof DeviceSettings>
