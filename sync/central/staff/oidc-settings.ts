import * as z from 'zod/mini'

/** The town's own sign-in, for staff (OpenID Connect). */
export const OidcSettings = z.strictObject({
  /** As in its `/.well-known/openid-configuration`. */
  issuer: z.url({ protocol: /^https?$/ }),
  clientId: z.string().check(z.minLength(1)),
  /** Absent for a public client. */
  clientSecret: z.optional(z.string().check(z.minLength(1))),
  /** What stands on the button. */
  label: z._default(z.string().check(z.minLength(1), z.maxLength(60)), 'Mit dem Konto der Verwaltung anmelden'),
})
export type OidcSettings = z.infer<typeof OidcSettings>
