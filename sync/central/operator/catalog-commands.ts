import { needOf } from '../../contract/wish.ts'
import { Land } from '../../contract/catalogue.ts'
import { findSlotTimes } from '../capacity/find-slots.ts'
import { readImport } from '../catalogue/read-import.ts'
import { slotAt } from '../planning/local-day.ts'
import { addDays } from '../../contract/local-date.ts'
import { planOffices } from '../planning/plan-office.ts'
import { loadCatalogue, loadUnlessBooked } from '../town/load-catalogue.ts'
import { townOf } from '../town/town-source.ts'
import { BadCommand, type Command, dayOf, type Given } from './command.ts'

export const catalogImport: Command = {
  words: 'catalog import',
  begins: true,
  means: 'load offices, services and opening rules; the same file twice changes nothing',
  options: {
    format: { type: 'string', needed: true, means: 'foyer: a town file; dldb: Munich’s directory of services' },
    file: { type: 'string', means: 'the town file (foyer)' },
    services: { type: 'string', means: 'the services’ file (dldb)' },
    locations: { type: 'string', means: 'the locations’ file (dldb)' },
    town: { type: 'string', means: 'the town’s name (dldb)' },
    land: { type: 'string', means: 'two letters of the Land, for public holidays (dldb)' },
    seats: { type: 'string', means: 'seats of the opening rule that is assumed (dldb)' },
    'public-only': { type: 'boolean', means: 'leave out what the directory marks as not public (dldb)' },
    force: { type: 'boolean', means: 'also remove offices with bookings still to come; nobody can open these bookings any more' },
  },
  async run(given, { context, say }) {
    const existing = await context.store.read((tx) => context.town.current(tx))
    const reading = await readImport(requestOf(given), existing?.file ?? null)
    if (reading.outcome === 'broken') {
      for (const line of reading.lines ?? []) say(line)
      say(`nothing was changed: ${reading.reason}`)
      return false
    }
    const loading = await (given.flag('force') ? loadCatalogue : loadUnlessBooked)(context, reading.file)
    if (loading.outcome === 'booked') {
      say('nothing was changed: the import would remove offices with bookings still to come')
      for (const { officeId, name, bookings } of loading.offices)
        say(
          `booked: office ${officeId} ${JSON.stringify(name)}: ${bookings === 1 ? '1 booking' : `${String(bookings)} bookings`}`,
        )
      say('cancel or move these bookings first, or add --force: then neither visitors nor staff can open them any more')
      return false
    }
    const { outcome, version, misfits } = loading
    for (const line of reading.lines) say(line)
    say(`${outcome === 'loaded' ? 'loaded' : 'unchanged'}: version ${version}`)
    for (const misfit of misfits) say(`affected: booking ${misfit.bookingId} at ${misfit.officeId} (${misfit.reason})`)
    return true
  },
}

function requestOf(given: Given): Parameters<typeof readImport>[0] {
  const format = given.text('format')
  const need = (name: string): string => {
    const value = given.text(name)
    if (value === undefined) throw new BadCommand(`catalog import --format ${String(format)}: --${name} is needed`)
    return value
  }
  if (format === 'foyer') return { format, file: need('file') }
  if (format !== 'dldb') throw new BadCommand('catalog import: --format is foyer or dldb')
  const land = Land.safeParse(given.text('land'))
  if (given.text('land') !== undefined && !land.success) throw new BadCommand('catalog import: --land is one of BW, BY, BE …')
  const town = given.text('town')
  const seats = given.text('seats')
  return {
    format,
    services: need('services'),
    locations: need('locations'),
    ...(town !== undefined && { townName: town }),
    ...(land.success && { land: land.data }),
    ...(seats !== undefined && { seats: wholeNumber(seats, 'seats', 250) }),
    publicOnly: given.flag('public-only'),
  }
}

export const slots: Command = {
  words: 'slots',
  means: 'free start times of a service at an office',
  options: {
    office: { type: 'string', needed: true, means: 'the office’s id' },
    service: { type: 'string', needed: true, means: 'the service’s id' },
    count: { type: 'string', means: 'how many people or matters (1)' },
    from: { type: 'string', means: 'the first day, YYYY-MM-DD (today)' },
    days: { type: 'string', means: 'how many days (14)' },
    staff: { type: 'boolean', means: 'also seats kept for staff and for the day itself' },
    json: { type: 'boolean', means: 'one line of JSON per start time' },
  },
  async run(given, { context, say, remark }) {
    const officeId = given.text('office') ?? ''
    const serviceId = given.text('service') ?? ''
    const count = wholeNumber(given.text('count') ?? '1', 'count', 50)
    const days = wholeNumber(given.text('days') ?? '14', 'days', 366)
    const from = dayOf(given, 'slots', 'from')
    await planOffices(context, [officeId])
    const nowMs = context.clock.nowMs()
    const found = await context.store.read(async (tx) => {
      const town = await townOf(context.town, tx)
      const need = needOf(town.offersOf(officeId), [{ serviceId, count }])
      if (!need) return null
      const firstDay = from ?? town.dayOf(nowMs)
      const audience = given.flag('staff') ? 'staff' : 'visitor'
      const times = await findSlotTimes(tx, town, {
        officeId,
        need,
        audience,
        nowMs,
        firstDay,
        lastDay: addDays(firstDay, days - 1),
      })
      return times.map((time) => slotAt(time, town.zone))
    })
    if (!found) {
      say(`${serviceId} is not offered at ${officeId} for ${String(count)}`)
      return false
    }
    if (found.length === 0) remark('no start time is free on these days')
    for (const slot of found) say(given.flag('json') ? JSON.stringify(slot) : `${slot.day} ${slot.time}`)
    return true
  },
}

function wholeNumber(text: string, name: string, most: number): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < 1 || value > most)
    throw new BadCommand(`--${name}: a whole number from 1 to ${String(most)} is needed`)
  return value
}
