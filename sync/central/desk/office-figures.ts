import { occupies, type Standing } from '../../contract/booking.ts'
import { MOST_FIGURE_DAYS } from '../../contract/desk-records.ts'
import { ContractError } from '../../contract/rpc.ts'
import { seatTicks } from '../capacity/seat-ticks.ts'
import { daysBetween } from '../planning/local-day.ts'
import { addDays } from '../../contract/local-date.ts'
import { type DeskWork, isOwnOffice, noSuchOffice, noteAfter } from './desk-visit.ts'

type Count = { day: string; standing: Standing; count: number; ticks: number }

/** How full an office was, day by day, and who came; no person is part of it. */
export const figures: DeskWork<'figures'> = async (visit, { officeId, firstDay, lastDay }) => {
  if (!isOwnOffice(visit, officeId)) return noSuchOffice(visit, 'figures')
  if (lastDay < firstDay || lastDay > addDays(firstDay, MOST_FIGURE_DAYS)) throw new ContractError('lastDay: a year at most')
  const { plans, counts } = await visit.context.store.read(async (tx) => ({
    plans: await tx.all<{ day: string; plan: string }>(
      'select day, plan from office_day where office_id = $1 and day >= $2 and day <= $3',
      [officeId, firstDay, lastDay],
    ),
    counts: await tx.all<Count>(
      `select day, standing, count(*) as count, sum(ticks) as ticks from booking
       where office_id = $1 and day >= $2 and day <= $3 group by day, standing`,
      [officeId, firstDay, lastDay],
    ),
  }))
  await noteAfter(visit, {
    action: 'desk.figures',
    officeId,
    detail: `${firstDay}: ${String(daysBetween(firstDay, lastDay).length)}`,
  })
  const capacity = new Map(plans.map(({ day, plan }) => [day, seatTicks(plan)]))
  const byDay = Map.groupBy(counts, (row) => row.day)
  const sum = (day: string, of: 'count' | 'ticks', fits: (standing: Standing) => boolean) =>
    (byDay.get(day) ?? []).reduce((total, row) => (fits(row.standing) ? total + row[of] : total), 0)
  const being = (wanted: Standing) => (standing: Standing) => standing === wanted
  return {
    outcome: 'figures',
    days: daysBetween(firstDay, lastDay).map((day) => ({
      day,
      capacityTicks: capacity.get(day) ?? 0,
      takenTicks: sum(day, 'ticks', occupies),
      booked: sum(day, 'count', occupies),
      arrived: sum(day, 'count', being('arrived')),
      missed: sum(day, 'count', being('missed')),
      cancelled: sum(day, 'count', being('cancelled')),
    })),
  }
}
