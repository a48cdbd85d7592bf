import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { systemRandom } from '../../../sync/central/random.ts'
import type { Command, CommandRoom } from '../../../sync/central/operator/command.ts'
import * as by from '../../../sync/central/operator/staff-commands.ts'
import { addStaff, disableStaff, setPassword } from '../../../sync/central/staff/accounts.ts'
import { hashPassword, needsRehash, passwordMatches, passwordProblem } from '../../../sync/central/staff/password.ts'
import { createSignIn, FAILURES_BEFORE_LOCK } from '../../../sync/central/staff/sign-in.ts'
import { COST, openBrowser, PASSWORD, startPeople } from '../../support/people-kit.ts'
import { onBothStores } from '../../support/on-both-stores.ts'
import { stopAfterEach } from '../../support/stop-after-each.ts'

const EMAIL = 'vera@stadt.example'

describe('a password hash', () => {
  it('carries its own parameters and salt, and matches its password alone', async () => {
    const [one, other] = [await hashPassword(PASSWORD, systemRandom, COST), await hashPassword(PASSWORD, systemRandom, COST)]
    assert.match(one, /^\$scrypt\$ln=10,r=8,p=1\$/)
    assert.notEqual(one, other)
    assert.ok(await passwordMatches(PASSWORD, one))
    assert.ok(!(await passwordMatches(`${PASSWORD} `, one)))
    assert.ok(!(await passwordMatches('', one)))
    for (const broken of ['', 'plain', '$scrypt$ln=10,r=8,p=1$$', `${one.slice(0, -3)}AA=`])
      assert.ok(!(await passwordMatches(PASSWORD, broken)))
  })

  it('is made anew where the cost has been raised, and takes the same password from any keyboard', async () => {
    const stored = await hashPassword('Ein Ko\u0308nig in Köln', systemRandom, COST)
    assert.ok(needsRehash(stored))
    assert.ok(!needsRehash(stored, COST))
    assert.ok(await passwordMatches('Ein K\u00f6nig in Köln', stored))
  })

  it('is refused for passwords that are short, monotonous or hold the address', () => {
    assert.ok(passwordProblem('kurz', EMAIL))
    assert.ok(passwordProblem('aaaaaaaaaaaaaaaa', EMAIL))
    assert.ok(passwordProblem('Vera und ihr Hund', EMAIL))
    assert.ok(passwordProblem('x'.repeat(300), EMAIL))
    assert.equal(passwordProblem(PASSWORD, EMAIL), null)
    // One or two letters before the @ are in any password.
    assert.equal(passwordProblem(PASSWORD, 'e@stadt.example'), null)
  })
})

onBothStores('signing in', (makeDatabase) => {
  const stopLater = stopAfterEach()
  const start = async () => {
    const kit = stopLater(await startPeople({ databaseUrl: await makeDatabase() }))
    await addStaff(
      kit.context,
      { email: EMAIL, name: 'Vera Beispiel', role: 'clerk', offices: ['rathaus'], password: PASSWORD },
      COST,
    )
    return kit
  }

  it('opens the pages with a cookie that no script and no other site can use, and signing out ends it', async () => {
    const people = await start()
    const { browser, status } = await people.signIn(' Vera@Stadt.Example ')
    assert.equal(status, 200)
    const answer = await fetch(`${people.address}/staff/sign-in`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ email: EMAIL, password: PASSWORD }),
      headers: { origin: people.address },
    })
    const cookie = answer.headers.get('set-cookie') ?? ''
    assert.match(cookie, /HttpOnly/)
    assert.match(cookie, /SameSite=Strict/)
    assert.match((await browser.get('/staff')).text, /<h1>Anfragen<\/h1>/)
    const kept = browser.cookie()
    await browser.post('/staff/sign-out')
    const replayed = await fetch(`${people.address}/staff`, { headers: { cookie: kept }, redirect: 'manual' })
    assert.equal(replayed.headers.get('location'), '/staff/sign-in')
  })

  it('has a name that can be read: none is refused, and what no screen shows is left out', async () => {
    const people = await start()
    const staff = { role: 'clerk', offices: ['rathaus'], password: PASSWORD } as const
    for (const name of ['', '   ', '\u202e\u0000\u200b'])
      assert.deepEqual(await addStaff(people.context, { ...staff, email: 'noname@stadt.example', name }, COST), {
        outcome: 'invalid',
        problem: 'the name is empty',
      })
    const named = await addStaff(
      people.context,
      { ...staff, email: 'kim@stadt.example', name: ' Kim\u202e\u0000  Beispiel\n' },
      COST,
    )
    assert.equal(named.outcome, 'added')
    const { browser } = await people.signIn('kim@stadt.example')
    assert.match((await browser.get('/staff')).text, /Angemeldet: Kim Beispiel \(/)
  })

  it('ties the cookie to https and this host where the public address is https', async () => {
    const people = await start()
    people.context.settings.publicUrl = 'https://termine.example'
    const answer = await fetch(`${people.address}/staff/sign-in`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ email: EMAIL, password: PASSWORD }),
      headers: { origin: 'https://termine.example' },
    })
    assert.match(answer.headers.get('set-cookie') ?? '', /^__Host-foyer-staff=.*; Path=\/;.*Secure/)
  })

  it('says the same for wrong, unknown, disabled and locked, and locks after five failures for fifteen minutes', async () => {
    const people = await start()
    const texts = new Set<string>()
    const plain = (text: string) => text.replace(/value="[^"]*"/g, '')
    texts.add(
      plain(
        (await openBrowser(people.address).post('/staff/sign-in', { email: 'nobody@stadt.example', password: PASSWORD })).text,
      ),
    )
    for (let time = 0; time < FAILURES_BEFORE_LOCK; time += 1) {
      const refused = await openBrowser(people.address).post('/staff/sign-in', { email: EMAIL, password: 'falsch und lang' })
      assert.equal(refused.status, 403)
      texts.add(plain(refused.text))
    }
    const locked = await openBrowser(people.address).post('/staff/sign-in', { email: EMAIL, password: PASSWORD })
    assert.equal(locked.status, 403, 'the right password is refused while locked')
    texts.add(plain(locked.text))
    people.clock.pass(15)
    assert.equal((await people.signIn(EMAIL)).status, 200)
    await disableStaff(people.context, EMAIL)
    texts.add(plain((await openBrowser(people.address).post('/staff/sign-in', { email: EMAIL, password: PASSWORD })).text))
    assert.equal(texts.size, 1)
  })

  it('is changed by commands: a new password, another role and offices, and no way in at all', async () => {
    const people = await start()
    const secret = 'sieben Raben am Fluss'
    const run = async (command: Command, options: Record<string, string>) => {
      const said: string[] = []
      const given = { text: (name: string) => options[name], flag: () => false, operand: '' }
      const room = { context: people.context, say: (line: string) => said.push(line), readSecret: () => Promise.resolve(secret) }
      return [await command.run(given, room as unknown as CommandRoom), said.join()]
    }
    const { browser } = await people.signIn(EMAIL)
    assert.deepEqual(await run(by.staffPassword, { email: EMAIL }), [true, `set: ${EMAIL}`])
    assert.equal((await people.signIn(EMAIL)).status, 403, 'the old one')
    assert.match((await browser.get('/staff')).text, /Anmelden/, 'its sessions have ended')
    const again = await people.signIn(EMAIL, secret)
    assert.equal(again.status, 200)
    assert.deepEqual(await run(by.staffChange, { email: EMAIL, offices: 'nirgends' }), [false, 'there is no office nirgends'])
    const rights = { email: EMAIL, role: 'officeAdmin', offices: 'amt' }
    assert.deepEqual(await run(by.staffChange, rights), [true, `changed: ${EMAIL}`])
    const admin = (await people.signIn(EMAIL, secret)).browser
    const statusOf = async (path: string) => (await admin.get(path)).status
    assert.deepEqual([await statusOf('/staff/audit'), await statusOf('/staff/day?office=rathaus')], [200, 404])
    assert.deepEqual(await run(by.staffDisable, { email: EMAIL }), [true, `disabled: ${EMAIL}`])
    assert.equal((await people.signIn(EMAIL, secret)).status, 403)
    assert.match(String((await run(by.staffList, {}))[1]), /officeAdmin {2}amt {2}password {2}disabled/)
    await run(by.staffEnable, { email: EMAIL })
    assert.equal((await people.signIn(EMAIL, secret)).status, 200, 'open again')
    for (const command of [by.staffPassword, by.staffDisable, by.staffEnable])
      assert.deepEqual(await run(command, { email: 'x@y.example' }), [false, 'there is no account x@y.example'])
  })

  it('counts parallel guesses too: no burst slips past the lock', async () => {
    const people = await start()
    const signIn = createSignIn(people.context, COST)
    await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        signIn({ email: EMAIL, password: `falsch ${String(index)}`, address: `10.0.0.${String(index)}` }),
      ),
    )
    assert.equal((await signIn({ email: EMAIL, password: PASSWORD, address: '10.0.1.1' })).outcome, 'refused')
  })

  it('slows an address down that tries many accounts', async () => {
    const people = await start()
    const signIn = createSignIn(people.context, COST)
    const outcomes = []
    for (let index = 0; index < 32; index += 1)
      outcomes.push((await signIn({ email: `a${String(index)}@x.example`, password: 'x', address: '10.0.0.1' })).outcome)
    assert.deepEqual(outcomes.slice(-2), ['slowDown', 'slowDown'])
    assert.equal((await signIn({ email: EMAIL, password: PASSWORD, address: '10.0.0.2' })).outcome, 'signedIn')
  })

  it('ends a session after half an hour without use, after ten hours, and when the password is changed', async () => {
    const people = await start()
    const signedOut = async (browser: Awaited<ReturnType<typeof people.signIn>>['browser']) =>
      (await browser.get('/staff')).url.endsWith('/staff/sign-in')
    const idle = (await people.signIn(EMAIL)).browser
    people.clock.pass(29)
    assert.equal(await signedOut(idle), false)
    people.clock.pass(30)
    assert.equal(await signedOut(idle), true)
    const long = (await people.signIn(EMAIL)).browser
    for (let passed = 0; passed < 9 * 60 + 40; passed += 20) {
      people.clock.pass(20)
      assert.equal(await signedOut(long), false)
    }
    people.clock.pass(20)
    assert.equal(await signedOut(long), true)
    const changed = (await people.signIn(EMAIL)).browser
    const row = await people.context.store.read((tx) => tx.one<{ staff_id: string }>('select staff_id from staff'))
    assert.equal(
      await setPassword(
        people.context,
        { staffId: row?.staff_id ?? '', email: EMAIL, password: 'zehn Ziegen ziehen', actor: null },
        COST,
      ),
      null,
    )
    assert.equal(await signedOut(changed), true)
  })

  it('takes forms from its own pages alone: without token, with another’s token or from elsewhere nothing happens', async () => {
    const people = await start()
    const { bookingId } = await people.book()
    const clerk = await people.staff({})
    const other = await people.staff({ role: 'officeAdmin' })
    await clerk.get(`/staff/bookings/${bookingId}`)
    await other.get('/staff')
    const path = `/staff/bookings/${bookingId}/cancel`
    const form = { reason: 'Test' }
    const tries = [
      clerk.post(path, { ...form, csrf: '' }),
      clerk.post(path, { ...form, csrf: await other.csrf() }),
      clerk.post(path, form, { origin: 'https://evil.example' }),
      clerk.post(path, form, { origin: 'null' }),
      openBrowser(people.address).post(path, form),
    ]
    for (const shown of await Promise.all(tries)) assert.ok(shown.status === 403 || shown.url.endsWith('/staff/sign-in'))
    const foreign = await openBrowser(people.address).post(
      '/staff/sign-in',
      { email: EMAIL, password: PASSWORD },
      { origin: 'https://evil.example' },
    )
    assert.equal(foreign.status, 403)
    const row = await people.context.store.read((tx) => tx.one<{ standing: string }>('select standing from booking'))
    assert.equal(row?.standing, 'requested')
  })

  it('writes down who signed in and who tried, without passwords', async () => {
    const people = await start()
    await people.signIn(EMAIL, 'falsch und lang')
    await people.signIn(EMAIL)
    const log = await people.context.store.read((tx) => tx.all<{ action: string }>('select * from audit order by at, action'))
    assert.deepEqual(
      log.map(({ action }) => action).filter((action) => action.startsWith('signIn')),
      ['signIn.done', 'signIn.failed'],
    )
    assert.doesNotMatch(JSON.stringify(log), /falsch|Pferde|vera@/)
  })
})
