import { canonicalJson } from '../../contract/canonical-json.ts'
import type { Offer, TownFile } from '../../contract/catalogue.ts'
import type { Count, Removed } from './import-report.ts'

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

/** The records of the town so far that are gone. */
export function removed(file: TownFile, existing: TownFile | null): Removed[] {
  if (!existing) return []
  const gone = <T>(before: readonly T[], now: readonly T[], keyOf: (record: T) => string) => {
    const keys = new Set(now.map(keyOf))
    return before.filter((record) => !keys.has(keyOf(record)))
  }
  const idOf = ({ id }: { readonly id: string }) => id
  const serviceNames = new Map(existing.services.map(({ id, name }) => [id, name.de]))
  return [
    ...gone(existing.services, file.services, idOf).map(({ id, name }) => ({ kind: 'service' as const, id, name: name.de })),
    ...gone(existing.offices, file.offices, idOf).map(({ id, name }) => ({ kind: 'office' as const, id, name: name.de })),
    ...gone(existing.offers, file.offers, keyOfOffer).map((offer) => ({
      kind: 'offer' as const,
      id: keyOfOffer(offer),
      name: serviceNames.get(offer.serviceId) ?? '',
    })),
  ]
}
