import { allowInsecureRequests, type Configuration, discovery, enableNonRepudiationChecks } from 'openid-client'
import { isLoopback } from '../../contract/loopback.ts'
import type { Clock } from '../ports.ts'
import type { OidcSettings } from './oidc-settings.ts'

const MINUTE_MS = 60_000
/** A provider's update may move its addresses; whoever is sent to the old ones never comes back to tell. */
const PUBLISHED_MS = 60 * MINUTE_MS

export type Published = {
  /** Addresses and keys as last read. Throws if they never could be. */
  readonly current: () => Promise<Configuration>
  /** Has them read anew by whoever comes next: a sign-in failed, and what we know may be out of date. Not oftener than once a minute. */
  readonly doubt: () => void
}

/** What the provider publishes of itself: read at the first sign-in, so that central starts without it, and then once an hour. */
export function createPublished({ nowMs }: Clock, settings: OidcSettings): Published {
  let found: Promise<Configuration> | null = null
  let readAtMs = 0
  let isDoubted = false
  return {
    async current() {
      const known = found
      if (known !== null && !isDoubted && nowMs() - readAtMs < PUBLISHED_MS) return known
      isDoubted = false
      readAtMs = nowMs()
      found = discover(settings).catch((error: unknown) => {
        found = known
        if (known === null) throw error
        return known
      })
      return found
    },
    doubt() {
      isDoubted = nowMs() - readAtMs >= MINUTE_MS
    },
  }
}

function discover({ issuer, clientId, clientSecret }: OidcSettings): Promise<Configuration> {
  const url = new URL(issuer)
  // Without TLS only on this very machine, where there is no wire to listen on.
  const isHere = url.protocol === 'http:' && isLoopback(url)
  // OpenID Connect lets TLS stand for the token's signature (Core 3.1.3.7). Providers that also publish `none` are
  // why we do not: whatever ends TLS on the way could then write tokens.
  const execute = [enableNonRepudiationChecks, ...(isHere ? [allowInsecureRequests] : [])]
  return discovery(url, clientId, clientSecret, undefined, { execute, timeout: 10 })
}
