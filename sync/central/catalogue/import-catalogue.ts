import type { CentralContext } from '../context.ts'
import { loadCatalogue } from '../town/load-catalogue.ts'
import { type ImportRequest, readImport } from './read-import.ts'

export type CatalogueImport =
  | { readonly outcome: 'loaded' | 'unchanged'; readonly version: string; readonly lines: readonly string[] }
  /** One line that says what is wrong; nothing was changed. */
  | { readonly outcome: 'broken'; readonly reason: string }

/** `catalog import`: reads the files, makes the result central's catalogue, and says what became of each record. */
export async function importCatalogue(context: CentralContext, request: ImportRequest): Promise<CatalogueImport> {
  const existing = await context.store.read((tx) => context.town.current(tx))
  const reading = await readImport(request, existing?.file ?? null)
  if (reading.outcome === 'broken') return reading
  const { outcome, version, misfits } = await loadCatalogue(context, reading.file)
  const lines = misfits.map(({ bookingId, officeId, reason }) => `misfit: booking ${bookingId} at office ${officeId} (${reason})`)
  return { outcome, version, lines: [...reading.lines, ...lines] }
}
