import * as z from 'zod/mini'

const minutes = (preset: number) => z._default(z.int().check(z.minimum(1), z.maximum(10_080)), preset)

/** Who is told of trouble in the fleet, and from when on it is one. Kiosks report at least once a minute. */
export const AlertSettings = z.strictObject({
  /** Addresses that get a mail for each incident and for its end. */
  mailTo: z._default(z.array(z.email()).check(z.maxLength(20)), []),
  /** Gets a signed POST for each; the secret comes from the environment. */
  webhookUrl: z._default(z.nullable(z.url({ protocol: /^https?$/ })), null),
  /** Without word from a device for so long it counts as offline. */
  offlineMinutes: minutes(5),
  /** Bookings that a device keeps for central for so long are stuck. */
  queueMinutes: minutes(30),
  /** Megabytes free on a device's disk. */
  diskMegabytes: z._default(z.int().check(z.minimum(1)), 500),
  /** A wrong clock shows wrong days. */
  clockSeconds: z._default(z.int().check(z.minimum(5), z.maximum(280)), 60),
  /** Days before the certificate of `publicUrl` ends. */
  certificateDays: z._default(z.int().check(z.minimum(1), z.maximum(90)), 14),
})
export type AlertSettings = z.infer<typeof AlertSettings>
