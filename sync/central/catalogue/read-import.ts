import { TownFile } from '../../contract/catalogue.ts'
import { reasonOf } from '../../contract/reason.ts'
import { type DldbOptions, importDldb } from './dldb-import.ts'
import { offersTooLong, servicesNobodyOffers } from './doubts.ts'
import { removed } from './import-counts.ts'
import { refusedLines, removedLines, reportLines } from './import-report.ts'
import { faultsOf } from './validate-town.ts'
import { type JsonFile, readJsonFile } from '../read-json-file.ts'

/** What an operator asks for with `catalog import`. */
export type ImportRequest =
  | ({ readonly format: 'dldb'; readonly services: string; readonly locations: string } & DldbOptions)
  /** A town file in Foyer's own format. */
  | { readonly format: 'foyer'; readonly file: string }

export type ImportReading =
  | { readonly outcome: 'read'; readonly file: TownFile; readonly lines: readonly string[] }
  /** One line that says what is wrong, and one for each record where it is all of them. Nothing may be changed. */
  | { readonly outcome: 'broken'; readonly reason: string; readonly lines?: readonly string[] }

/** Reads the files of an import into a town that can be loaded. `existing`: the town so far. Paths are read as they stand. */
export async function readImport(request: ImportRequest, existing: TownFile | null): Promise<ImportReading> {
  if (request.format === 'foyer') {
    const reading = await readTownFile(request.file)
    if (reading.outcome === 'broken' || existing === null) return reading
    return { ...reading, lines: [...removedLines(removed(reading.file, existing)), ...reading.lines] }
  }
  const services = await readNamed(request.services)
  if (services.outcome === 'broken') return services
  const locations = await readNamed(request.locations)
  if (locations.outcome === 'broken') return locations
  const imported = importDldb({ services: services.json, locations: locations.json }, existing, request)
  if (imported.outcome === 'broken') return { ...imported, lines: refusedLines(imported.refused ?? []) }
  return checked(imported.file, reportLines(imported.report))
}

/** Reads a town file in Foyer's own format, as an import or to begin with. */
export async function readTownFile(path: string): Promise<ImportReading> {
  const read = await readNamed(path)
  if (read.outcome === 'broken') return read
  const parsed = TownFile.safeParse(read.json)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    return {
      outcome: 'broken',
      reason: `${path}: ${issue?.path.join('.') || 'the file'}: ${issue ? reasonOf(issue) : 'does not fit'}`,
    }
  }
  const doubts = [
    ...strangeKeys(read.json, parsed.data).map((key) => `${key} is no key of a town file and was left out`),
    ...servicesNobodyOffers(parsed.data),
  ]
  return checked(
    parsed.data,
    doubts.map((doubt) => `note: ${doubt}`),
  )
}

/** The places of a file's keys that its reading has left out, such as a misspelt one. */
function strangeKeys(given: unknown, taken: unknown, place = ''): string[] {
  if (typeof given !== 'object' || given === null || typeof taken !== 'object' || taken === null) return []
  const known = new Map<string, unknown>(Object.entries(taken))
  return Object.entries(given).flatMap(([key, value]) =>
    known.has(key) ? strangeKeys(value, known.get(key), `${place}${key}.`) : [`${place}${key}`.replace(/[^\x20-\x7e]/g, '?')],
  )
}

function checked(file: TownFile, lines: readonly string[]): ImportReading {
  const [fault, ...others] = faultsOf(file)
  if (fault === undefined)
    return { outcome: 'read', file, lines: [...lines, ...offersTooLong(file).map((doubt) => `note: ${doubt}`)] }
  return { outcome: 'broken', reason: others.length === 0 ? fault : `${fault} (and ${String(others.length)} more)` }
}

/** Two files are read: the reason says which. */
async function readNamed(path: string): Promise<JsonFile> {
  const read = await readJsonFile(path)
  return read.outcome === 'broken' ? { ...read, reason: `${path} ${read.reason}` } : read
}
