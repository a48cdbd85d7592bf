import type { CounterGroup, Office, Offer, Service, TownFile } from '../../contract/catalogue.ts'
import { TownFile as TownFileSchema } from '../../contract/catalogue.ts'
import { createLocalDay } from '../planning/local-day.ts'
import type { Tx } from '../store/store.ts'

/** The town as loaded, indexed for asking. */
export type LoadedTown = {
  readonly version: string
  readonly file: TownFile
  readonly zone: string
  /** The local date at an instant. */
  readonly dayOf: (atMs: number) => string
  readonly offices: ReadonlyMap<string, Office>
  readonly services: ReadonlyMap<string, Service>
  readonly offersOf: (officeId: string) => readonly Offer[]
  readonly counterGroup: (officeId: string, counterGroupId: string) => CounterGroup | undefined
}

/** The current town, or null before the first import. Asked inside a transaction, so that a new import is noticed at once. */
export type TownSource = { readonly current: (tx: Tx) => Promise<LoadedTown | null> }

export function createTownSource(): TownSource {
  let loaded: LoadedTown | null = null
  return {
    async current(tx) {
      const pointer = await tx.one<{ value: string }>(`select value from setting where name = 'catalogue'`)
      if (!pointer) return null
      if (loaded?.version === pointer.value) return loaded
      const row = await tx.one<{ body: string }>('select body from catalogue where version = $1', [pointer.value])
      if (!row) throw new Error(`the catalogue ${pointer.value} is missing`)
      loaded = indexTown(pointer.value, TownFileSchema.parse(JSON.parse(row.body)))
      return loaded
    },
  }
}

/** A work needs a town and none was imported. */
export class NoCatalogue extends Error {
  override readonly name = 'NoCatalogue'
  /** As Fastify reads it: whoever asks comes back later. */
  readonly statusCode = 503
}

/** Throws NoCatalogue: the routes answer that they are not ready, the operator's tool tells why. */
export async function townOf(source: TownSource, tx: Tx): Promise<LoadedTown> {
  const town = await source.current(tx)
  if (!town) throw new NoCatalogue('no catalogue has been imported; see catalog import --help')
  return town
}

function indexTown(version: string, file: TownFile): LoadedTown {
  const offices = new Map(file.offices.map((office) => [office.id, office]))
  const offers = Map.groupBy(file.offers, (offer) => offer.officeId)
  return {
    version,
    file,
    zone: file.town.zone,
    dayOf: createLocalDay(file.town.zone),
    offices,
    services: new Map(file.services.map((service) => [service.id, service])),
    offersOf: (officeId) => offers.get(officeId) ?? [],
    counterGroup: (officeId, groupId) => offices.get(officeId)?.counterGroups.find((group) => group.id === groupId),
  }
}
