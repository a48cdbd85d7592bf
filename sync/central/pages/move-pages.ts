import type { FastifyReply } from 'fastify'
import * as z from 'zod/mini'
import type { Slot } from '../../contract/booking.ts'
import { Instant } from '../../contract/values.ts'
import { moveBooking, needToMove } from '../booking/move-booking.ts'
import { findSlotTimes } from '../capacity/find-slots.ts'
import type { CentralContext } from '../context.ts'
import { slotAt } from '../planning/local-day.ts'
import { seeOther } from './page-reply.ts'
import { type Visit, withQuery } from './visit.ts'
import * as views from './visitor-views.ts'

const DAYS_SHOWN = 12

/** The free days from `?from=` on and the times of the chosen one. */
export async function showMove(context: CentralContext, visit: Visit, taken: boolean): Promise<FastifyReply> {
  const { view, speech, places, nowMs, query, booking, town, mayMove } = visit
  const { page } = speech.texts
  if (!views.mayChange(view, nowMs) || !mayMove) {
    return visit.show(409, page.over.heading, views.overPage(view, speech))
  }
  const times = await context.store.read((tx) =>
    findSlotTimes(tx, town, {
      officeId: booking.office_id,
      need: needToMove(town, booking),
      audience: 'visitor',
      nowMs,
    }),
  )
  const slots = times.filter((at) => at !== booking.starts_at).map((at) => slotAt(at, town.zone))
  const days = [...new Set(slots.map(({ day }) => day))]
  const shown = days.filter((day) => query.from === undefined || day >= query.from).slice(0, DAYS_SHOWN)
  const last = shown.at(-1)
  const next = days.find((day) => last !== undefined && day > last)
  const chosenDay = query.day ?? null
  const ofDay: Slot[] = slots.filter(({ day }) => day === chosenDay)
  const moreHref = next === undefined ? null : withQuery(places.move, { from: next })
  const daysShown = { days: shown, chosenDay, slots: ofDay, taken, moreHref }
  const within = { ...places, move: query.from === undefined ? places.move : withQuery(places.move, { from: query.from }) }
  return visit.show(taken ? 409 : 200, page.move.heading, views.movePage(view, speech, within, daysShown))
}

/** Moves to the chosen time; where somebody was faster, the choice is shown again and the old time still holds. */
export async function doMove(context: CentralContext, visit: Visit, reply: FastifyReply, body: unknown): Promise<FastifyReply> {
  const { booking, actor, view, speech, nowMs, places } = visit
  const wish = z.object({ startsAt: Instant }).safeParse(body)
  if (!wish.success) return showMove(context, visit, false)
  if (!views.mayChange(view, nowMs)) return visit.show(409, speech.texts.page.over.heading, views.overPage(view, speech))
  const startsAtMs = Date.parse(wish.data.startsAt)
  const moved = await moveBooking(context, booking.booking_id, { startsAtMs, audience: 'visitor', actor })
  if (moved.outcome === 'moved') return seeOther(reply, withQuery(places.see, { was: 'moved' }))
  if (moved.outcome === 'slotTaken') return showMove(context, visit, true)
  return visit.show(409, speech.texts.page.over.heading, views.overPage(view, speech))
}
