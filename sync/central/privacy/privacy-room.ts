import type { Room } from '../central.ts'
import { runRetentionDaily } from './retention.ts'

/** Looks every hour, and at the start, whether the daily deletion is due. */
export const privacyRoom: Room = { jobs: [{ name: 'retention', everyMs: 3_600_000, work: runRetentionDaily }] }
