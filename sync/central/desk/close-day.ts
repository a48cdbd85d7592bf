import { ContractError } from '../../contract/rpc.ts'
import { closeDay as close } from '../booking/close-day.ts'
import { lineOf } from './booking-line.ts'
import { type DeskWork, isOwnOffice, noSuchOffice, noteAfter } from './desk-visit.ts'
import { reasonFrom } from './reason.ts'

/** Closes a day or a part of it. Everybody with an address is told by mail; the others are to be phoned, the soonest first. */
export const closeDay: DeskWork<'closeDay'> = async (visit, { officeId, day, from, until, reason }) => {
  if (!isOwnOffice(visit, officeId)) return noSuchOffice(visit, 'closeDay')
  if ((from ?? '00:00') >= (until ?? '24:00')) throw new ContractError('until has to lie after from')
  const cancelled = await close(visit.context, {
    officeId,
    day,
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
    reason: reasonFrom(reason),
    actor: visit.actor,
  })
  await noteAfter(visit, { action: 'desk.closeDay', officeId, detail: `${day}: ${String(cancelled.length)}` })
  const toPhone = cancelled.filter((booking) => booking.email_index === null)
  return {
    outcome: 'closed',
    cancelled: cancelled.length,
    toPhone: toPhone.map((booking) => lineOf(visit, { ...booking, standing: 'cancelled', confirm_by: null })),
  }
}
