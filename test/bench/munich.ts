import { readImport } from '../../sync/central/catalogue/read-import.ts'
import type { TownFile } from '../../sync/contract/catalogue.ts'
import { munichDirectory } from '../support/munich.ts'

/** Munich as the product imports it. */
export async function munichTown(): Promise<{ outcome: 'town'; town: TownFile } | { outcome: 'missing'; reason: string }> {
  const directory = munichDirectory()
  if (directory.outcome === 'missing') return directory
  const { services, locations } = directory
  const read = await readImport({ format: 'dldb', services, locations, townName: 'München', land: 'BY' }, null)
  return read.outcome === 'read' ? { outcome: 'town', town: read.file } : { outcome: 'missing', reason: read.reason }
}
