import { bookingNumber, readBookingNumber } from '../../contract/booking.ts'
import { standingAt } from '../booking/booking-row.ts'
import { findBookings } from '../booking/find-booking.ts'
import { slotAt } from '../planning/local-day.ts'
import { townOf } from '../town/town-source.ts'
import { BadCommand, type Command, dayOf } from './command.ts'

export const bookingFind: Command = {
  words: 'booking find',
  means: 'bookings by number, e-mail, phone, family name or day; shows no personal data',
  options: {
    number: { type: 'string', means: 'the booking’s number' },
    email: { type: 'string', means: 'the whole address' },
    phone: { type: 'string', means: 'the whole number' },
    name: { type: 'string', means: 'the whole family name' },
    day: { type: 'string', means: 'the day, YYYY-MM-DD' },
    json: { type: 'boolean', means: 'one line of JSON per booking' },
  },
  async run(given, { context, say, remark }) {
    if (!['number', 'email', 'phone', 'name', 'day'].some((name) => given.text(name) !== undefined))
      throw new BadCommand('booking find: one of --number, --email, --phone, --name, --day is needed')
    const day = dayOf(given, 'booking find', 'day')
    const number = given.text('number')
    if (number !== undefined && readBookingNumber(number) === null)
      throw new BadCommand('booking find: --number is a booking’s number, such as 7K3M-9QXT')
    const nowMs = context.clock.nowMs()
    const lines = await context.store.read(async (tx) => {
      const town = await townOf(context.town, tx)
      const found = await findBookings(tx, context.keys, {
        number,
        email: given.text('email'),
        phone: given.text('phone'),
        familyName: given.text('name'),
        day,
      })
      return found.map((booking) => ({
        bookingId: booking.booking_id,
        number: bookingNumber(booking.booking_id),
        officeId: booking.office_id,
        ...slotAt(booking.starts_at, town.zone),
        standing: standingAt(booking, nowMs),
      }))
    })
    if (lines.length === 0) remark('no booking fits')
    for (const line of lines) {
      say(
        given.flag('json')
          ? JSON.stringify(line)
          : [line.number, line.bookingId, line.officeId, line.day, line.time, line.standing].join('  '),
      )
    }
    return true
  },
}
