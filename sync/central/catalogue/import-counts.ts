import { canonicalJson } from '../../contract/canonical-json.ts'
import type { Offer, TownFile } from '../../contract/catalogue.ts'
import type { Count } from './import-report.ts'

export const keyOfOffer = ({ officeId, serviceId }: Offer): string => `${officeId}/${serviceId}`

/** How many records of one kind were read and taken, and how many of these are the same as before. */
export function count<T>(
  read: number,
  taken: readonly T[],
  before: readonly T[] | undefined,
  keyOf: (record: T) => string,
): Count {
  const old = new Map(before?.map((record) => [keyOf(record), canonicalJson(record)]))
  const unchanged = taken.filter((record) => old.get(keyOf(record)) === canonicalJson(record)).length
  return { read, taken: taken.length, refused: read - taken.length, unchanged }
}

/** How many records of the town so far are gone. */
export function removed(file: TownFile, existing: TownFile | null): number {
  if (!existing) return 0
  const gone = <T>(before: readonly T[], now: readonly T[], keyOf: (record: T) => string) => {
    const keys = new Set(now.map(keyOf))
    return before.filter((record) => !keys.has(keyOf(record))).length
  }
  return (
    gone(existing.services, file.services, ({ id }) => id) +
    gone(existing.offices, file.offices, ({ id }) => id) +
    gone(existing.offers, file.offers, keyOfOffer)
  )
}
