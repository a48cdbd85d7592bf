import type { Room } from '../central.ts'
import { offerEarlier } from './offer-earlier.ts'

/** The list of those who would come earlier: what becomes free is offered to them. */
export const earlierRoom: Room = {
  jobs: [{ name: 'earlier', everyMs: 5_000, work: offerEarlier }],
}
