import { execFile, execFileSync, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chownSync, existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { openPostgres } from '../../sync/central/store/postgres.ts'
import { findPostgres } from './find-postgres.ts'

const run = promisify(execFile)

export type PostgresServer = {
  /** For other processes: as `FOYER_TEST_POSTGRES` it lets their `startPostgres` share this server. */
  readonly address: string
  /** Makes a database with today's schema, still without a row, and answers its address. */
  readonly createDatabase: () => Promise<string>
  /** Makes a database with nothing in it. */
  readonly createEmptyDatabase: () => Promise<string>
  readonly stop: () => Promise<void>
}

/**
 * A PostgreSQL in a temporary folder, on a free loopback port, as an unprivileged user; null where this machine has none.
 * Durability is off: these tests ask for behaviour, not for power cuts. Within `npm test` all files share one server, each
 * with databases of its own: initialising one takes longer than most of the files.
 */
export async function startPostgres(): Promise<PostgresServer | null> {
  const shared = process.env['FOYER_TEST_POSTGRES']
  if (shared) return shareServer(shared, () => Promise.resolve())
  const bin = findPostgres()
  if (!bin) return null
  const { address, end } = await launch(bin)
  await makeTemplate(address)
  return shareServer(address, end)
}

// Copied for each test, which is far quicker than running the migrations each time.
const TEMPLATE = 'foyer_template'
const databaseAt = (address: string, name: string): string => address.replace(/[^/]*$/, name)

async function makeTemplate(address: string): Promise<void> {
  const admin = await connected(address)
  await admin.query(`create database ${TEMPLATE}`)
  await admin.end()
  const store = await openPostgres({
    url: databaseAt(address, TEMPLATE),
    nowMs: 0,
    connections: 1,
    pause: () => Promise.resolve(),
  })
  await store.close()
}

async function shareServer(address: string, end: () => Promise<void>): Promise<PostgresServer> {
  const admin = await connected(address)
  const made: string[] = []
  const create = async (template: string) => {
    const name = `t_${randomUUID().replaceAll('-', '')}`
    await admin.query(`create database ${name} template ${template} strategy file_copy`)
    made.push(name)
    return databaseAt(address, name)
  }
  return {
    address,
    createDatabase: () => create(TEMPLATE),
    createEmptyDatabase: () => create('template0'),
    async stop() {
      for (const name of made) await admin.query(`drop database ${name} with (force)`)
      await admin.end()
      await end()
    },
  }
}

async function launch(bin: string): Promise<{ address: string; end: () => Promise<void> }> {
  const folder = mkdtempSync(join(roomyFolder(), 'foyer-pg-'))
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
    'full_page_writes=off',
    // Two files at once, each with three centrals of sixteen connections.
    'max_connections=200',
    'shared_buffers=32MB',
    // It would look through every one of a few hundred databases that live for a second.
    'autovacuum=off',
    'jit=off',
  ]
  const server = spawn(...command('postgres', ['-D', data, ...options.flatMap((option) => ['-c', option])]), {
    cwd: folder,
    stdio: 'ignore',
  })
  // Whoever is interrupted leaves no server behind.
  const leave = () => void server.kill()
  process.once('exit', leave)
  return {
    address: `postgres://foyer@127.0.0.1:${String(port)}/postgres`,
    async end() {
      const ended = new Promise((resolve) => server.once('exit', resolve))
      // The signal goes to the postmaster, also behind runuser.
      await run(...command('pg_ctl', ['-D', data, '-m', 'immediate', 'stop']), { cwd: folder })
      await ended
      process.off('exit', leave)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** In memory where there is plenty: hundreds of databases are made and dropped. */
function roomyFolder(): string {
  const memory = '/dev/shm'
  if (!existsSync(memory)) return tmpdir()
  const { bavail, bsize } = statfsSync(memory)
  return bavail * bsize > 4 * 2 ** 30 ? memory : tmpdir()
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
