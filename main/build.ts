import { join } from 'node:path'
import { build as buildPage } from 'vite'
import { rolldown } from 'rolldown'

const ROOT = join(import.meta.dirname, '..')
/** Native code and data beside it cannot be bundled; electron is the runtime itself; eSpeak NG is under a licence of its own. */
const OUTSIDE = ['electron', 'better-sqlite3', '@napi-rs/canvas', /^@fontsource\//, 'espeak-ng']

await buildPage({ root: join(ROOT, 'renderer'), configFile: join(ROOT, 'vite.config.ts'), logLevel: 'warn' })
await bundle('main/electron/main.ts', { file: 'dist/main/main.js', format: 'esm' })
// The thread of the bookings is a program of its own beside the station's.
await bundle('main/store/ledger-worker.ts', { file: 'dist/main/ledger-worker.js', format: 'esm' })
// So is the thread of the voice.
await bundle('main/speech/espeak-worker.ts', { file: 'dist/main/espeak-worker.js', format: 'esm' })
// A sandboxed preload cannot be an ES module.
await bundle('main/electron/preload.ts', { file: 'dist/main/preload.cjs', format: 'cjs' })

async function bundle(input: string, { file, format }: { file: string; format: 'esm' | 'cjs' }): Promise<void> {
  const made = await rolldown({ input: join(ROOT, input), platform: 'node', external: OUTSIDE })
  await made.write({ file: join(ROOT, file), format, codeSplitting: false })
  await made.close()
}
