import type { CallConfirmation, CallContext } from '../../machines/call.ts'
import type { StaffMember } from '../../sync/contract/desk-records.ts'
import { maySpeak } from '../../sync/contract/spoken-confirmation.ts'

type Policy = Pick<StaffMember, 'spokenConfirmation'>

/** Whether the town takes this caller's spoken yes; a central of an older version has no policy. */
export const spokenAllowed = ({ spokenConfirmation }: Policy, email: string): boolean =>
  maySpeak(spokenConfirmation ?? 'allowed', email.trim() !== '')

/** What counts of what was chosen: without an address there is no link to send, unless the town insists on one. */
export function howConfirmed(
  { form: { email }, confirmation, slot }: Pick<CallContext, 'form' | 'confirmation' | 'slot'>,
  { policy, today }: { policy: Policy; today: string },
): CallConfirmation {
  if (confirmation === 'here' && slot?.day === today) return 'here'
  if (!spokenAllowed(policy, email)) return 'link'
  return email.trim() !== '' && confirmation === 'link' ? 'link' : 'spoken'
}
