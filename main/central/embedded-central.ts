import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import * as z from 'zod/mini'
import { CannotStart } from '../cannot-start.ts'

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

const VARIABLES = [
  'FOYER_SMTP_URL',
  'FOYER_SMTP_CA_FILE',
  'FOYER_MAIL_FROM',
  'FOYER_PUBLIC_URL',
  'FOYER_KEY_FILE',
  'FOYER_OIDC_CLIENT_SECRET',
  'FOYER_WEBHOOK_SECRET',
]

/**
 * What is wrong with the variables and the file that the embedded central would read, a line for each fault. Asked before anything is
 * written; a process of its own, since the station imports nothing of central.
 */
export async function centralFaults(
  root: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<readonly string[]> {
  if (!environment['FOYER_CONFIG'] && !VARIABLES.some((name) => environment[name])) return []
  const child = spawn(process.execPath, [join(root, 'sync/central/check-config.ts'), '--embedded'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: environment,
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return code === 0 ? [] : said.trim().split('\n')
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
  // With 1 and 2 its own line on stderr has said why.
  throw new CannotStart(code === 1 || code === 2 ? '' : `central: the embedded one ended with code ${code} before it was ready`)
}
