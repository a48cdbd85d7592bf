import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, it } from 'node:test'
import * as z from 'zod/mini'
import { deskRoom } from '../../../sync/central/desk/desk-room.ts'
import { earlierRoom } from '../../../sync/central/earlier/earlier-room.ts'
import { staffRoom } from '../../../sync/central/pages/review/staff-room.ts'
import { visitorRoom } from '../../../sync/central/pages/visitor-room.ts'
import { type Dice, HOSTILE_TEXTS, openDice, valueFor } from '../../support/hostile.ts'
import { howLong, howMuch } from '../../support/how-much.ts'
import type { KioskDevice } from '../../support/kiosk-device.ts'
import { onBothStores } from '../../support/on-both-stores.ts'
import { type Browser, COST, linkIn, PASSWORD, type PeopleKit, startPeople } from '../../support/people-kit.ts'

const SEED = Number(process.env['FOYER_FUZZ_SEED'] ?? randomBytes(4).readUInt32LE())
const AT_ONCE = 8
const EMAIL = 'desk@stadt.example'
const LONGEST_MS = 20_000
const OpenApi = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
const Operation = z.object({
  requestBody: z.optional(z.object({ content: z.record(z.string(), z.object({ schema: z.record(z.string(), z.unknown()) })) })),
})
const STAFF_PAGES = [
  ['get', '/staff'],
  ['get', '/staff/audit'],
  ['get', '/staff/bookings/:id'],
  ['get', '/staff/day'],
  ['get', '/staff/fleet'],
  ['get', '/staff/mails'],
  ['get', '/staff/search'],
  ['get', '/staff/templates'],
  ['post', '/staff/accept'],
  ['post', '/staff/bookings/:id/accept'],
  ['post', '/staff/bookings/:id/decline'],
  ['post', '/staff/bookings/:id/ask'],
  ['post', '/staff/bookings/:id/cancel'],
  ['post', '/staff/bookings/:id/move'],
  ['post', '/staff/bookings/:id/export'],
  ['post', '/staff/bookings/:id/erase'],
  ['post', '/staff/fleet'],
  ['post', '/staff/fleet/:id/revoke'],
  ['post', '/staff/mails/:id/again'],
  ['post', '/staff/templates'],
  ['post', '/staff/templates/:id/remove'],
  ['post', '/staff/search'],
  ['post', '/staff/sign-in'],
] as const
const FIELDS = [
  'office',
  'standing',
  'day',
  'from',
  'q',
  'number',
  'name',
  'email',
  'booking',
  'reason',
  'documents',
  'title',
  'body',
  'csrf',
  'kind',
  'page',
  'lang',
  'k',
  'was',
  'startsAt',
  'answer',
] as const

onBothStores(`whatever is sent to central (FOYER_FUZZ_SEED=${String(SEED)})`, (makeDatabase) => {
  let kit: PeopleKit
  let known: string[] = []
  let desk: KioskDevice
  let session = ''
  const dice = openDice(SEED)
  const signInAt = async (device: KioskDevice) => {
    const signed = await device.call('POST', '/v1/desk/signIn', { email: EMAIL, password: PASSWORD })
    return z.object({ session: z.string() }).parse(signed.body).session
  }
  before(async () => {
    const rooms = [visitorRoom, earlierRoom, staffRoom({ cost: COST }), deskRoom({ cost: COST })]
    kit = await startPeople({ databaseUrl: await makeDatabase(), rooms })
    const { bookingId, number, secret } = await kit.book()
    desk = await kit.enrol({ profile: 'desk' })
    await kit.staff({ role: 'officeAdmin', email: EMAIL })
    session = await signInAt(desk)
    known = [bookingId, number, secret, 'rathaus', 'amt', 'schalter', 'ausweis', 'melden', kit.kiosk.kioskId]
  })
  after(() => kit.stop())

  /** Sends many, a few at a time; each answer is one that a stranger may have. */
  const storm = async (count: number, send: (dice: Dice) => Promise<{ status: number; text: string; what: string }>) => {
    const seen = new Map<number, number>()
    const lane = async (share: number) => {
      for (let index = 0; index < share; index += 1) {
        const begun = performance.now()
        const { status, text, what } = await send(dice)
        assert.ok(status < 500, `${what} was answered ${String(status)}: ${text.slice(0, 200)}`)
        assert.doesNotMatch(text, /node:internal|at .*\.ts:\d+|SqliteError|SQLITE_|syntax error at or near/, what)
        assert.ok(performance.now() - begun < LONGEST_MS, `${what} took too long`)
        seen.set(status, (seen.get(status) ?? 0) + 1)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, () => lane(Math.ceil(count / AT_ONCE))))
    const failed = kit.faults.splice(0).filter((fault) => /failed/.test(fault))
    assert.deepEqual(failed, [])
    return seen
  }
  const raw = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(`${kit.address}${path}`, { redirect: 'manual', ...init })
    return { status: answer.status, text: await answer.text() }
  }
  const encoded = (text: string) => encodeURIComponent(text.toWellFormed())
  const queryOf = () =>
    new URLSearchParams(
      Array.from({ length: dice.below(4) }, () => [dice.pick(FIELDS), dice.pick([...known, ...HOSTILE_TEXTS])]),
    ).toString()

  it('as JSON made from its schemas is refused or answered', { timeout: howLong(300_000) }, async () => {
    const { paths } = OpenApi.parse(await (await fetch(`${kit.address}/v1/openapi.json`)).json())
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, operation]) => {
        const body = Operation.parse(operation).requestBody?.content['application/json']?.schema
        // Signing out would end what the others need.
        return body && path !== '/v1/desk/signOut' ? [{ path, method: method.toUpperCase(), body }] : []
      }),
    )
    const devices: KioskDevice[] = [kit.kiosk, desk]
    const seen = await storm(howMuch({ sample: 250, whole: 6_000 }), async () => {
      const { path, method, body } = dice.pick(operations)
      const device = path.startsWith('/v1/desk') ? desk : dice.pick(devices)
      const text = JSON.stringify(valueFor(body, dice, known)) ?? 'null'
      const signed = device.authorize(method, path, text)
      const headers = {
        'content-type': 'application/json',
        ...signed,
        'x-foyer-staff': dice.below(4) > 0 ? session : encoded(dice.pick(HOSTILE_TEXTS)).slice(0, 300),
      }
      return {
        ...(await raw(path, { method, headers, body: text.toWellFormed() })),
        what: `${method} ${path} ${text.slice(0, 500)}`,
      }
    })
    assert.ok((seen.get(200) ?? 0) > 10, 'some of it was understood')
    assert.ok((seen.get(400) ?? 0) > 10, 'much of it was not')
  })

  it('as bytes, in whatever type and length, is refused', { timeout: howLong(120_000) }, async () => {
    const types = [
      'application/json',
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/xml',
      'image/png',
      '',
      'a/b\u00e9',
    ]
    const bodies = [
      '{',
      '[]',
      'null',
      '"x"',
      '{"a":'.repeat(3_000),
      `"${'x'.repeat(1_000_000)}"`,
      `{"ops":"${'\u202e'.repeat(100_000)}"}`,
      '\u0000',
      'a=b&a=c',
    ]
    const paths = [
      '/v1/sync',
      '/v1/holds',
      '/v1/enrolments',
      '/v1/bookings/move',
      '/v1/desk/signIn',
      '/b/x/confirm',
      '/staff/sign-in',
      '/nowhere',
    ]
    await storm(howMuch({ sample: 60, whole: 1_000 }), async () => {
      const [path, body, type] = [dice.pick(paths), dice.pick(bodies), dice.pick(types)]
      const headers = {
        ...(dice.below(2) === 0 && kit.kiosk.authorize('POST', path, body)),
        ...(type !== '' && { 'content-type': type.replace('\u00e9', 'e') }),
      }
      const method = dice.pick(['POST', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])
      // A server that has heard enough may hang up in the middle of a long body.
      const answer = await raw(path, { method, headers, body }).catch(() => ({ status: 413, text: '' }))
      assert.notEqual(answer.status, 200)
      return { ...answer, what: `${method} ${path} ${type} ${body.slice(0, 40)}` }
    })
  })

  it('to the visitors’ pages opens nothing that it should not', { timeout: howLong(120_000) }, async () => {
    await kit.mails()
    const email = 'link@example.org'
    await kit.book({ startsAt: '2026-11-26T09:00:00.000Z', person: { familyName: 'Verweis', email } })
    await kit.mails()
    const link = new URL(linkIn((await kit.mailbox.next(email)).mail.text, '/confirm')).pathname
    const token = link.split('/')[2] ?? ''
    const pages = ['', '/confirm', '/cancel', '/move', '/answer', '/earlier', '/calendar.ics', '/nothing']
    const before = await standings()
    await storm(howMuch({ sample: 80, whole: 1_500 }), async () => {
      const key = dice.pick([token.slice(0, -1), `${token.slice(0, -1)}!`, token.toLowerCase(), ...known, ...HOSTILE_TEXTS])
      const path = `/b/${encoded(key)}${dice.pick(pages)}?${queryOf()}`
      const post = dice.below(2) === 0
      const body = queryOf()
      const init = post ? { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' } } : {}
      const answer = await raw(path, init)
      assert.doesNotMatch(answer.text, /<script|onerror=alert/, 'nothing typed comes back as markup')
      return { ...answer, what: `${post ? 'POST' : 'GET'} ${path} ${post ? body : ''}` }
    })
    // The right secret beside the right number may be drawn by chance: then the page may have worked, by whoever holds the paper.
    assert.deepEqual((await standings()).length, before.length)
  })

  it('by a signed-in clerk reaches no other office and breaks no page', { timeout: howLong(120_000) }, async () => {
    const foreign = await kit.book({ officeId: 'amt', serviceId: 'bauen', startsAt: '2026-11-25T07:00:00.000Z' })
    const clerk = await kit.staff({ role: 'clerk', offices: ['rathaus'] })
    await clerk.get('/staff')
    const csrf = await clerk.csrf()
    const ask = (browser: Browser) => ({ cookie: browser.cookie(), origin: kit.address })
    await storm(howMuch({ sample: 80, whole: 1_500 }), async () => {
      const [method, page] = dice.pick(STAFF_PAGES)
      const path = page.replace(':id', () => encoded(dice.pick([foreign.bookingId, ...known, ...HOSTILE_TEXTS])))
      const fields = new URLSearchParams(`${queryOf()}&booking=${foreign.bookingId}`)
      if (dice.below(4) > 0) fields.set('csrf', csrf)
      const post = {
        method: 'POST',
        body: fields.toString(),
        headers: { ...ask(clerk), 'content-type': 'application/x-www-form-urlencoded' },
      }
      const answer = method === 'get' ? await raw(`${path}?${queryOf()}`, { headers: ask(clerk) }) : await raw(path, post)
      assert.ok(!answer.text.includes(foreign.number), `${path} shows a booking of another office`)
      assert.doesNotMatch(answer.text, /<script|<img src=x/)
      return { ...answer, what: `${method} ${path} ${fields.toString().slice(0, 200)}` }
    })
    const row = await kit.context.store.read((tx) =>
      tx.one<{ standing: string; person: string | null }>('select standing, person from booking where booking_id = $1', [
        foreign.bookingId,
      ]),
    )
    assert.equal(row?.standing, 'requested')
    assert.notEqual(row?.person, null)
  })

  const standings = () => kit.context.store.read((tx) => tx.all('select booking_id, standing from booking'))
})
