import type { Service } from '../../sync/contract/catalogue.ts'
import type { Text } from '../../sync/contract/language.ts'

/** `of`: the service that it is for; null where there is only one. */
export type FeeLine = { readonly of: Text | null; readonly text: Text }

/** What the chosen services cost: two that cost the same cost it twice, and each says what for. */
export const basketFees = (chosen: readonly { readonly service: Pick<Service, 'name' | 'fees'> }[]): FeeLine[] =>
  chosen.flatMap(({ service }) => service.fees.map(({ text }) => ({ of: chosen.length > 1 ? service.name : null, text })))
