import { createServer } from 'node:net'
import type { Store } from './store/store.ts'

const NAME = 'embeddedPort'

/**
 * The port to listen on when any will do: that of the last run where it is still free, since yesterday's mails and
 * receipts carry it in their links; else 0.
 */
export async function lastingPort(store: Store, host: string): Promise<number> {
  const row = await store.read((tx) => tx.one<{ value: string }>('select value from setting where name = $1', [NAME]))
  const port = Number(row?.value ?? 0)
  return port > 0 && (await isFree(host, port)) ? port : 0
}

export async function rememberPort(store: Store, port: number): Promise<void> {
  await store.transact((tx) =>
    tx.run('insert into setting (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value', [
      NAME,
      String(port),
    ]),
  )
}

const isFree = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, host, () => probe.close(() => resolve(true)))
  })
