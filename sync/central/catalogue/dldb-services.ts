import type { Service } from '../../contract/catalogue.ts'
import { Service as ServiceSchema } from '../../contract/catalogue.ts'
import { DldbService, labelOf } from './dldb-records.ts'
import type { Refused, Remark } from './import-report.ts'
import { keepRefused } from './keep-refused.ts'
import { situationOf } from './life-situations.ts'
import { plainLine, plainText } from './plain-text.ts'
import { documentsIn, feesIn } from './text-parts.ts'

export type TakenService = {
  readonly service: Service
  readonly maxCount: number
  readonly combinable: ReadonlySet<string>
  readonly isPublic: boolean
}
export type TakenServices = {
  readonly services: ReadonlyMap<string, TakenService>
  readonly refused: readonly Refused[]
  /** Refused now, and as they were before. */
  readonly kept: ReadonlyMap<string, Service>
  /** Taken although the directory marks them as not public. */
  readonly notPublic: readonly Remark[]
}

const MOST_WORDS = 60
export const NOT_PUBLIC = 'the directory marks it as not public'

export type ServicesWish = {
  /** The names of the offices of a service, for its group. */
  readonly officeNames: ReadonlyMap<string, readonly string[]>
  /** Leave out what the directory marks as not public. */
  readonly publicOnly: boolean
  readonly before: readonly Service[]
}

/** Reads the services of the directory; what cannot be taken is named. */
export function takeServices(records: readonly unknown[], { officeNames, publicOnly, before }: ServicesWish): TakenServices {
  const services = new Map<string, TakenService>()
  const unreadable: Remark[] = []
  const refused: Refused[] = []
  const notPublic: Remark[] = []
  for (const record of records) {
    const taken = takeService(record, officeNames)
    const label = { kind: 'service' as const, ...labelOf(record) }
    if (typeof taken === 'string') unreadable.push({ ...label, reason: taken })
    else if (services.has(taken.service.id)) refused.push({ ...label, reason: 'its id is there twice', kept: false })
    else if (!taken.isPublic && publicOnly) refused.push({ ...label, reason: NOT_PUBLIC, kept: false })
    else {
      services.set(taken.service.id, taken)
      if (!taken.isPublic) notPublic.push({ ...label, reason: `${NOT_PUBLIC}; taken all the same` })
    }
  }
  const old = keepRefused(unreadable, { before: new Map(before.map((service) => [service.id, service])), taken: services })
  return { services, refused: [...refused, ...old.refused], kept: old.kept, notPublic }
}

function takeService(record: unknown, officeNames: ReadonlyMap<string, readonly string[]>): TakenService | string {
  const parsed = DldbService.safeParse(record)
  if (!parsed.success) return `${parsed.error.issues[0]?.path.join('.') || 'record'} is missing or malformed`
  const source = parsed.data
  const name = plainLine(source.name)
  if (name === '') return 'it has no name'
  const description = plainText(source.description)
  const words = searchWordsIn(source.meta.keywords)
  const leika = /\d{14}/.exec(source.leika)?.[0]
  const service = ServiceSchema.safeParse({
    id: source.id,
    name: { de: name },
    groupId: situationOf([name, words.join(' '), (officeNames.get(source.id) ?? []).join(' ')]),
    ...(description !== '' && { description: { de: description } }),
    searchWords: words,
    documents: documentsIn(description).map((document) => ({ de: document })),
    fees: feesIn(plainText(source.fees)),
    ...(leika !== undefined && { leika }),
  })
  if (!service.success) return `${service.error.issues[0]?.path.join('.') || 'record'} does not fit`
  return {
    service: service.data,
    maxCount: countOf(source.maxQuantity),
    combinable: new Set(idsIn(source.combinable)),
    isPublic: source.public,
  }
}

function searchWordsIn(keywords: string): string[] {
  const words = keywords.split(/[,;\n]/).map(plainLine)
  return [...new Set(words)].filter((word) => word !== '' && word.length <= 80).slice(0, MOST_WORDS)
}

// Ids stand as numbers here and as text elsewhere.
function idsIn(list: readonly unknown[]): string[] {
  return list.flatMap((id) => (typeof id === 'number' || typeof id === 'string' ? [String(id)] : []))
}

/** A quantity as a count that an offer can have; 1 where the directory says nothing. */
export const countOf = (quantity: number | null): number => Math.min(50, Math.max(1, Math.floor(quantity ?? 1)))
