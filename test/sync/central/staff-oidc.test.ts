import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import { after, before, it } from 'node:test'
import { Provider } from 'oidc-provider'
import { addStaff } from '../../../sync/central/staff/accounts.ts'
import type { Settings } from '../../../sync/central/settings.ts'
import { onBothStores } from '../../support/on-both-stores.ts'
import { COST, PASSWORD, type PeopleKit, startPeople } from '../../support/people-kit.ts'
import { stopAfterEach } from '../../support/stop-after-each.ts'

type People = Record<string, { email: string; email_verified?: boolean }>
const PEOPLE: People = {
  vera: { email: 'Vera@Stadt.example', email_verified: true },
  mallory: { email: 'vera@stadt.example', email_verified: false },
  twin: { email: 'vera@stadt.example', email_verified: true },
  silent: { email: 'vera@stadt.example' },
  stranger: { email: 'someone@elsewhere.example', email_verified: true },
}

/** A browser of its own for each sign-in: keeps cookies by host, follows redirects, fills the provider's two forms. */
function openRound() {
  const cookies = new Map<string, string>()
  const go = async (url: string, init: RequestInit = {}): Promise<{ url: string; response: Response; text: string }> => {
    const { host } = new URL(url)
    const own = [...cookies]
      .filter(([name]) => name.startsWith(`${host}|`))
      .map(([name, value]) => `${name.split('|')[1] ?? ''}=${value}`)
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { ...init.headers, cookie: own.join('; ') } })
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      if (value === '') cookies.delete(`${host}|${name}`)
      else cookies.set(`${host}|${name}`, value)
    }
    const location = response.headers.get('location')
    if (location !== null) return go(new URL(location, url).href)
    return { url, response, text: await response.text() }
  }
  const submit = (page: { url: string; text: string }, fields: Record<string, string>) => {
    const action = /action="([^"]+)"/.exec(page.text)?.[1] ?? ''
    const prompt = /name="prompt" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
    const body = new URLSearchParams({ prompt, ...fields }).toString()
    return go(new URL(action, page.url).href, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
  }
  return { go, submit, cookies }
}

onBothStores("sign-in through the town's own provider", (makeDatabase) => {
  const stopLater = stopAfterEach()
  let server: Server
  let issuer = ''
  let redirectUris: string[] = []
  before(async () => {
    // The provider is made once central's address is known; until then nobody asks.
    server = createServer((request, response) => {
      handle(request, response)
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const address = server.address()
    issuer = `http://127.0.0.1:${String(typeof address === 'object' ? address?.port : 0)}`
  })
  after(() => server.close())
  let handle: ReturnType<Provider['callback']> = () => undefined

  const start = async (settings: Partial<Settings> = {}, own: { ownAddresses?: boolean } = {}) => {
    const label = 'Mit dem Stadtkonto anmelden'
    const oidc = { issuer, clientId: 'foyer', clientSecret: 'a secret of the town', label, ownAddresses: false, ...own }
    const people = await startPeople({ databaseUrl: await makeDatabase(), settings: { oidc, ...settings } })
    stopLater(people)
    redirectUris = [`${people.address}/staff/oidc/return`]
    const client = { client_id: 'foyer', client_secret: 'a secret of the town', redirect_uris: redirectUris }
    const provider = new Provider(issuer, {
      clients: [client],
      findAccount: (_context, subject) => ({ accountId: subject, claims: () => ({ sub: subject, ...PEOPLE[subject] }) }),
      claims: { openid: ['sub'], email: ['email', 'email_verified'] },
      conformIdTokenClaims: false,
      pkce: { required: () => true },
      cookies: { keys: ['test'] },
      features: { devInteractions: { enabled: true } },
    })
    handle = provider.callback()
    const staff = { email: 'vera@stadt.example', name: 'Vera Beispiel', role: 'clerk', offices: ['rathaus'] } as const
    assert.equal((await addStaff(people.context, { ...staff, password: PASSWORD }, COST)).outcome, 'added')
    return people
  }
  const signIn = async ({ address }: PeopleKit, login: string) => {
    const round = openRound()
    const form = await round.go(`${address}/staff/oidc`)
    const consent = await round.submit(form, { login, password: 'whatever' })
    const back = await round.submit(consent, {})
    return { round, back }
  }

  it('opens the account of a verified address, and from then on by subject alone', async () => {
    const people = await start()
    const shown = await fetch(`${people.address}/staff/sign-in`)
    assert.match(await shown.text(), /href="\/staff\/oidc">Mit dem Stadtkonto anmelden/)
    const { round, back } = await signIn(people, 'vera')
    assert.equal(back.response.status, 200)
    assert.match(back.text, /Sie sind angemeldet/)
    assert.equal(back.response.headers.get('refresh'), '0; url=/staff')
    const session = back.response.headers.getSetCookie().find((cookie) => cookie.startsWith('foyer-staff='))
    assert.match(session ?? '', /HttpOnly.*SameSite=Strict/i)
    assert.match((await round.go(`${people.address}/staff`)).text, /Vera Beispiel/)
    assert.equal((await signIn(people, 'twin')).back.response.status, 403, 'another subject with the same address')
    PEOPLE['vera'] = { email: 'vera.new@stadt.example', email_verified: true }
    assert.equal((await signIn(people, 'vera')).back.response.status, 200, 'her address there may change')
    PEOPLE['vera'] = { email: 'Vera@Stadt.example', email_verified: true }
  })

  it('opens nothing for unverified addresses, strangers, disabled accounts and answers to other questions', async () => {
    const people = await start()
    for (const login of ['mallory', 'silent', 'stranger']) {
      const { back } = await signIn(people, login)
      assert.equal(back.response.status, 403)
      assert.match(back.text, /kein Zugang eingerichtet/)
      assert.doesNotMatch(back.response.headers.getSetCookie().join(), /foyer-staff=[^;]/)
    }
    const { round } = await signIn(people, 'vera')
    for (const answer of [
      '?code=stolen&state=wrong',
      '?error=access_denied&state=x',
      '',
      '?code=a&code=b',
      `?code=${'x'.repeat(5_000)}`,
    ]) {
      const tried = await round.go(`${people.address}/staff/oidc/return${answer}`)
      assert.equal(tried.response.status, 403, answer.slice(0, 30))
      assert.match(tried.text, /nicht geklappt/)
    }
    assert.ok(people.faults.splice(0).every((fault) => fault.startsWith('oidc.failed')))
    await people.context.store.transact((tx) => tx.run('update staff set disabled_at = 1'))
    assert.equal((await signIn(people, 'vera')).back.response.status, 403)
  })

  it('opens accounts of addresses about which it says nothing where they are the administration’s own; never of one it denies', async () => {
    const people = await start({}, { ownAddresses: true })
    assert.equal((await signIn(people, 'mallory')).back.response.status, 403)
    assert.equal((await signIn(people, 'silent')).back.response.status, 200)
  })

  it('can stand in place of passwords', async () => {
    const people = await start({ passwordSignIn: false })
    assert.doesNotMatch(await (await fetch(`${people.address}/staff/sign-in`)).text(), /type="password"/)
    assert.equal((await people.signIn('vera@stadt.example')).status, 403)
    assert.equal((await signIn(people, 'vera')).back.response.status, 200)
  })

  it('says so when the provider does not answer, and central goes on', async () => {
    const away = { issuer: 'http://127.0.0.1:9', clientId: 'foyer', label: 'Stadtkonto', ownAddresses: false }
    const people = await start({ oidc: away })
    const tried = await fetch(`${people.address}/staff/oidc`)
    assert.equal(tried.status, 502)
    assert.match(await tried.text(), /nicht geklappt/)
    assert.deepEqual(people.faults.splice(0).length, 1)
    assert.equal((await people.signIn('vera@stadt.example')).status, 200)
  })
})
