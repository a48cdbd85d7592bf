import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { it } from 'node:test'
import { addStaff, changeStaff } from '../../../sync/central/staff/accounts.ts'
import { openForgingProvider, signingKey, token } from '../../support/forging-provider.ts'
import { startPeople } from '../../support/people-kit.ts'
import { stopAfterEach } from '../../support/stop-after-each.ts'

const SECRET = 'a secret of the town'
const VERA = { sub: 'vera', email: 'vera@stadt.example', email_verified: true }
const stopLater = stopAfterEach()
const KEY = signingKey('one')
const OTHER = signingKey('one')

async function start() {
  const provider = await openForgingProvider()
  const oidc = { issuer: provider.issuer, clientId: 'foyer', clientSecret: SECRET, label: 'Stadtkonto', ownAddresses: false }
  const people = await startPeople({ settings: { oidc } })
  stopLater({ stop: async () => (await provider.close(), people.faults.splice(0), await people.stop()) })
  provider.publish([KEY])
  await addStaff(people.context, { ...VERA, name: 'Vera Beispiel', role: 'clerk', offices: ['rathaus'], password: null })
  /** Leaves for the provider; what central has sent it, and the browser's cookie. */
  const leave = async () => {
    const left = await fetch(`${people.address}/staff/oidc`, { redirect: 'manual' })
    const cookie = left.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    const { searchParams, pathname } = new URL(left.headers.get('location') ?? 'http://none')
    const sent = Object.fromEntries(searchParams)
    return { cookie, state: sent['state'] ?? '', nonce: sent['nonce'] ?? '', challenge: sent['code_challenge'] ?? '', pathname }
  }
  type Left = Awaited<ReturnType<typeof leave>>
  const claims = ({ nonce }: Left) => {
    const iat = Math.floor(Date.now() / 1_000)
    return { iss: provider.issuer, aud: 'foyer', iat, exp: iat + 300, nonce, ...VERA }
  }
  const comeBack = async ({ cookie, state }: Left, changed: Record<string, string> = {}) => {
    const query = new URLSearchParams({ code: 'a code', state, iss: provider.issuer, ...changed })
    const back = await fetch(`${people.address}/staff/oidc/return?${query.toString()}`, {
      headers: { cookie },
      redirect: 'manual',
    })
    assert.equal(
      back.status === 200,
      back.headers.getSetCookie().some((one) => /^foyer-staff=[^;]/.test(one)),
    )
    return back.status
  }
  const tryToken = async (make: (honest: ReturnType<typeof claims>) => string | undefined, changed?: Record<string, string>) => {
    const left = await leave()
    provider.answerTokens(() => ({ access_token: 'x', token_type: 'Bearer', id_token: make(claims(left)) }))
    return comeBack(left, changed)
  }
  return { people, provider, leave, comeBack, claims, tryToken }
}

it('opens nothing for a token that is not for us, not for now, not for this sign-in, or that the provider has not signed', async () => {
  const { tryToken, provider } = await start()
  assert.equal(await tryToken((honest) => token(honest, KEY)), 200)
  const forged: Record<string, (honest: Record<string, unknown>) => string | undefined> = {
    'of another issuer': (honest) => token({ ...honest, iss: 'https://elsewhere.example' }, KEY),
    'for another client': (honest) => token({ ...honest, aud: 'another' }, KEY),
    'for several, made out to another': (honest) => token({ ...honest, aud: ['foyer', 'another'], azp: 'another' }, KEY),
    'for several, made out to nobody': (honest) => token({ ...honest, aud: ['foyer', 'another'] }, KEY),
    expired: (honest) => token({ ...honest, exp: Math.floor(Date.now() / 1_000) - 120 }, KEY),
    'without an end': (honest) => token({ ...honest, exp: undefined }, KEY),
    'not good yet': (honest) => token({ ...honest, nbf: Math.floor(Date.now() / 1_000) + 600 }, KEY),
    'of another sign-in': (honest) => token({ ...honest, nonce: 'another' }, KEY),
    'of no sign-in': (honest) => token({ ...honest, nonce: undefined }, KEY),
    'of nobody': (honest) => token({ ...honest, sub: undefined }, KEY),
    'of an empty subject': (honest) => token({ ...honest, sub: '' }, KEY),
    unsigned: (honest) => token(honest, KEY, { alg: 'none' }),
    'signed by a stranger': (honest) => token(honest, OTHER),
    'signed with what everybody knows': (honest) =>
      token(honest, KEY, { alg: 'HS256', secret: KEY.publicKey.export({ format: 'pem', type: 'spki' }).toString() }),
    'whose signature was cut off': (honest) => token(honest, KEY).replace(/\.[^.]+$/, '.'),
    absent: () => undefined,
    'no token': () => 'x',
  }
  for (const [name, make] of Object.entries(forged)) assert.equal(await tryToken(make), 403, name)
  assert.equal(
    await tryToken((honest) => token(honest, KEY), { iss: 'https://elsewhere.example' }),
    403,
    'mixed up with another provider',
  )
  assert.equal(await tryToken((honest) => token(honest, KEY), { state: 'another' }), 403, 'an answer to another question')
  assert.equal(
    await tryToken((honest) => token({ ...honest, exp: Math.floor(Date.now() / 1_000) - 10 }, KEY)),
    200,
    'a clock 10 s ahead',
  )
  assert.ok(
    provider.asked.filter((path) => path === '/.well-known/openid-configuration').length < 3,
    'forgeries are no reason to ask anew',
  )
})

it('goes on when the provider changes its keys or its addresses, and after it was away', async () => {
  const { tryToken, provider, people, leave } = await start()
  provider.setDown(true)
  assert.equal((await fetch(`${people.address}/staff/oidc`)).status, 502)
  provider.setDown(false)
  assert.equal(await tryToken((honest) => token(honest, KEY)), 200)
  const next = signingKey('two')
  provider.publish([next])
  people.clock.pass(2)
  await tryToken((honest) => token(honest, next))
  assert.equal(await tryToken((honest) => token(honest, next)), 200, 'the second to try at the latest')
  provider.moveTo('/v2')
  people.clock.pass(61)
  assert.equal((await leave()).pathname, '/v2/authorize', 'whoever is sent to the old address never comes back to tell')
  assert.equal(await tryToken((honest) => token(honest, next)), 200)
  provider.setDown(true)
  people.clock.pass(61)
  assert.equal((await leave()).pathname, '/v2/authorize', 'what is known goes on while nothing newer can be read')
})

it('lets nobody come back late, twice with one code, or with what another browser has begun', async () => {
  const { provider, people, leave, comeBack, claims } = await start()
  const late = await leave()
  people.clock.pass(11)
  provider.answerTokens(() => ({ access_token: 'x', token_type: 'Bearer', id_token: token(claims(late), KEY) }))
  assert.equal(await comeBack(late), 403)
  const [one, other] = [await leave(), await leave()]
  provider.answerTokens(() => ({ access_token: 'x', token_type: 'Bearer', id_token: token(claims(one), KEY) }))
  assert.equal(await comeBack({ ...other, state: one.state }), 403, 'the state of one browser, the cookie of another')
  assert.equal(await comeBack({ ...one, cookie: '' }), 403)
  assert.equal(await comeBack({ ...one, cookie: `${one.cookie.slice(0, -3)}AAA` }), 403)
  let verifier = ''
  provider.answerTokens((asked) => {
    verifier = asked.get('code_verifier') ?? ''
    return { access_token: 'x', token_type: 'Bearer', id_token: token(claims(one), KEY) }
  })
  assert.equal(await comeBack(one), 200)
  assert.equal(createHash('sha256').update(verifier).digest('base64url'), one.challenge, 'PKCE: what was hashed on leaving')
})

it('ends what somebody has open once the account gets another role', async () => {
  const { people, provider, leave, claims } = await start()
  const left = await leave()
  provider.answerTokens(() => ({ access_token: 'x', token_type: 'Bearer', id_token: token(claims(left), KEY) }))
  const query = new URLSearchParams({ code: 'a', state: left.state, iss: provider.issuer })
  const back = await fetch(`${people.address}/staff/oidc/return?${query.toString()}`, { headers: { cookie: left.cookie } })
  const cookie = back.headers.getSetCookie().find((one) => one.startsWith('foyer-staff=')) ?? ''
  const inbox = async () => (await fetch(`${people.address}/staff`, { headers: { cookie }, redirect: 'manual' })).status
  assert.equal(await inbox(), 200)
  await changeStaff(people.context, { email: VERA.email, role: 'it' })
  assert.equal(await inbox(), 303, 'to the sign-in')
})
