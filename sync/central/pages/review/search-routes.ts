import * as z from 'zod/mini'
import { findBookings } from '../../booking/find-booking.ts'
import type { CentralContext } from '../../context.ts'
import { writeAudit } from '../../privacy/audit.ts'
import type { StaffSession } from '../../staff/staff-session.ts'
import { seeOther, sendPage } from '../page-reply.ts'
import { type Guard, type StaffVisit, officesOf } from './guard.ts'
import { emptyAsAbsent, listedOf } from './inbox-routes.ts'
import { searchMain } from './search-view.ts'
import { staffPage } from './staff-frame.ts'

const Asked = z.object({
  number: z.catch(z.optional(z.string().check(z.maxLength(40))), undefined),
  familyName: z.catch(z.optional(z.string().check(z.maxLength(80))), undefined),
  email: z.catch(z.optional(z.string().check(z.maxLength(254))), undefined),
})
type Asked = z.infer<typeof Asked>
const Query = z.object({ asked: z.catch(z.optional(z.string().check(z.maxLength(4_000))), undefined) })

/**
 * Search by number, name or address. The form is posted, and what was typed comes back sealed in the address of the found:
 * a proxy's log and the browser's history hold nothing readable, and a reload or the way back from a booking still works.
 */
export function registerSearch(guard: Guard, context: CentralContext): void {
  const find = ({ actor, nowMs }: StaffVisit, asked: Asked, offices: readonly string[]) =>
    context.store.transact(async (tx) => {
      const found = await findBookings(tx, context.keys, { ...asked, offices })
      // Which fields were asked for and how many fitted, never what was typed.
      const detail = `${Object.keys(asked).join(',')}: ${String(found.length)}`
      await writeAudit(tx, { random: context.random, nowMs }, { actor, action: 'bookings.searched', detail })
      return found
    })

  guard.post('/staff/search', 'readBookings', (visit) => {
    const asked = Asked.parse(emptyAsAbsent(visit.body))
    if (Object.keys(asked).length === 0) return seeOther(visit.reply, '/staff/search')
    const { keyId, sealed } = context.keys.seal(JSON.stringify(asked), contextOf(visit.session))
    return seeOther(visit.reply, `/staff/search?${new URLSearchParams({ asked: `${keyId}.${sealed}` }).toString()}`)
  })

  guard.get('/staff/search', 'readBookings', async (visit) => {
    const asked = open(context, visit.session, Query.parse(visit.query).asked)
    const offices = officesOf(visit.member, visit.town).map(({ id }) => id)
    const rows = asked === null ? [] : await find(visit, asked, offices)
    const listed = rows.map((booking) => listedOf(booking, context))
    const main = searchMain(visit, { query: asked ?? {}, asked: asked !== null, listed })
    return sendPage(visit.reply, 200, staffPage(visit, { title: 'Suche', place: 'search', main }), { referrer: 'same-origin' })
  })
}

/** Opens in the session in which it was asked, and in no other. */
const contextOf = ({ tokenHash }: StaffSession): string => `search:${tokenHash}`

/** Null where nothing was asked, or in another session. */
function open({ keys }: CentralContext, session: StaffSession, text: string | undefined): Asked | null {
  const [keyId, sealed] = (text ?? '').split('.')
  if (!keyId || !sealed) return null
  try {
    return Asked.parse(JSON.parse(keys.open({ keyId, sealed }, contextOf(session))))
  } catch {
    return null
  }
}
