import { ticksOf } from '../../machines/basket.ts'
import type { Office } from '../../sync/contract/catalogue.ts'
import { inLanguage } from '../../sync/contract/language.ts'
import { TICK_MINUTES } from '../../sync/contract/values.ts'
import type { ServiceChoice } from '../../sync/contract/visit.ts'
import { useVisit } from '../use-visit.ts'

type Chosen = ServiceChoice & { count: number }

/** The visitor's choices with their names. */
export function useChoice() {
  const { visitor, t } = useVisit()
  const choice = visitor.offices.find(({ office }) => office.id === visitor.officeId)
  const chosen: Chosen[] = visitor.basket.flatMap(({ serviceId, count }) => {
    const found = visitor.services?.choices.find(({ service }) => service.id === serviceId)
    return found ? [{ ...found, count }] : []
  })
  const nameOf = ({ service, count }: Chosen) => {
    const name = inLanguage(service.name, visitor.language).text
    return count > 1 ? `${t.when.times(count)} ${name}` : name
  }
  const place: Office | null = choice?.office ?? null
  return {
    place,
    office: place ? inLanguage(place.name, visitor.language).text : null,
    chosen,
    services: chosen.map(nameOf),
    minutes: visitor.services ? ticksOf(visitor.services, visitor.basket) * TICK_MINUTES : 0,
  }
}
