import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'
import * as z from 'zod/mini'
import type { CentralContext } from '../context.ts'
import { writeAudit } from '../privacy/audit.ts'
import type { Tx } from '../store/store.ts'
import { findStaffByEmail, memberOf, type StaffRow } from './accounts.ts'
import type { OidcSettings } from './oidc-settings.ts'
import { createPublished } from './published.ts'
import type { StaffMember } from './roles.ts'

/** What the browser keeps, sealed, between leaving for the provider and coming back. */
const Journey = z.object({ verifier: z.string(), state: z.string(), nonce: z.string(), beganAt: z.int() })
const Claims = z.object({
  sub: z.string().check(z.minLength(1), z.maxLength(255)),
  email: z.optional(z.string()),
  email_verified: z.optional(z.boolean()),
})
type Claims = z.infer<typeof Claims>

export const JOURNEY_MS = 10 * 60_000
const SCOPE = 'openid email'
const CONTEXT = 'staff-oidc'

export type OidcOutcome =
  | { readonly outcome: 'signedIn'; readonly member: StaffMember }
  /** Nobody's account here, a disabled one, or an address that the provider has not verified. */
  | { readonly outcome: 'refused' }
  /** The provider did not answer, or what came back was not what was asked for. */
  | { readonly outcome: 'failed'; readonly error: string }

export type Oidc = {
  /** Where to send the browser, and what it has to bring back. */
  readonly leave: (returnUrl: string) => Promise<{ url: string; journey: string } | { outcome: 'failed'; error: string }>
  readonly comeBack: (returned: URL, journey: string | undefined) => Promise<OidcOutcome>
}

/**
 * Sign-in of staff through the town's own provider: OpenID Connect, authorization code with PKCE, state and nonce, and
 * the provider's own signature under the answer.
 */
export function createOidc(context: CentralContext, settings: OidcSettings): Oidc {
  const published = createPublished(context.clock, settings)
  return {
    async leave(returnUrl) {
      try {
        const provider = await published.current()
        const journey = {
          verifier: randomPKCECodeVerifier(),
          state: randomState(),
          nonce: randomNonce(),
          beganAt: context.clock.nowMs(),
        }
        const url = buildAuthorizationUrl(provider, {
          redirect_uri: returnUrl,
          scope: SCOPE,
          state: journey.state,
          nonce: journey.nonce,
          code_challenge: await calculatePKCECodeChallenge(journey.verifier),
          code_challenge_method: 'S256',
        })
        const { keyId, sealed } = context.keys.seal(JSON.stringify(journey), CONTEXT)
        return { url: url.href, journey: `${keyId}.${sealed}` }
      } catch (error) {
        return { outcome: 'failed', error: nameOf(error) }
      }
    },
    async comeBack(returned, sealed) {
      const journey = openJourney(context, sealed)
      if (!journey) return { outcome: 'failed', error: 'noJourney' }
      try {
        const tokens = await authorizationCodeGrant(await published.current(), returned, {
          pkceCodeVerifier: journey.verifier,
          expectedState: journey.state,
          expectedNonce: journey.nonce,
          idTokenExpected: true,
        })
        const claims = Claims.safeParse(tokens.claims())
        if (!claims.success) return { outcome: 'failed', error: 'claims' }
        return await enter(context, settings, claims.data)
      } catch (error) {
        published.doubt()
        return { outcome: 'failed', error: nameOf(error) }
      }
    },
  }
}

const nameOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? ` ${String(error.code)}` : ''
  return error instanceof Error ? `${error.name}${code}` : 'unknown'
}

function openJourney({ keys, clock }: CentralContext, sealed: string | undefined): z.infer<typeof Journey> | null {
  const [keyId, text] = (sealed ?? '').split('.')
  if (!keyId || !text) return null
  try {
    const journey = Journey.parse(JSON.parse(keys.open({ keyId, sealed: text }, CONTEXT)))
    return clock.nowMs() - journey.beganAt <= JOURNEY_MS ? journey : null
  } catch {
    return null
  }
}

/** The account of a subject; at its first sign-in, that of its verified address, which from then on is this subject's alone. */
function enter(
  { store, clock, random }: CentralContext,
  { issuer, ownAddresses }: OidcSettings,
  claims: Claims,
): Promise<OidcOutcome> {
  return store.transact(async (tx): Promise<OidcOutcome> => {
    const nowMs = clock.nowMs()
    const account =
      (await bySubject(tx, issuer, claims.sub)) ?? (isOwn(claims, ownAddresses) ? await byAddress(tx, claims.email) : undefined)
    if (!account) {
      await writeAudit(tx, { random, nowMs }, { actor: { kind: 'central', id: null }, action: 'signIn.unknown' })
      return { outcome: 'refused' }
    }
    const actor = { kind: 'staff', id: account.staff_id } as const
    if (account.disabled_at !== null) {
      await writeAudit(tx, { random, nowMs }, { actor, action: 'signIn.disabled' })
      return { outcome: 'refused' }
    }
    await tx.run('update staff set oidc_issuer = $2, oidc_subject = $3 where staff_id = $1', [
      account.staff_id,
      issuer,
      claims.sub,
    ])
    await writeAudit(tx, { random, nowMs }, { actor, action: 'signIn.done', detail: 'oidc' })
    return { outcome: 'signedIn', member: memberOf(account) }
  })
}

const bySubject = (tx: Tx, issuer: string, subject: string): Promise<StaffRow | undefined> =>
  tx.one<StaffRow>('select * from staff where oidc_issuer = $1 and oidc_subject = $2', [issuer, subject])

const isOwn = ({ email_verified: verified }: Claims, ownAddresses: boolean): boolean => verified ?? ownAddresses

async function byAddress(tx: Tx, email: string | undefined): Promise<StaffRow | undefined> {
  if (email === undefined) return undefined
  const account = await findStaffByEmail(tx, email)
  return account?.oidc_subject === null ? account : undefined
}
