import * as z from 'zod/mini'
import { Person } from '../../../contract/person.ts'
import type { CentralContext } from '../../context.ts'
import { waitsForDesk } from '../../booking/waits-for-desk.ts'
import { exportPerson } from '../../privacy/export-person.ts'
import { erase, object, rectify, restrict, withdrawConsent } from '../../privacy/person-rights.ts'
import { ownBooking, registerAnswer } from './detail-routes.ts'
import type { Guard } from './guard.ts'
import { notThere } from './inbox-routes.ts'

const field = z.catch(z.optional(z.string().check(z.maxLength(300))), undefined)
const Rectified = z.object({
  familyName: field,
  firstName: field,
  email: field,
  phone: field,
  birthDate: field,
  street: field,
  postalCode: field,
  city: field,
})
const Restricted = z.object({ restricted: z.enum(['yes', 'no']) })

/** The rights of the person, for those whose role has them: export, rectify, restrict, object, withdraw consent, erase. */
export function registerPrivacy(guard: Guard, context: CentralContext): void {
  guard.post('/staff/bookings/:bookingId/export', 'privacy', async (visit) => {
    const booking = await ownBooking(context, visit)
    const data = booking && (await exportPerson(context, booking.booking_id, visit.actor))
    if (!booking || !data) return notThere(context, visit)
    return visit.reply
      .headers({
        'content-type': 'application/json; charset=utf-8',
        'content-disposition': `attachment; filename="auskunft-${booking.number}.json"`,
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      })
      .send(JSON.stringify(data, null, 2))
  })
  const right = { permission: 'privacy', evenRestricted: true } as const
  registerAnswer(guard, context, {
    ...right,
    path: 'rectify',
    answer: async (visit, booking) => {
      const person = personFrom(visit.body)
      // A request that waits for its link cannot lose the address that the link goes to.
      const asksLink = booking.standing === 'requested' && !waitsForDesk(booking, visit)
      if (person === null || (asksLink && person.email === undefined)) return 'invalid'
      const done = await rectify(context, booking.booking_id, { person, actor: visit.actor })
      return done.outcome === 'done' ? 'rectified' : 'impossible'
    },
  })
  registerAnswer(guard, context, {
    ...right,
    path: 'restrict',
    answer: async (visit, booking) => {
      const wish = Restricted.safeParse(visit.body)
      if (!wish.success) return 'invalid'
      await restrict(context, booking.booking_id, { restricted: wish.data.restricted === 'yes', actor: visit.actor })
      return 'restricted'
    },
  })
  registerAnswer(guard, context, {
    ...right,
    path: 'object',
    answer: async (visit, booking) => {
      await object(context, booking.booking_id, visit.actor)
      return 'objected'
    },
  })
  for (const [path, forget] of Object.entries({ withdraw: withdrawConsent, erase }))
    registerAnswer(guard, context, {
      ...right,
      path,
      answer: async (visit, booking) =>
        (await forget(context, booking.booking_id, visit.actor)).outcome === 'done' ? 'erased' : 'already',
    })
}

/** The corrected person, checked by the schema of every way in; empty fields are absent. */
function personFrom(body: unknown): Person | null {
  const typed = Rectified.parse(body)
  const given = Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== undefined && value.trim() !== ''))
  const { street, postalCode, city, ...rest } = given
  const address = street ?? postalCode ?? city
  const person = Person.safeParse({ ...rest, ...(address !== undefined && { address: { street, postalCode, city } }) })
  return person.success ? person.data : null
}
