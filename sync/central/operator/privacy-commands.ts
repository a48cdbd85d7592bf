import { Person } from '../../contract/person.ts'
import { loadBooking } from '../booking/booking-row.ts'
import { findBookings } from '../booking/find-booking.ts'
import { personOf } from '../booking/person-of.ts'
import { isoOf } from '../planning/local-day.ts'
import { exportPerson } from '../privacy/export-person.ts'
import { erase, object, rectify, restrict, type RightDone, withdrawConsent } from '../privacy/person-rights.ts'
import { runRetention } from '../privacy/retention.ts'
import { type Command, type CommandRoom, type Given, BadCommand } from './command.ts'

const OPERATOR = { kind: 'operator', id: null } as const
const BOOKING = 'NUMBER-OR-ID'

/** The id of one booking. A number that fits several is refused: then the id is needed. */
async function bookingIdOf({ operand }: Given, { context: { store, keys }, say }: CommandRoom): Promise<string | null> {
  const found = await store.read(async (tx) => {
    const byId = await loadBooking(tx, operand.toLowerCase())
    return byId ? [byId] : findBookings(tx, keys, { number: operand })
  })
  if (found.length === 0) say(`there is no booking ${operand}`)
  if (found.length > 1) say(`several bookings have this number: ${found.map((row) => row.booking_id).join(', ')}`)
  return found.length === 1 ? (found[0]?.booking_id ?? null) : null
}

function told({ outcome }: RightDone, say: CommandRoom['say'], words: string): boolean {
  say(outcome === 'done' ? words : outcome === 'erased' ? 'the person was erased before' : 'there is no such booking')
  return outcome === 'done'
}

export const bookingExport: Command = {
  words: 'booking export',
  means: 'everything kept about a booking and its person, as JSON (GDPR articles 15 and 20)',
  options: {},
  operand: BOOKING,
  async run(given, room) {
    const bookingId = await bookingIdOf(given, room)
    const data = bookingId === null ? null : await exportPerson(room.context, bookingId, OPERATOR)
    if (data !== null) room.say(JSON.stringify(data, null, 2))
    return data !== null
  },
}

export const bookingErase: Command = {
  words: 'booking erase',
  means: 'erase the person of a booking; an open one is cancelled (article 17)',
  options: { withdrawn: { type: 'boolean', means: 'because consent was withdrawn (article 7): noted beside the consent' } },
  operand: BOOKING,
  async run(given, room) {
    const bookingId = await bookingIdOf(given, room)
    if (bookingId === null) return false
    const right = given.flag('withdrawn') ? withdrawConsent : erase
    return told(await right(room.context, bookingId, OPERATOR), room.say, 'erased')
  },
}

export const bookingRestrict: Command = {
  words: 'booking restrict',
  means: 'restrict the processing of a booking’s data (article 18)',
  options: {
    objected: { type: 'boolean', means: 'because of an objection (article 21): noted as well' },
    lift: { type: 'boolean', means: 'lift the restriction' },
  },
  operand: BOOKING,
  async run(given, room) {
    const bookingId = await bookingIdOf(given, room)
    if (bookingId === null) return false
    if (given.flag('objected') && given.flag('lift')) throw new BadCommand('booking restrict: --objected or --lift, not both')
    if (given.flag('objected'))
      return told(await object(room.context, bookingId, OPERATOR), room.say, 'objection noted, restricted')
    const restricted = !given.flag('lift')
    const done = await restrict(room.context, bookingId, { restricted, actor: OPERATOR })
    return told(done, room.say, restricted ? 'restricted' : 'released')
  },
}

export const bookingRectify: Command = {
  words: 'booking rectify',
  means: 'correct the person of a booking (article 16); what is not given stays',
  options: {
    'family-name': { type: 'string', means: 'the right family name' },
    'first-name': { type: 'string', means: 'the right first name' },
    email: { type: 'string', means: 'the right address' },
    phone: { type: 'string', means: 'the right number' },
    'birth-date': { type: 'string', means: 'YYYY-MM-DD' },
  },
  operand: BOOKING,
  async run(given, room) {
    const bookingId = await bookingIdOf(given, room)
    if (bookingId === null) return false
    const booking = await room.context.store.read((tx) => loadBooking(tx, bookingId))
    const known = booking && personOf(booking, room.context.keys)
    if (!known) return told({ outcome: 'erased' }, room.say, '')
    const [familyName, firstName, email, phone, birthDate] = ['family-name', 'first-name', 'email', 'phone', 'birth-date'].map(
      given.text,
    )
    const person = Person.safeParse({
      ...known,
      ...(familyName !== undefined && { familyName }),
      ...(firstName !== undefined && { firstName }),
      ...(email !== undefined && { email }),
      ...(phone !== undefined && { phone }),
      ...(birthDate !== undefined && { birthDate }),
    })
    if (!person.success) throw new BadCommand(`booking rectify: ${String(person.error.issues[0]?.path[0])} is not valid`)
    return told(await rectify(room.context, bookingId, { person: person.data, actor: OPERATOR }), room.say, 'rectified')
  },
}

export const retentionRun: Command = {
  words: 'retention run',
  means: 'delete now what has been kept long enough; prints and records what went',
  options: {},
  async run(_given, { context, say }) {
    for (const { rule, cutoffMs, removed } of await runRetention(context))
      say(`${rule}: ${String(removed)} removed, older than ${isoOf(cutoffMs)}`)
    return true
  },
}
