import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')
const START = join(ROOT, 'sync/central/start.ts')
const OPERATOR = join(ROOT, 'sync/central/operator.ts')

export type Ended = { code: number | null; stdout: string; stderr: string }
export type Running = { child: ChildProcess; ended: Promise<Ended> }
export type Started = Running & { ready: { central: string; enrolmentCode: string } }
type Environment = Readonly<Record<string, string>>

/** The real processes of a suite: central and the operator's tool. Whatever a failed test leaves behind, `endAll` ends. */
export function createCentralProcesses() {
  const children: ChildProcess[] = []

  function run(script: string, args: readonly string[], env: Environment): Running {
    const child = spawn(process.execPath, [script, ...args], {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    children.push(child)
    const said = { stdout: '', stderr: '' }
    child.stdout.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()))
    const ended = new Promise<Ended>((resolve) => child.once('close', (code) => resolve({ code, ...said })))
    return { child, ended }
  }

  /** Runs a central that is expected to end by itself. */
  const runToEnd = (args: readonly string[], env: Environment = {}): Promise<Ended> => run(START, args, env).ended

  /** Starts a central on any port and waits until it is ready. */
  async function start(args: readonly string[], env: Environment = {}): Promise<Started> {
    const { child, ended } = run(START, ['--port', '0', ...args], env)
    const line = await Promise.race([
      new Promise<string>((resolve) => child.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString()))),
      ended.then(({ code, stderr }) => Promise.reject(new Error(`ended with ${String(code)}: ${stderr}`))),
    ])
    return { ready: JSON.parse(line) as Started['ready'], child, ended }
  }

  const operate = (args: readonly string[], env: Environment = {}): Promise<Ended> => run(OPERATOR, args, env).ended

  const endAll = () => {
    for (const child of children.splice(0)) child.kill('SIGKILL')
  }
  return { runToEnd, start, operate, endAll }
}
