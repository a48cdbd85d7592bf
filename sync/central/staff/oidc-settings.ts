import * as z from 'zod/mini'

/** The town's own sign-in, for staff (OpenID Connect). */
export const OidcSettings = z.strictObject({
  /** As in its `/.well-known/openid-configuration`. */
  issuer: z.url({ protocol: /^https?$/ }),
  clientId: z.string().check(z.minLength(1)),
  /** Absent for a public client. */
  clientSecret: z.optional(z.string().check(z.minLength(1))),
  /**
   * Addresses are the administration's own, given to their owners alone: they open an account though the provider says nothing
   * about them. Entra ID and AD FS send no `email_verified` (OpenID Connect Core 5.1 leaves it optional); one that says false is refused.
   */
  ownAddresses: z._default(z.boolean(), false),
  /** What stands on the button. */
  label: z._default(z.string().check(z.minLength(1), z.maxLength(60)), 'Mit dem Konto der Verwaltung anmelden'),
})
export type OidcSettings = z.infer<typeof OidcSettings>
