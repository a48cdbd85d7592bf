import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import * as z from 'zod/mini'
import { CannotStart } from '../cannot-start.ts'

const Readiness = z.object({ ready: z.literal(true), page: z.string() })
export type ElectronProcess = { readonly page: string; readonly stop: () => Promise<void>; readonly ended: Promise<void> }

/** Runs the built Electron host as a child; its station is in that process. Rejects with CannotStart. */
export async function startElectron(
  { program, entry }: { program: string; entry: string },
  environment: Readonly<Record<string, string | undefined>>,
): Promise<ElectronProcess> {
  const child = spawn(program, [entry], { stdio: ['ignore', 'pipe', 'inherit'], env: environment })
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  const early = ended.then((): never => {
    throw new CannotStart('shell: Electron ended before it was ready')
  })
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
  }
  const { page } = await Promise.race([readyLine(child), early]).catch(async (error: unknown) => {
    await stop()
    throw error
  })
  return { page, ended, stop }
}

async function readyLine(child: ChildProcess): Promise<z.infer<typeof Readiness>> {
  if (child.stdout === null) throw new Error('no pipe to Electron')
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith('{')) continue
    const parsed = Readiness.safeParse(JSON.parse(line))
    if (parsed.success) return parsed.data
  }
  return new Promise(() => undefined)
}
