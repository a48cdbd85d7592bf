import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { GlobalFonts } from '@napi-rs/canvas'

const SUBSETS = ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext', 'greek', 'symbols2'] as const
const WEIGHTS = [400, 700] as const
type Weight = (typeof WEIGHTS)[number]

/** `mono` has the width of the printer's own characters; `arabic` is proportional and falls back to it. */
export type Script = 'mono' | 'arabic'

const MONO = SUBSETS.map((subset) => `"Slip Mono ${subset}"`).join(', ')
const FAMILIES: Readonly<Record<Script, string>> = { mono: MONO, arabic: `"Slip Arabic", ${MONO}` }

/** A CSS `font` value of the shipped faces. */
export function font(script: Script, pixels: number, bold: boolean): string {
  return `${bold ? 700 : 400} ${pixels}px ${FAMILIES[script]}`
}

/**
 * Makes the shipped faces known to the drawing library; a second call does nothing. Each subset is a family of its own,
 * because the library does not join files of one family by `unicode-range` as a browser does.
 */
export function loadFonts(): void {
  if (GlobalFonts.has('Slip Arabic')) return
  for (const weight of WEIGHTS) {
    for (const subset of SUBSETS) register('fira-mono', `fira-mono-${subset}`, weight, `Slip Mono ${subset}`)
    register('noto-sans-arabic', 'noto-sans-arabic-arabic', weight, 'Slip Arabic')
  }
}

function register(folder: string, file: string, weight: Weight, family: string): void {
  const manifest = createRequire(import.meta.url).resolve(`@fontsource/${folder}/package.json`)
  const path = join(dirname(manifest), 'files', `${file}-${weight}-normal.woff2`)
  if (!GlobalFonts.register(readFileSync(path), family)) throw new Error(`font file does not load: ${path}`)
}
