import { execFile, execFileSync, spawn } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { findPostgres } from './tools.ts'

const run = promisify(execFile)

export type PostgresServer = {
  /** Makes an empty database and answers its address. */
  readonly createDatabase: () => Promise<string>
  readonly stop: () => Promise<void>
}

/**
 * A PostgreSQL of its own in a temporary folder, on a free loopback port, as an unprivileged user; null where this
 * machine has none. Durability is off: these tests ask for behaviour, not for power cuts.
 */
export async function startPostgres(): Promise<PostgresServer | null> {
  const bin = findPostgres()
  if (!bin) return null
  const folder = mkdtempSync(join(tmpdir(), 'foyer-pg-'))
  const data = join(folder, 'data')
  const asRoot = process.getuid?.() === 0
  if (asRoot) chownSync(folder, ...idOf('postgres'))
  const command = (program: string, args: string[]): [string, string[]] =>
    asRoot ? ['runuser', ['-u', 'postgres', '--', join(bin, program), ...args]] : [join(bin, program), args]
  await run(...command('initdb', ['-D', data, '-U', 'foyer', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '-N']), {
    cwd: folder,
  })
  const port = await freePort()
  const options = [
    'listen_addresses=127.0.0.1',
    `port=${String(port)}`,
    `unix_socket_directories=${folder}`,
    'fsync=off',
    'max_connections=100',
  ]
  const server = spawn(...command('postgres', ['-D', data, ...options.flatMap((option) => ['-c', option])]), {
    cwd: folder,
    stdio: 'ignore',
  })
  const url = (database: string) => `postgres://foyer@127.0.0.1:${String(port)}/${database}`
  const admin = await connected(url('postgres'))
  let made = 0
  return {
    async createDatabase() {
      made += 1
      const name = `central_${String(made)}`
      await admin.query(`create database ${name}`)
      return url(name)
    },
    async stop() {
      await admin.end()
      const ended = new Promise((resolve) => server.once('exit', resolve))
      // Fast shutdown: PostgreSQL ends its sessions itself. The signal goes to the postmaster, also behind runuser.
      await run(...command('pg_ctl', ['-D', data, '-m', 'immediate', 'stop']), { cwd: folder })
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function idOf(user: string): [number, number] {
  const id = (flag: string) => Number(execFileSync('id', [flag, user], { encoding: 'utf8' }))
  return [id('-u'), id('-g')]
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  if (typeof address !== 'object' || !address) throw new Error('no free port')
  return address.port
}

async function connected(url: string): Promise<pg.Client> {
  for (let attempt = 0; ; attempt += 1) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      return client
    } catch (error) {
      if (attempt > 200) throw error
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
  }
}
