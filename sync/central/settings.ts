import * as z from 'zod/mini'
import { SpokenConfirmation } from '../contract/spoken-confirmation.ts'
import { AlertSettings } from './fleet/alerts/alert-settings.ts'
import { RetentionDays } from './privacy/retention-days.ts'
import { ProviderSettings } from './provider/provider-settings.ts'
import { OidcSettings } from './staff/oidc-settings.ts'

const seconds = (least: number, most: number) => z.int().check(z.minimum(least), z.maximum(most))

const isBareAddress = ({ pathname, search, hash, username, password }: URL): boolean =>
  pathname === '/' && `${search}${hash}${username}${password}` === ''

/** How central behaves. All have a default; a town sets what it wants to be different. */
export const Settings = z.object({
  /**
   * The address under which visitors and kiosks reach central, without a slash at the end. A host name of central's own:
   * its pages, forms and assets lie at the root, below a path nobody could confirm a booking.
   */
  publicUrl: z.pipe(
    z.url({ protocol: /^https?$/, abort: true }).check(
      z.refine((url) => isBareAddress(new URL(url)), {
        error: 'needs a host name of its own: http(s)://HOST[:PORT], without path, query, fragment and user',
      }),
    ),
    z.transform((url: string) => url.replace(/\/+$/, '')),
  ),
  /** How long a slot is kept while the form is filled. */
  holdMinutes: z._default(z.int().check(z.minimum(1), z.maximum(60)), 10),
  /** How long the e-mail's link can be clicked. */
  linkHours: z._default(z.int().check(z.minimum(1), z.maximum(336)), 24),
  /** Open bookings that one e-mail address may have at the same time. */
  openBookingsPerEmail: z._default(z.int().check(z.minimum(1), z.maximum(100)), 5),
  /** Whether a front desk may confirm for a caller who says yes on the phone, or has to send the e-mail's link. */
  spokenConfirmation: z._default(SpokenConfirmation, 'allowed'),
  /** How long an earlier time is held for the visitor to whom it was offered. */
  earlierOfferMinutes: z._default(z.int().check(z.minimum(15), z.maximum(2_880)), 240),
  /** How long before the slot the reminder goes out; 0 for none. */
  reminderHours: z._default(z.int().check(z.minimum(0), z.maximum(336)), 24),
  /** How long a one-time code for a kiosk is good. */
  enrolmentHours: z._default(z.int().check(z.minimum(1), z.maximum(336)), 24),
  /**
   * A reverse proxy in front passes the client's address on: the last entry of `X-Forwarded-For` is believed, which the proxy
   * itself has set or added; else none is.
   */
  behindProxy: z._default(z.boolean(), false),
  /** How long a client may take to send its request before it is cut off. */
  requestSeconds: z._default(seconds(1, 120), 20),
  heartbeatSeconds: z._default(seconds(1, 60), 15),
  /**
   * Share of an office-day's capacity, in percent, that all kiosks together may hold to sell offline.
   * What is near goes back while a kiosk is online, so that little is lost to others; 0 grants none.
   */
  escrowPercent: z._default(z.number().check(z.minimum(0), z.maximum(50)), 2),
  escrowBlocksPerKiosk: z._default(z.int().check(z.minimum(0), z.maximum(500)), 12),
  /** Requests per minute and address before central answers 429. */
  requestsPerMinute: z._default(z.int().check(z.minimum(1)), 3_000),
  /** The town's own sign-in for staff, beside or in place of passwords. */
  oidc: z.optional(OidcSettings),
  /** A town that already runs a booking server puts it behind the same terminals. */
  provider: z.optional(ProviderSettings),
  passwordSignIn: z._default(z.boolean(), true),
  /** Days after which each kind of data is deleted. */
  retention: z.prefault(RetentionDays, {}),
  /** Who is told when a device is in trouble, and when it counts as trouble. */
  alerts: z.prefault(AlertSettings, {}),
})
export type Settings = z.infer<typeof Settings>
