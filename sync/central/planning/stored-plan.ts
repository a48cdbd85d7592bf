import * as z from 'zod/mini'
import type { Office } from '../../contract/catalogue.ts'
import type { GroupPlan } from './opening.ts'

const Stored = z.object({
  groups: z.array(z.object({ group: z.string(), at: z.number(), capacity: z.string() })),
  kept: z.array(z.number()),
})

/**
 * The text of an office-day's plan in the store. The seats kept for staff and for the day itself are part of it: when
 * they change, what visitors see changes, and the day needs a new version.
 */
export const writePlan = (
  groups: readonly GroupPlan[],
  office: Pick<Office, 'staffSeats' | 'sameDaySeats'> | undefined,
): string =>
  JSON.stringify({
    groups: groups.map(({ counterGroupId, firstTickMs, capacity }) => ({
      group: counterGroupId,
      at: firstTickMs,
      capacity: Buffer.from(capacity).toString('base64'),
    })),
    kept: [office?.staffSeats ?? 0, office?.sameDaySeats ?? 0],
  })

/** Throws if the text is no plan: only central writes it. */
export const readPlan = (text: string): GroupPlan[] =>
  Stored.parse(JSON.parse(text)).groups.map(({ group, at, capacity }) => ({
    counterGroupId: group,
    firstTickMs: at,
    capacity: new Uint8Array(Buffer.from(capacity, 'base64')),
  }))
