export type RecordKind = 'service' | 'office' | 'offer'

/** A record that was not taken, or was taken with something to know about it. */
export type Remark = { readonly kind: RecordKind; readonly id: string; readonly name: string; readonly reason: string }

/** A record of the town so far that the source no longer has. */
export type Removed = Omit<Remark, 'reason'>

/** A record that was not taken. `kept`: the town has it from before, and it stays as it was. */
export type Refused = Remark & { readonly kept: boolean }

export type Count = {
  readonly read: number
  readonly taken: number
  readonly refused: number
  /** Of the taken ones: how many are the same as before the import. */
  readonly unchanged: number
}

export type ImportReport = {
  readonly services: Count
  readonly offices: Count
  readonly offers: Count
  readonly removed: readonly Removed[]
  readonly refused: readonly Refused[]
  readonly remarks: readonly Remark[]
  /** Services and offers that were taken although the source marks them as not public. */
  readonly notPublic: readonly Remark[]
  /** What was assumed because the source does not say it. */
  readonly assumed: readonly string[]
}

/** The report as lines for an operator's terminal. */
export function reportLines(report: ImportReport): string[] {
  const count = (name: string, { read, taken, refused, unchanged }: Count) =>
    `${name}: ${String(read)} read, ${String(taken)} taken (${String(unchanged)} unchanged), ${String(refused)} refused`
  return [
    count('services', report.services),
    count('offices', report.offices),
    count('offers', report.offers),
    ...removedLines(report.removed),
    ...report.assumed.map((assumption) => `assumed: ${assumption}`),
    ...refusedLines(report.refused),
    ...report.remarks.map((remark) => `note: ${line(remark)}`),
    ...report.notPublic.map((remark) => `note: ${line(remark)}`),
  ]
}

const line = (remark: Remark) => `${titleOf(remark)}: ${remark.reason}`

/** Each record that was not taken, and why. */
export const refusedLines = (refused: readonly Refused[]): string[] =>
  refused.map((remark) => `refused: ${line(remark)}${remark.kept ? '; kept as it was' : ''}`)

/** How many records are gone, and which. */
export const removedLines = (removed: readonly Removed[]): string[] => [
  `removed: ${String(removed.length)}`,
  ...removed.map((record) => `removed: ${titleOf(record)}`),
]

// A name comes from the file: it must not steer the operator's terminal.
const titleOf = ({ kind, id, name }: Removed): string => `${kind} ${id} ${JSON.stringify(name)}`
