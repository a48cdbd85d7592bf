import { existsSync } from 'node:fs'
import { join } from 'node:path'

// The city's texts are not ours to copy: the directory lies beside the project where somebody has put it.
const FOLDER = process.env['MUNICH_DLDB'] ?? join(import.meta.dirname, '../../../shared/data/munich-dldb')

export type Directory =
  | { readonly outcome: 'found'; readonly services: string; readonly locations: string }
  | { readonly outcome: 'missing'; readonly reason: string }

/** Munich's directory of services in DLDB form, as two files. */
export function munichDirectory(): Directory {
  const services = join(FOLDER, 'services_de.json')
  const locations = join(FOLDER, 'locations_de.json')
  return existsSync(services) && existsSync(locations)
    ? { outcome: 'found', services, locations }
    : { outcome: 'missing', reason: 'skipped: Munich’s directory is not beside the project (set MUNICH_DLDB to its folder)' }
}
