import { parentPort } from 'node:worker_threads'
import { createVerifier } from '../fleet/signature.ts'
import { systemRandom } from '../random.ts'
import type { Check, Checked, CheckOrder } from './check-threads.ts'
import type { Keys, SealedRecord } from './keys.ts'
import { openKeys } from './open-keys.ts'

// A thread that checks signatures, receives persons and opens texts: nothing in it waits for anything.
const isSigned = createVerifier()
let keys: Keys | null = null

async function checked(check: Check): Promise<Checked> {
  switch (check.kind) {
    case 'signature':
      return isSigned(check.publicKey, check.text, check.signature)
    case 'person':
      return (await keys?.receivePerson(check)) ?? null
    case 'texts':
      return opened(check.records)
  }
}

/** Null where one cannot be opened: central tries by itself, and says what is wrong. */
function opened(records: readonly SealedRecord[]): string[] | null {
  try {
    return keys ? records.map((record) => keys?.open(record, record.context) ?? '') : null
  } catch {
    return null
  }
}

parentPort?.on('message', (order: CheckOrder) => {
  if ('keys' in order) keys = openKeys(order.keys, systemRandom)
  else void Promise.all(order.checks.map(checked)).then((answers) => parentPort?.postMessage(answers))
})
