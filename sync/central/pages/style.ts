import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Town } from '../../contract/catalogue.ts'
import { plainColour } from '../plain-colour.ts'

export const STYLE_PATH = '/assets/central.css'

/** The rules that all pages share. */
export const styleRules = (): string => readFileSync(new URL('central.css', import.meta.url), 'utf8')

/** The style sheet with the town's accent in front. `version` names exactly this one. */
export function styleSheet(rules: string, town: Town | null): { body: string; version: string } {
  const accent = plainColour(town?.theme.accent ?? '', '#1d3a8a')
  const onAccent = plainColour(town?.theme.onAccent ?? '', '#ffffff')
  const body = `:root{--accent:${accent};--on-accent:${onAccent}}\n${rules}`
  return { body, version: createHash('sha256').update(body).digest('base64url').slice(0, 22) }
}

const FONT_FILES = [
  'fira-sans-latin-400-normal',
  'fira-sans-latin-600-normal',
  'fira-sans-latin-ext-400-normal',
  'fira-sans-latin-ext-600-normal',
]

/** The bytes of one of the shipped fonts, or null for any other name. */
export function fontFile(name: string): Buffer | null {
  if (!FONT_FILES.includes(name)) return null
  return readFileSync(createRequire(import.meta.url).resolve(`@fontsource/fira-sans/files/${name}.woff2`))
}
