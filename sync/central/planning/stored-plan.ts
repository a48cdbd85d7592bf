import * as z from 'zod/mini'
import type { GroupPlan } from './opening.ts'

const Stored = z.array(z.object({ group: z.string(), at: z.number(), capacity: z.string() }))

/** The text of an office-day's plan in the store. */
export const writePlan = (groups: readonly GroupPlan[]): string =>
  JSON.stringify(
    groups.map(({ counterGroupId, firstTickMs, capacity }) => ({
      group: counterGroupId,
      at: firstTickMs,
      capacity: Buffer.from(capacity).toString('base64'),
    })),
  )

/** Throws if the text is no plan: only central writes it. */
export const readPlan = (text: string): GroupPlan[] =>
  Stored.parse(JSON.parse(text)).map(({ group, at, capacity }) => ({
    counterGroupId: group,
    firstTickMs: at,
    capacity: new Uint8Array(Buffer.from(capacity, 'base64')),
  }))
