import type { Town } from './catalogue.ts'
import type { Text } from './language.ts'

/** The town's name; a demonstration says that it is one beside the name, so the bracket in it is left out. */
export function townName(town: Town): Text {
  if (!town.demonstration) return town.name
  const bare = Object.entries(town.name).map(([language, name]) => [language, name?.replace(/\s*\([^)]*\)$/, '')])
  return { ...town.name, ...(Object.fromEntries(bare) as Partial<Text>) }
}
