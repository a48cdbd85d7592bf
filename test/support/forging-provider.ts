import { type KeyObject, createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

export type SigningKey = { readonly kid: string; readonly privateKey: KeyObject; readonly publicKey: KeyObject }

export const signingKey = (kid: string): SigningKey => ({ kid, ...generateKeyPairSync('rsa', { modulusLength: 2_048 }) })

/** A JSON web token: signed as its header says, by RSA, by a shared secret, or by nobody. */
export function token(claims: object, key: SigningKey, { alg = 'RS256', secret = '' } = {}): string {
  const text = `${part({ alg, kid: key.kid })}.${part(claims)}`
  if (alg === 'none') return `${text}.`
  const signature =
    alg === 'HS256' ? createHmac('sha256', secret).update(text).digest() : sign('sha256', Buffer.from(text), key.privateKey)
  return `${text}.${signature.toString('base64url')}`
}

/** What is asked of an OpenID provider without a person: what it publishes, its keys and its tokens, all as the test likes. */
export async function openForgingProvider() {
  let path = ''
  let down = false
  let keys: readonly SigningKey[] = []
  let tokens: (asked: URLSearchParams) => object = () => ({})
  const asked: string[] = []
  const server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const issuer = `http://127.0.0.1:${String(typeof address === 'object' ? address?.port : 0)}`

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const parts: Buffer[] = []
    for await (const one of request as AsyncIterable<Buffer>) parts.push(one)
    const url = request.url ?? ''
    asked.push(url)
    const send = (body: object, status = 200) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (down) return send({}, 503)
    if (url === '/.well-known/openid-configuration')
      return send({
        issuer,
        authorization_endpoint: `${issuer}${path}/authorize`,
        token_endpoint: `${issuer}${path}/token`,
        jwks_uri: `${issuer}${path}/keys`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
        authorization_response_iss_parameter_supported: true,
      })
    if (url === `${path}/keys`)
      return send({
        keys: keys.map(({ kid, publicKey }) => ({ ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' })),
      })
    if (url === `${path}/token`) return send(tokens(new URLSearchParams(Buffer.concat(parts).toString())))
    return send({}, 404)
  }

  return {
    issuer,
    /** The paths that were asked for, in order. */
    asked,
    publish: (published: readonly SigningKey[]) => {
      keys = published
    },
    answerTokens: (make: typeof tokens) => {
      tokens = make
    },
    moveTo: (to: string) => {
      path = to
    },
    setDown: (is: boolean) => {
      down = is
    },
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
