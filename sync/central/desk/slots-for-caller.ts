import { needOf } from '../../contract/wish.ts'
import { holdAnywhere, releaseAnywhere } from '../provider/reserve-live.ts'
import { findSlotTimes } from '../capacity/find-slots.ts'
import { localDay, msOf, slotAt } from '../planning/local-day.ts'
import { addDays } from '../../contract/local-date.ts'
import { type DeskVisit, type DeskWork, isOwnOffice, noSuchOffice, noteAfter } from './desk-visit.ts'

const MOST_SLOTS = 200
// As a rule the next two weeks have enough; only where they are full is the whole horizon read.
const NEAR_DAYS = 14

/** The first free slots over several offices, merged by time. Seats that are kept for staff count. */
export const findSlots: DeskWork<'findSlots'> = async (visit, { services, officeIds, from, count }) => {
  const own = [...new Set(officeIds)].filter((officeId) => isOwnOffice(visit, officeId))
  if (own.length === 0 && officeIds.length > 0) return noSuchOffice(visit, 'findSlots')
  const wanted = Math.min(Math.max(count, 1), MOST_SLOTS)
  const offices = own.flatMap((officeId) => {
    const need = needOf(visit.town.offersOf(officeId), services)
    return need ? [{ officeId, need }] : []
  })
  // Beside the search, which has no transaction of its own to write in: it waits for the longer of the two.
  const noted = noteAfter(visit, { action: 'desk.findSlots', detail: String(own.length) })
  const looking = visit.context.store.read(async (tx) => {
    const starts: { officeId: string; startsAtMs: number }[] = []
    for (const { officeId, need } of offices) {
      const search = { officeId, need, audience: 'staff', nowMs: visit.nowMs } as const
      const firstDay = from ?? localDay(visit.nowMs, visit.town.zone)
      const near = await findSlotTimes(tx, visit.town, { ...search, firstDay, lastDay: addDays(firstDay, NEAR_DAYS) })
      const times = near.length >= wanted ? near : await findSlotTimes(tx, visit.town, { ...search, firstDay })
      starts.push(...times.slice(0, wanted).map((startsAtMs) => ({ officeId, startsAtMs })))
    }
    return starts
  })
  const [found] = await Promise.all([looking, noted])
  const first = found
    .toSorted((one, other) => one.startsAtMs - other.startsAtMs || one.officeId.localeCompare(other.officeId))
    .slice(0, wanted)
  return {
    outcome: 'slots',
    slots: first.map(({ officeId, startsAtMs }) => ({ ...slotAt(startsAtMs, visit.town.zone), officeId })),
  }
}

/** Keeps a slot for a caller; another wish of the same call replaces it. */
export const hold: DeskWork<'hold'> = async (visit, wish) => {
  if (!isOwnOffice(visit, wish.officeId)) return noSuchOffice(visit, 'hold')
  const answer = await holdAnywhere(visit.context, { ...wish, kioskId: visit.kiosk.kiosk_id, audience: 'staff' })
  const { bookingId, officeId } = wish
  await noteAfter(visit, { action: 'desk.hold', officeId, bookingId, detail: answer.outcome })
  if (answer.outcome !== 'held') return answer
  return { ...answer, secondsLeft: secondsUntil(visit, answer.expiresAt) }
}

const secondsUntil = ({ nowMs }: DeskVisit, instant: string): number => Math.max(0, (msOf(instant) - nowMs) / 1_000)

/** Gives this desk's hold back. */
export const release: DeskWork<'release'> = async (visit, { bookingId }) => {
  await releaseAnywhere(visit.context, { bookingId, kioskId: visit.kiosk.kiosk_id })
  await noteAfter(visit, { action: 'desk.release', bookingId })
  return {}
}
