import type { DeskHome } from '../../main/bridge/contract-desk.ts'
import type { ServiceCount } from '../../sync/contract/booking.ts'
import { callersFields } from '../../sync/contract/callers-fields.ts'
import type { PersonFields } from '../../sync/contract/catalogue.ts'
import type { DeskConfirmation } from '../../sync/contract/desk-records.ts'
import { fieldsOf } from '../../sync/contract/person.ts'
import { needOf } from '../../sync/contract/wish.ts'

/** What a caller is asked for these services; without an office, what any office asks. */
export function askedFields(
  { offers }: Pick<DeskHome, 'offers'>,
  officeId: string | null,
  services: readonly ServiceCount[],
  confirmation: DeskConfirmation,
): PersonFields {
  const own = offers.filter((offer) => officeId === null || offer.officeId === officeId)
  const wished = own.filter(({ serviceId }) => services.some((one) => one.serviceId === serviceId))
  const fields = needOf(own, services)?.fields ?? fieldsOf(wished.map((offer) => offer.fields))
  return callersFields(fields, confirmation)
}
