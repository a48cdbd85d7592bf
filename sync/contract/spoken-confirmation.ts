import * as z from 'zod/mini'

/**
 * The town's policy for a yes on the phone in the place of the e-mail's link: always, only from callers without an
 * address, or from nobody. Who stands at the desk for a time that is about to begin confirms by being there.
 */
export const SpokenConfirmation = z.enum(['allowed', 'withoutEmail', 'never'])
export type SpokenConfirmation = z.infer<typeof SpokenConfirmation>

export const maySpeak = (policy: SpokenConfirmation, hasEmail: boolean): boolean =>
  policy === 'allowed' || (policy === 'withoutEmail' && !hasEmail)
