import { existsSync, rmSync } from 'node:fs'
import { Catalogue } from '../../sync/contract/catalogue.ts'
import type { FreeTicks } from '../../sync/contract/office-day.ts'
import type { Cache } from '../../sync/kiosk/parts.ts'
import { type Connection, openDatabase, StoreRefused } from './open.ts'
import { CACHE_MIGRATIONS } from './schema.ts'

/** Free seats by office, local day and counter group. */
export type DaysOfOffice = ReadonlyMap<string, ReadonlyMap<string, FreeTicks>>
export type StationCache = Cache & {
  readonly catalogue: () => Catalogue | null
  readonly days: (officeId: string) => DaysOfOffice
  /** Another central: its days are others. The town stays on show until its catalogue has come. */
  readonly clear: () => Promise<void>
  readonly close: () => void
}

const NO_DAYS: DaysOfOffice = new Map()

/**
 * Opens the cache and loads it into memory, where all reading happens.
 * A damaged, foreign or newer file is thrown away: everything in it comes again from central. `onRebuilt` hears why.
 */
export function openCache(file: string, onRebuilt: (reason: string) => void): StationCache {
  try {
    return loadCache(openDatabase(file, CACHE_MIGRATIONS))
  } catch (error) {
    if (error instanceof StoreRefused && error.code === 'unwritable') throw error
    onRebuilt(error instanceof Error ? error.message : 'unknown')
  }
  for (const suffix of ['', '-wal', '-shm']) if (existsSync(file + suffix)) rmSync(file + suffix)
  return loadCache(openDatabase(file, CACHE_MIGRATIONS))
}

function loadCache(database: Connection): StationCache {
  try {
    return cacheOver(database)
  } catch (error) {
    database.close()
    throw error
  }
}

/** The cache over an open database. Throws where its content cannot be read. */
export function cacheOver(database: Connection): StationCache {
  const kept = database.prepare('select version, content from catalogue').get() as
    | { version: string; content: string }
    | undefined
  let version = kept?.version ?? null
  let catalogue = kept === undefined ? null : Catalogue.parse(JSON.parse(kept.content))
  let cursors = loadCursors(database)
  const offices = loadDays(database)

  const putCatalogue = database.prepare(
    'insert into catalogue values (1, ?, ?) on conflict (one) do update set version = excluded.version, content = excluded.content',
  )
  const putCursor = database.prepare(
    'insert into office_cursor values (?, ?) on conflict (office_id) do update set version = excluded.version',
  )
  const dropDay = database.prepare('delete from group_day where office_id = ? and day = ?')
  const dropPast = database.prepare('delete from group_day where day < ?')
  const dropDaysElsewhere = database.prepare('delete from group_day where office_id not in (select value from json_each(?))')
  const dropCursorsElsewhere = database.prepare(
    'delete from office_cursor where office_id not in (select value from json_each(?))',
  )
  const putGroup = database.prepare('insert into group_day values (?, ?, ?, ?, ?)')
  const writeDays = database.transaction((...[days, moved]: Parameters<Cache['applyDays']>) => {
    for (const { officeId, day, groups } of days) {
      dropDay.run(officeId, day)
      for (const { counterGroupId, firstTickAt, free } of groups) {
        putGroup.run(officeId, day, counterGroupId, Date.parse(firstTickAt), Buffer.from(free, 'base64'))
      }
    }
    for (const [officeId, cursor] of Object.entries(moved)) putCursor.run(officeId, cursor)
  })

  const writeCatalogue = database.transaction(({ version, catalogue }: Parameters<Cache['setCatalogue']>[0]) => {
    putCatalogue.run(version, JSON.stringify(catalogue))
    const officeIds = JSON.stringify(catalogue.offices.map(({ id }) => id))
    // With its cursor, so that an office that comes back is asked for from the beginning.
    dropDaysElsewhere.run(officeIds)
    dropCursorsElsewhere.run(officeIds)
  })
  let pastUntil = ''

  return {
    catalogue: () => catalogue,
    catalogueVersion: () => version,
    officeIds: () => catalogue?.offices.map(({ id }) => id) ?? [],
    cursors: () => cursors,
    days: (officeId) => offices.get(officeId) ?? NO_DAYS,
    setCatalogue: async (answer) => {
      writeCatalogue.immediate(answer)
      const here = new Set(answer.catalogue.offices.map(({ id }) => id))
      for (const officeId of offices.keys()) if (!here.has(officeId)) offices.delete(officeId)
      cursors = Object.fromEntries(Object.entries(cursors).filter(([officeId]) => here.has(officeId)))
      catalogue = answer.catalogue
      version = answer.version
    },
    applyDays: async (days, moved) => {
      const changed = Object.entries(moved).some(([officeId, cursor]) => cursors[officeId] !== cursor)
      if (days.length === 0 && !changed) return
      writeDays.immediate(days, moved)
      cursors = { ...cursors, ...moved }
      for (const { officeId, day, groups } of days) {
        const ofOffice = offices.get(officeId) ?? new Map<string, ReadonlyMap<string, FreeTicks>>()
        offices.set(officeId, ofOffice.set(day, new Map(groups.map(fromWire))))
      }
    },
    forgetPast: async (before) => {
      // Asked in every round; there is something to do once a day.
      if (before <= pastUntil) return
      dropPast.run(before)
      for (const days of offices.values()) for (const day of days.keys()) if (day < before) days.delete(day)
      pastUntil = before
    },
    clear: async () => {
      database.transaction(() =>
        database.exec(`delete from group_day; delete from office_cursor; update catalogue set version = ''`),
      )()
      offices.clear()
      cursors = {}
      version = null
    },
    close: () => database.close(),
  }
}

function fromWire(group: { counterGroupId: string; firstTickAt: string; free: string }): [string, FreeTicks] {
  const bytes = Buffer.from(group.free, 'base64')
  return [group.counterGroupId, { firstTickMs: Date.parse(group.firstTickAt), free: new Uint8Array(bytes) }]
}

function loadCursors(database: Connection): Readonly<Record<string, number>> {
  const rows = database.prepare('select office_id, version from office_cursor').all() as { office_id: string; version: number }[]
  return Object.fromEntries(rows.map((row) => [row.office_id, row.version]))
}

function loadDays(database: Connection): Map<string, Map<string, ReadonlyMap<string, FreeTicks>>> {
  type Row = [officeId: string, day: string, counterGroupId: string, firstTickMs: number, free: Buffer]
  const rows = database
    .prepare('select office_id, day, counter_group_id, first_tick_ms, free from group_day')
    .raw()
    .all() as Row[]
  const offices = new Map<string, Map<string, Map<string, FreeTicks>>>()
  for (const [officeId, day, counterGroupId, firstTickMs, free] of rows) {
    const days = offices.get(officeId) ?? new Map<string, Map<string, FreeTicks>>()
    const groups = days.get(day) ?? new Map<string, FreeTicks>()
    offices.set(officeId, days.set(day, groups.set(counterGroupId, { firstTickMs, free: new Uint8Array(free) })))
  }
  return offices as Map<string, Map<string, ReadonlyMap<string, FreeTicks>>>
}
