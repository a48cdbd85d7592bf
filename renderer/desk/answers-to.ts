import type { DeskHome } from '../../main/bridge/contract-desk.ts'
import type { Text } from '../../sync/contract/language.ts'
import { TICK_MINUTES } from '../../sync/contract/values.ts'

type Question = {
  readonly serviceId: string
  readonly count: number
  /** Where it will be; null while any office may be. */
  readonly officeId: string | null
}
type Office = DeskHome['offices'][number]
type Known = Pick<DeskHome, 'services' | 'offers'> & {
  /** The member's own offices: what is told of others, nobody here could book. */
  readonly own: readonly Office[]
}
type Answers = {
  readonly service: DeskHome['services'][number]
  /** Each duration once, in minutes, in the order of the offices. */
  readonly minutes: readonly number[]
  readonly places: readonly Office[]
}

/** What callers ask before they book, for as many as they are; null for a service that has left the catalogue. */
export function answersTo({ serviceId, count, officeId }: Question, { services, offers, own }: Known): Answers | null {
  const service = services.find(({ id }) => id === serviceId)
  if (!service) return null
  const found = own.flatMap((office) => {
    if (officeId !== null && office.id !== officeId) return []
    const offer = offers.find((each) => each.serviceId === serviceId && each.officeId === office.id)
    return offer ? [{ office, minutes: offer.ticks * TICK_MINUTES * count }] : []
  })
  return {
    service,
    minutes: [...new Set(found.map(({ minutes }) => minutes))],
    places: found.map(({ office }) => office),
  }
}

type Fee = DeskHome['services'][number]['fees'][number]
type InWords = { readonly say: (text: Text) => string; readonly money: (cents: number) => string }

/** A fee in words; its amount in front where the catalogue's own text does not name it. */
export function feeInWords({ text, cents }: Fee, { say, money }: InWords): string {
  const words = say(text)
  return !cents || /€|\b(Euro|EUR)\b/.test(words) ? words : `${money(cents)} ${words}`
}
