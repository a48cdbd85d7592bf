import type { Office } from '../../sync/contract/catalogue.ts'

/**
 * The town's offices, the one that the terminal stands in first, then those under the same roof, which is told by the
 * address; the rest keep the town's order. `homeId`: null where the terminal belongs to no office.
 */
export function nearFirst(
  offices: readonly Office[],
  homeId: string | null,
): { readonly office: Office; readonly here: boolean }[] {
  const home = offices.find(({ id }) => id === homeId)?.address
  const rank = ({ id, address: { street, postalCode } }: Office) => {
    if (id === homeId) return 0
    return street === home?.street && postalCode === home.postalCode ? 1 : 2
  }
  return offices
    .map((office) => ({ office, here: rank(office) < 2 }))
    .toSorted((one, other) => rank(one.office) - rank(other.office))
}
