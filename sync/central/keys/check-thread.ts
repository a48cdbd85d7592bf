import { parentPort } from 'node:worker_threads'
import { createVerifier } from '../fleet/signature.ts'
import { systemRandom } from '../random.ts'
import type { Check, Checked, CheckOrder } from './check-threads.ts'
import type { Keys } from './keys.ts'
import { openKeys } from './open-keys.ts'

// A thread that checks signatures and receives persons: nothing in it waits for anything.
const isSigned = createVerifier()
let keys: Keys | null = null

const checked = async (check: Check): Promise<Checked> =>
  check.kind === 'signature'
    ? isSigned(check.publicKey, check.text, check.signature)
    : ((await keys?.receivePerson(check)) ?? null)

parentPort?.on('message', (order: CheckOrder) => {
  if ('keys' in order) keys = openKeys(order.keys, systemRandom)
  else void Promise.all(order.checks.map(checked)).then((answers) => parentPort?.postMessage(answers))
})
