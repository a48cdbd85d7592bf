import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Town } from '../../contract/catalogue.ts'

export const STYLE_PATH = '/assets/central.css'

const plainColour = (colour: string | undefined, otherwise: string) =>
  colour !== undefined && /^#[0-9a-f]{6}$/i.test(colour) ? colour : otherwise

/** The style sheet with the town's accent in front. */
export function styleSheet(town: Town | null): { body: string; etag: string } {
  const accent = plainColour(town?.theme.accent, '#1d3a8a')
  const onAccent = plainColour(town?.theme.onAccent, '#ffffff')
  const rules = readFileSync(new URL('central.css', import.meta.url), 'utf8')
  const body = `:root{--accent:${accent};--on-accent:${onAccent}}\n${rules}`
  return { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` }
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
