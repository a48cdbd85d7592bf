import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Where a program of this name lies on the path; null where it does not. */
export const onPath = (name: string): string | null => {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null
}

/** The first of some places that is there. */
export const firstOf = (places: readonly (string | null | undefined)[]): string | null =>
  places.find((place): place is string => typeof place === 'string' && existsSync(place)) ?? null
