import type { Room } from '../central.ts'
import { proposeEarlier } from './propose-earlier.ts'

/** The list of those who would come earlier: what becomes free is proposed to them. */
export const earlierRoom: Room = {
  jobs: [{ name: 'earlier', everyMs: 5_000, work: proposeEarlier }],
}
