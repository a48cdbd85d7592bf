import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import * as z from 'zod/mini'

const BuilderFile = z.object({
  electronVersion: z.string(),
  linux: z.object({ synopsis: z.string(), description: z.string(), maintainer: z.string() }),
  deb: z.object({ packageName: z.string(), depends: z.array(z.string()), recommends: z.array(z.string()) }),
})

/** What this project's own steps need of electron-builder.yml, read with the parser that electron-builder brings along. */
export function readBuilderFile(root: string): z.infer<typeof BuilderFile> {
  const { load } = createRequire(import.meta.url)('js-yaml') as { load: (text: string) => unknown }
  return BuilderFile.parse(load(readFileSync(join(root, 'electron-builder.yml'), 'utf8')))
}
