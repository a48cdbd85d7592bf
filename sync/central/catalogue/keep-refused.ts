import type { Refused, Remark } from './import-report.ts'

export type Kept<T> = { readonly refused: readonly Refused[]; readonly kept: ReadonlyMap<string, T> }

/**
 * Of records that cannot be read now, those that the town has already stay as they were: one slip in the directory must not
 * close an office. All are keyed by the remark's id; `taken`: what another record with the same id has given.
 */
export function keepRefused<T>(
  unreadable: readonly Remark[],
  { before, taken }: { readonly before: ReadonlyMap<string, T>; readonly taken: ReadonlyMap<string, unknown> },
): Kept<T> {
  const kept = new Map<string, T>()
  const refused = unreadable.map((remark): Refused => {
    const id = remark.id.trim()
    const old = taken.has(id) ? undefined : before.get(id)
    if (old !== undefined) kept.set(id, old)
    return { ...remark, kept: old !== undefined }
  })
  return { refused, kept }
}
