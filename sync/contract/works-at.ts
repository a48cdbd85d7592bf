import type { Role } from './desk-records.ts'

/** Whether an office is one of a member's own (SEED S18), at central, at a desk without it and on the screen. IT has none, whatever its account says. */
export const worksAt = (
  { role, offices }: { readonly role: Role; readonly offices: readonly string[] },
  officeId: string,
): boolean => role !== 'it' && (offices.includes('*') || offices.includes(officeId))
