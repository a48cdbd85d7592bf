import { writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'

const ROOT = join(import.meta.dirname, '../..')

/** What the tests load hundreds of times, as programs, threads or packages. */
const STARTS = [
  'main/start.ts',
  'main/store/ledger-worker.ts',
  'sync/central/start.ts',
  'sync/central/operator.ts',
  'sync/central/keys/check-thread.ts',
  'test/support/central-child.ts',
  'test/support/station-child.ts',
  // In nearly every process of a test: ninety files, two thirds of them messages in languages that nobody asks for.
  'node_modules/zod/mini/index.js',
] as const
/** Native code, and what is looked up as files. */
const OUTSIDE = ['better-sqlite3', '@napi-rs/canvas', 'espeak-ng', 'electron', 'pg-native', /^@fontsource\//]

/**
 * Loading seven hundred files takes a start three times as long as all that it does then. Each of `STARTS` is bundled into
 * `folder`, and what is answered is a module to `--import`: under it Node reads the bundle wherever it is asked for the
 * file, which for itself and everybody else stays where it is and is named as it is.
 */
export async function bundleStarts(folder: string): Promise<string> {
  const bundles = await Promise.all(STARTS.map((start) => bundled(start, folder)))
  const hook = join(folder, 'starts.mjs')
  writeFileSync(hook, hookOver(Object.fromEntries(bundles)))
  return pathToFileURL(hook).href
}

async function bundled(start: string, folder: string): Promise<[address: string, file: string]> {
  const file = join(folder, `${start.replaceAll('/', '-')}.js`)
  const bundle = await rolldown({
    input: join(ROOT, start),
    platform: 'node',
    external: OUTSIDE,
    plugins: [{ name: 'where-it-was', transform: (code: string, id: string) => (isOwn(id) ? whereItWas(code, id) : null) }],
  })
  await bundle.write({ file, format: 'esm', codeSplitting: false })
  await bundle.close()
  return [pathToFileURL(join(ROOT, start)).href, file]
}

const isOwn = (id: string) => id.startsWith(ROOT) && !relative(ROOT, id).startsWith('node_modules')

/** Worker threads, style sheets and the folder of the demonstration town are found from where the source lies. */
const whereItWas = (code: string, id: string) =>
  code
    .replaceAll('import.meta.dirname', JSON.stringify(dirname(id)))
    .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href))

// npm, which some tests start, may run on an older Node that knows no such hooks: it does without.
const hookOver = (bundles: Readonly<Record<string, string>>) => `import { readFileSync } from 'node:fs'
import * as module from 'node:module'
const bundles = ${JSON.stringify(bundles)}
const source = (url) => readFileSync(bundles[url], 'utf8')
module.registerHooks?.({
  load: (url, context, next) =>
    bundles[url] === undefined ? next(url, context) : { format: 'module', source: source(url), shortCircuit: true },
})
`
