// The package comes without types; this is what the tests use of it.
declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http'

  type Account = { accountId: string; claims: () => Record<string, unknown> & { sub: string } }
  type Settings = {
    clients: readonly object[]
    findAccount: (context: unknown, subject: string) => Account
    claims: Record<string, readonly string[]>
    conformIdTokenClaims: boolean
    pkce: { required: () => boolean }
    cookies: { keys: readonly string[] }
    features: { devInteractions: { enabled: boolean } }
  }
  export class Provider {
    constructor(issuer: string, settings: Settings)
    callback(): RequestListener
  }
}
