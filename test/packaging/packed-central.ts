import { spawn } from 'node:child_process'
import { join } from 'node:path'

export type PackedCentral = {
  readonly address: string
  /** SIGTERM; answers the exit code, with what was said where it is not 0. */
  readonly stop: () => Promise<string>
  /** SIGKILL: the power went. */
  readonly kill: () => Promise<void>
}

/** Starts an unpacked central by its own script, with an environment as bare as a service's. */
export async function startPackedCentral(installed: string, data: string, port = '0'): Promise<PackedCentral> {
  const env = { PATH: '/usr/bin:/bin' }
  const child = spawn(join(installed, 'bin/foyer-central'), ['--data', data, '--port', port], {
    cwd: '/',
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { stderr: '' }
  child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()))
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString()))
    child.once('error', reject)
    child.once('close', () => reject(new Error(`central ended before it was ready: ${said.stderr}`)))
  })
  const { central } = JSON.parse(line) as { central: string }
  return {
    address: central,
    stop: () => {
      child.kill('SIGTERM')
      return ended.then((code) => (code === 0 ? '0' : `${String(code)}: ${said.stderr}`))
    },
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}
