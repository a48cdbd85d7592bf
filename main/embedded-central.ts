import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import * as z from 'zod/mini'

const Readiness = z.object({
  ready: z.literal(true),
  central: z.string(),
  mail: z.nullish(z.string()),
  mails: z.nullish(z.string()),
  enrolmentCode: z.nullish(z.string()),
})
export type EmbeddedCentral = {
  readonly address: string
  readonly mail: string | null
  readonly mails: string | null
  readonly enrolmentCode: string | null
  /** SIGTERM, and waits for the end. */
  readonly stop: () => Promise<void>
  /** Resolves with the exit code when it ends, asked to or not. */
  readonly ended: Promise<number | null>
}

/**
 * Starts a central server of its own for this kiosk, with the demonstration town, and waits until it is ready.
 * Its log goes to this process's stderr. Rejects with a line for the operator.
 */
export async function startEmbeddedCentral(
  root: string,
  {
    data,
    profile,
    environment,
  }: { data: string; profile: 'lobby' | 'desk'; environment: Readonly<Record<string, string | undefined>> },
): Promise<EmbeddedCentral> {
  const script = join(root, 'sync/central/start.ts')
  // The open stdin tells central that its kiosk lives: if this process dies without a word, central ends too.
  const child = spawn(process.execPath, [script, '--embedded', '--data', data, '--profile', profile, '--port', '0'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: environment,
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
  }
  const ready = await Promise.race([readyLine(child), ended.then(endedEarly)]).catch(async (error: unknown) => {
    await stop()
    throw error
  })
  const { central, mail = null, mails = null, enrolmentCode = null } = ready
  return { address: central, mail, mails, enrolmentCode, stop, ended }
}

async function readyLine(child: ChildProcess): Promise<z.infer<typeof Readiness>> {
  if (child.stdout === null) throw new Error('no pipe to the embedded central')
  for await (const line of createInterface({ input: child.stdout })) {
    const parsed = Readiness.safeParse(JSON.parse(line))
    // Whatever else it says goes nowhere, but the pipe must not fill up.
    child.stdout.resume()
    if (parsed.success) return parsed.data
  }
  return new Promise(() => undefined)
}

function endedEarly(code: number | null): never {
  throw new Error(`the embedded central ended with code ${code} before it was ready`)
}
