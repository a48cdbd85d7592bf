/** What central may find wrong with a device; each is raised only once it has lasted, and stands until it is over. */
export const KIOSK_ALERTS = [
  'offline',
  'paperLow',
  'paperOut',
  'printerFault',
  'queueStuck',
  'clockOff',
  'diskLow',
  'frozen',
] as const
export type KioskAlert = (typeof KIOSK_ALERTS)[number]
