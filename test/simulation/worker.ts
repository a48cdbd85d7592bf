import { parentPort, workerData } from 'node:worker_threads'
import { type Scope, simulate } from './world.ts'

// One thread lives through one seed after the other: whoever started it hands out the next.
const scope = workerData as Omit<Scope, 'seed'>

parentPort?.on('message', (seed: number | null) => {
  if (seed === null) return parentPort?.close()
  void simulate({ ...scope, seed })
    .catch((error: unknown) => {
      const told = error instanceof Error ? (error.stack ?? error.message) : String(error)
      return {
        seed,
        hash: '',
        breaches: [`the simulation failed: ${told}`],
        faults: {},
        counts: {},
        unsoldPercent: 0,
        rounds: 0,
        lines: [],
      }
    })
    .then((outcome) => parentPort?.postMessage(outcome))
})
