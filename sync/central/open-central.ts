import { accessSync, constants } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { afterThisTurn } from './clock.ts'
import type { CentralConfig } from './config.ts'
import type { CentralContext } from './context.ts'
import { openCheckThreads } from './keys/check-threads.ts'
import { openKeys } from './keys/open-keys.ts'
import { readOrMakeKeyFile, requireKeyFile } from './keys/key-file.ts'
import { makeFolder } from './make-folder.ts'
import type { Ports } from './ports.ts'
import { openProvider } from './provider/open-provider.ts'
import { Settings } from './settings.ts'
import { openPostgres } from './store/postgres.ts'
import { openSqlite } from './store/sqlite.ts'
import { type Store, StoreUnusable } from './store/store.ts'
import { createTownSource } from './town/town-source.ts'

/**
 * Opens store and keys of a central, for the server and for the operator's tool alike.
 * Throws StoreUnusable with a line for the operator. The caller closes `store`.
 */
export async function openContext(config: CentralConfig, ports: Ports, publicUrl: string): Promise<CentralContext> {
  makeWritable(config.dataDir)
  const store = await openStore(config, ports)
  try {
    // Keys are made once, for a database that knows of none: a file that is away for a moment is no reason to make others.
    const isUsed = (await keysKnown(store)) !== undefined
    const file = isUsed ? requireKeyFile(config.keyFile) : readOrMakeKeyFile(config.keyFile, ports.random)
    const threads = openCheckThreads(Math.min(MOST_THREADS, Math.max(1, availableParallelism() - 1)), afterThisTurn)
    const keys = openKeys(file, ports.random, { reread: () => requireKeyFile(config.keyFile), elsewhere: threads.withKeys })
    await checkKeys(store, keys.fingerprint)
    const settings = Settings.parse({ ...config.settings, publicUrl })
    const provider = settings.provider && openProvider(settings.provider, ports.clock)
    const town = createTownSource()
    // The threads end with the store: whoever has opened a context closes that.
    const close = async () => void (await Promise.all([store.close(), threads.close()]))
    const { isSignedBy } = threads
    return { ...ports, store: { ...store, close }, keys, settings, isSignedBy, town, ...(provider && { provider }) }
  } catch (error) {
    await store.close()
    throw error
  }
}

/** Each of them checks some thousand bookings a second. */
const MOST_THREADS = 4

/** Where an embedded database of central lies. */
export const databaseFile = (dataDir: string): string => join(dataDir, 'central', 'central.sqlite')

function makeWritable(dataDir: string): void {
  try {
    makeFolder(join(dataDir, 'central'))
    accessSync(join(dataDir, 'central'), constants.W_OK | constants.X_OK)
  } catch {
    throw new StoreUnusable(`the data folder ${dataDir} cannot be written to`)
  }
}

function openStore({ dataDir, databaseUrl }: CentralConfig, { clock, timers, log }: Ports): Promise<Store> {
  const nowMs = clock.nowMs()
  if (databaseUrl === null) return openSqlite({ file: databaseFile(dataDir), nowMs })
  const onLost = (error: Error) => log.warn('store.connectionLost', { error: error.name })
  return openPostgres({ url: databaseUrl, nowMs, pause: timers.pause, onLost })
}

/** The fingerprint of the keys under which a database was begun. */
const keysKnown = async (store: Store): Promise<string | undefined> =>
  (await store.read((tx) => tx.one<{ value: string }>(`select value from setting where name = 'keys'`)))?.value

/** A database opened with other keys would look empty of persons and match no address: better to say so at the start. */
async function checkKeys(store: Store, fingerprint: string): Promise<void> {
  await store.transact((tx) =>
    tx.run(`insert into setting (name, value) values ('keys', $1) on conflict (name) do nothing`, [fingerprint]),
  )
  if ((await keysKnown(store)) !== fingerprint) throw new StoreUnusable('the key file does not belong to this database')
}
