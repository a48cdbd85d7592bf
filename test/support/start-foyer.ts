import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')
const READY_WITHIN_MS = 40_000
const ENDS_WITHIN_MS = 15_000

/** The one line of JSON on stdout that a started Foyer promises. */
export type Readiness = {
  readonly ready: true
  readonly shell: string
  readonly page: string
  readonly central: string
  readonly mail: string
  readonly data: string
  readonly receipts: string
  readonly mails: string
}

export type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string }

export type Foyer = Readiness & {
  readonly pid: number
  readonly log: () => string
  readonly stdout: () => string
  /** SIGTERM, and waits for the end. A process that does not go within 15 s is killed, and that is an error. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<Ended>
  /** SIGKILL to the whole group: the power went. */
  readonly kill: () => Promise<void>
}

export type StartOptions = {
  /** A data folder that outlives the process; without one, a fresh folder that goes with it. */
  readonly data?: string
  /** What stands in the file given by `--config`. */
  readonly config?: object
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** `npm`: the very command of the README, which builds the page first; else Node runs the same file. */
  readonly through?: 'npm' | 'node'
  readonly command?: 'start' | 'central'
}

const SCRIPTS = { start: 'main/start.ts', central: 'sync/central/start.ts' }
const shellOf = (command: 'start' | 'central') => (command === 'start' ? ['--shell', 'none'] : [])

/** A folder under the system's temporary one. */
export const freshFolder = (): string => mkdtempSync(join(tmpdir(), 'foyer-'))

function spawnFoyer({ args = [], env = {}, through = 'node', command = 'start' }: StartOptions): ChildProcess {
  const [program, first] =
    through === 'npm' ? ['npm', ['run', '--silent', command, '--']] : [process.execPath, [SCRIPTS[command]]]
  // Its own process group, so that nothing that it starts is left behind.
  return spawn(program, [...first, ...args], {
    cwd: ROOT,
    env: { ...withoutFoyer(process.env), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  })
}

/** The settings of whoever runs the tests must not leak into them. */
const withoutFoyer = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([key]) => !key.startsWith('FOYER_') && key !== 'DATABASE_URL'))

function watch(child: ChildProcess) {
  const said = { stdout: '', stderr: '' }
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (said.stdout += text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said.stderr += text))
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, ...said })))
  return { said, ended }
}

const killGroup = (child: ChildProcess, signal: NodeJS.Signals) => {
  if (child.pid === undefined) return
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal)
  } catch {
    // Gone already.
  }
}

const within = async <T>(ms: number, what: string, work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took more than ${ms} ms`)), ms)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

/** Starts Foyer as a user would and waits for its readiness line. */
export async function startFoyer(options: StartOptions = {}): Promise<Foyer> {
  const data = options.data ?? freshFolder()
  const args = [...shellOf(options.command ?? 'start'), '--data', data, '--port', '0']
  if (options.config) {
    const file = join(freshFolder(), 'foyer.json')
    writeFileSync(file, JSON.stringify(options.config))
    args.push('--config', file)
  }
  const child = spawnFoyer({ ...options, args: [...args, ...(options.args ?? [])] })
  const { said, ended } = watch(child)
  const readyLine = new Promise<Readiness>((resolve, reject) => {
    child.stdout?.on('data', () => {
      const line = said.stdout.split('\n').find((one) => one.startsWith('{"ready"'))
      if (line !== undefined && said.stdout.includes(`${line}\n`)) resolve(JSON.parse(line) as Readiness)
    })
    child.on('error', reject)
    void ended.then(({ code, stderr }) => reject(new Error(`Foyer ended with ${code} before it was ready:\n${stderr}`)))
  })
  const ready = await within(READY_WITHIN_MS, 'starting Foyer', readyLine).catch((error: unknown) => {
    killGroup(child, 'SIGKILL')
    throw new Error(`${String(error)}\n${said.stderr}`)
  })
  const cleanUp = () => {
    if (options.data === undefined) rmSync(data, { recursive: true, force: true })
  }
  return {
    ...ready,
    pid: child.pid ?? 0,
    log: () => said.stderr,
    stdout: () => said.stdout,
    stop: async (signal = 'SIGTERM') => {
      // Ctrl-C reaches the whole foreground group; SIGTERM comes from a supervisor to the process alone.
      if (signal === 'SIGINT') killGroup(child, signal)
      else child.kill(signal)
      return within(ENDS_WITHIN_MS, 'ending Foyer', ended).finally(() => {
        killGroup(child, 'SIGKILL')
        cleanUp()
      })
    },
    kill: async () => {
      killGroup(child, 'SIGKILL')
      await ended
      cleanUp()
    },
  }
}

/** Runs a command that is expected to end by itself: a bad command line, a broken configuration, an operator's command. */
export async function runToEnd(options: StartOptions & { readonly script?: string }): Promise<Ended> {
  const child = options.script
    ? spawn(process.execPath, [options.script, ...(options.args ?? [])], {
        cwd: ROOT,
        env: { ...withoutFoyer(process.env), ...options.env },
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: process.platform !== 'win32',
      })
    : spawnFoyer(options)
  const { ended } = watch(child)
  return within(READY_WITHIN_MS, 'the command', ended).finally(() => killGroup(child, 'SIGKILL'))
}

/** `npm run foyer -- …` */
export const runOperator = (args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended> =>
  runToEnd({ script: 'main/cli/foyer.ts', args, ...(env && { env }) })
