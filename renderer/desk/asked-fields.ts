import type { DeskHome } from '../../main/bridge/contract-desk.ts'
import type { ServiceCount } from '../../sync/contract/booking.ts'
import type { PersonFields } from '../../sync/contract/catalogue.ts'
import type { DeskConfirmation } from '../../sync/contract/desk-records.ts'
import { fieldsOf } from '../../sync/contract/person.ts'
import { needOf } from '../../sync/contract/wish.ts'

/**
 * What a caller is asked: what the offers ask for, but the e-mail address only where its link confirms, and a phone
 * number always, as an offer. Without an office, what any office asks for these services.
 */
export function askedFields(
  { offers }: Pick<DeskHome, 'offers'>,
  officeId: string | null,
  services: readonly ServiceCount[],
  confirmation: DeskConfirmation,
): PersonFields {
  const own = offers.filter((offer) => officeId === null || offer.officeId === officeId)
  const wished = own.filter(({ serviceId }) => services.some((one) => one.serviceId === serviceId))
  const fields = needOf(own, services)?.fields ?? fieldsOf(wished.map((offer) => offer.fields))
  return {
    ...fields,
    firstName: fields.firstName === 'hidden' ? 'optional' : fields.firstName,
    email: confirmation === 'link' ? 'required' : 'optional',
    phone: fields.phone === 'hidden' ? 'optional' : fields.phone,
  }
}
