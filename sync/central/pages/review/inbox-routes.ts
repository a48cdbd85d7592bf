import * as z from 'zod/mini'
import { worksAt } from '../../../contract/works-at.ts'
import type { BookingRow } from '../../booking/booking-row.ts'
import { accept } from '../../booking/booking-life.ts'
import { loadBooking } from '../../booking/booking-row.ts'
import type { CentralContext } from '../../context.ts'
import { personOf } from '../../booking/person-of.ts'
import { localDay } from '../../planning/local-day.ts'
import { writeAudit } from '../../privacy/audit.ts'
import { seeOther, sendPage } from '../page-reply.ts'
import { type Guard, type StaffVisit, officesOf } from './guard.ts'
import { InboxFilter, findDay, findForDesk, findRequests } from './inbox-query.ts'
import { type Listed, dayMain, inboxMain } from './inbox-views.ts'
import { notice, staffPage } from './staff-frame.ts'

const sameOrigin = { referrer: 'same-origin' } as const
const DayQuery = z.object({
  office: z.catch(z.optional(z.string()), undefined),
  day: z.catch(z.optional(z.iso.date()), undefined),
  was: z.catch(z.optional(z.string()), undefined),
})
const Chosen = z.object({ ids: z.union([z.array(z.uuid()), z.uuid()]) })
const MOST_AT_ONCE = 50

/** The lists: requests and the day. Who has looked at them can be asked later (Article 5(2) GDPR). */
export function registerInbox(guard: Guard, context: CentralContext): void {
  guard.get('/staff', 'readBookings', async (visit) => {
    const filter = InboxFilter.parse(emptyAsAbsent(visit.query))
    const offices = officesOf(visit.member, visit.town)
    const own = offices.find(({ id }) => id === filter.office)
    const wanted = { offices: offices.map(({ id }) => id), filter, nowMs: visit.nowMs }
    const { found, atDesk } = await context.store.read(async (tx) => ({
      found: await findRequests(tx, wanted),
      atDesk: filter.page === 1 ? await findForDesk(tx, { ...wanted, town: visit.town }) : [],
    }))
    await context.store.transact((tx) =>
      writeAudit(
        tx,
        { random: context.random, nowMs: visit.nowMs },
        {
          actor: visit.actor,
          action: 'inbox.read',
          detail: String(found.rows.length + atDesk.length),
          ...(own && { officeId: own.id }),
        },
      ),
    )
    const listed = found.rows.map((booking) => listedOf(booking, context))
    const forDesk = atDesk.map((booking) => listedOf(booking, context))
    const shown = { offices, filter, listed, forDesk, more: found.more, total: found.total, said: saidOf(filter.was) }
    const main = inboxMain(visit, shown)
    return sendPage(visit.reply, 200, staffPage(visit, { title: 'Anfragen', place: 'requests', main }), sameOrigin)
  })

  guard.post('/staff/accept', 'answerBookings', async (visit) => {
    const chosen = Chosen.safeParse(visit.body)
    if (!chosen.success) return seeOther(visit.reply, '/staff?was=none')
    const ids = [...new Set([chosen.data.ids].flat())].slice(0, MOST_AT_ONCE)
    let accepted = 0
    for (const id of ids) if (await acceptOwn(context, visit, id)) accepted += 1
    return seeOther(visit.reply, `/staff?was=accepted-${String(accepted)}-${String(ids.length)}`)
  })

  guard.get('/staff/day', 'readBookings', async (visit) => {
    const query = DayQuery.parse(visit.query)
    const offices = officesOf(visit.member, visit.town)
    const office = query.office === undefined ? offices[0] : offices.find(({ id }) => id === query.office)
    if (!office) return notThere(context, visit)
    const today = localDay(visit.nowMs, visit.town.zone)
    const day = query.day ?? today
    const rows = await context.store.transact(async (tx) => {
      const found = await findDay(tx, office.id, day)
      const entry = { actor: visit.actor, action: 'day.read', officeId: office.id, detail: day }
      await writeAudit(tx, { random: context.random, nowMs: visit.nowMs }, entry)
      return found
    })
    const listed = rows.map((booking) => listedOf(booking, context))
    const main = dayMain(visit, { offices, office, day, today, listed, said: saidOf(query.was), nowMs: visit.nowMs })
    return sendPage(visit.reply, 200, staffPage(visit, { title: 'Tagesliste', place: 'day', main }), sameOrigin)
  })
}

async function acceptOwn(context: CentralContext, { member, actor, nowMs }: StaffVisit, bookingId: string): Promise<boolean> {
  const booking = await context.store.read((tx) => loadBooking(tx, bookingId))
  if (!booking || !worksAt(member, booking.office_id) || booking.standing !== 'confirmed' || booking.restricted === 1)
    return false
  const change = await accept(context, bookingId, { actor })
  if (change.outcome !== 'changed') return false
  await context.store.transact((tx) =>
    writeAudit(
      tx,
      { random: context.random, nowMs },
      { actor, action: 'booking.accepted', officeId: booking.office_id, bookingId },
    ),
  )
  return true
}

/** A booking with the name that staff see; erased and restricted ones have none. */
export function listedOf(booking: BookingRow, { keys }: CentralContext): Listed {
  const person = booking.restricted === 1 ? null : personOf(booking, keys)
  const name =
    person === null ? '(ohne Angaben)' : [person.familyName, person.firstName].filter((part) => part !== undefined).join(', ')
  return { booking, name }
}

/** The same answer for what does not exist and for what belongs to another office, written down as asked for. */
export async function notThere({ store, random }: CentralContext, visit: StaffVisit) {
  const entry = { actor: visit.actor, action: 'page.unknown' }
  await store.transact((tx) => writeAudit(tx, { random, nowMs: visit.nowMs }, entry))
  const main =
    '<h1>Nicht gefunden</h1><p>Diesen Termin gibt es nicht, oder er gehört zu einer anderen Behörde.</p><p><a href="/staff">Zu den Anfragen</a></p>'
  return sendPage(visit.reply, 404, staffPage(visit, { title: 'Nicht gefunden', place: null, main }), sameOrigin)
}

const SAID: Readonly<Record<string, ['good' | 'bad', string]>> = {
  accepted: ['good', 'Angenommen. Die Person bekommt eine E-Mail mit den Unterlagen.'],
  confirmed: ['good', 'Bestätigt.'],
  declined: ['good', 'Abgelehnt. Die Person bekommt eine E-Mail mit dem Grund.'],
  cancelled: ['good', 'Abgesagt. Die Person bekommt eine E-Mail.'],
  asked: ['good', 'Die Frage ist unterwegs. Die Anfrage wartet weiter auf Antwort.'],
  arrived: ['good', 'Als angekommen erfasst.'],
  missed: ['good', 'Als nicht gekommen erfasst.'],
  already: ['good', 'Das war schon so erfasst.'],
  impossible: ['bad', 'Das geht nicht mehr: Der Stand hat sich inzwischen geändert.'],
  none: ['bad', 'Es war keine Anfrage ausgewählt.'],
  empty: ['bad', 'Es fehlt ein Text. Es wurde nichts geändert.'],
  tooLong: ['bad', 'Der Text ist zu lang. Es wurde nichts geändert; er steht noch im Feld.'],
  rectified: ['good', 'Berichtigt.'],
  invalid: ['bad', 'Die Angaben sind nicht gültig. Es wurde nichts geändert.'],
  restricted: ['good', 'Die Einschränkung ist geändert.'],
  erased: ['good', 'Die Angaben zur Person sind gelöscht.'],
  objected: ['good', 'Der Widerspruch ist vermerkt, die Verarbeitung eingeschränkt.'],
  saved: ['good', 'Gespeichert.'],
  reopened: ['good', 'Wieder geöffnet.'],
  closed: ['good', 'Geschlossen.'],
  over: ['bad', 'Diese Zeit ist schon vorbei. Es wurde nichts geändert.'],
  turned: ['bad', '„Bis“ muss nach „Von“ liegen. Es wurde nichts geändert.'],
  again: ['good', 'Die E-Mail wird noch einmal verschickt.'],
}

/** What a form has just done, from a closed list: the address cannot put words into the page. */
export function saidOf(was: string | undefined): string {
  if (was === undefined) return ''
  const bulk = /^accepted-(\d{1,3})-(\d{1,3})$/.exec(was)
  if (bulk) {
    const [, done = '0', all = '0'] = bulk
    return notice(
      done === all ? 'good' : 'wait',
      `${done} von ${all} Anfragen angenommen.${done === all ? '' : ' Die übrigen waren schon beantwortet.'}`,
    )
  }
  const said = Object.hasOwn(SAID, was) ? SAID[was] : undefined
  return said ? notice(said[0], said[1]) : ''
}

/** Fields that were left empty come as empty strings. */
export const emptyAsAbsent = (query: unknown): unknown =>
  Object.fromEntries(Object.entries(query ?? {}).filter(([, value]) => value !== ''))
