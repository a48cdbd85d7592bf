import { parentPort, workerData } from 'node:worker_threads'
import type { LedgerCall, LedgerReply } from './ledger-thread.ts'
import { ledgerOver } from './ledger.ts'
import { openDatabase } from './open.ts'
import { BOOKINGS_MIGRATIONS } from './schema.ts'

// The thread that holds the one writing connection to bookings.db.
const database = openDatabase(String(workerData), BOOKINGS_MIGRATIONS)
const ledger = ledgerOver(database) as Readonly<Record<string, Readonly<Record<string, (...args: unknown[]) => unknown>>>>

async function answer({ id, part, name, args }: LedgerCall): Promise<LedgerReply> {
  try {
    return { id, result: await ledger[part]?.[name]?.(...args) }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    return { id, fault: { message: error instanceof Error ? error.message : String(error), code } }
  }
}

parentPort?.on('message', (call: LedgerCall | 'close') => {
  if (call === 'close') {
    database.close()
    parentPort?.close()
  } else void answer(call).then((reply) => parentPort?.postMessage(reply))
})
