import type Database from 'better-sqlite3'
import type { Stop } from '../ports.ts'
import { createCalm } from './calm.ts'
import { Conflict, MAX_ATTEMPTS, type Store, type Tx } from './store.ts'

type Job = { run: () => Promise<void>; settle: (failure: unknown) => void }

export type GroupCommitTimes = {
  /** Runs work at the end of the current turn of the event loop. */
  readonly endOfTurn: (work: () => void) => void
  readonly after: (ms: number, work: () => void) => Stop
}

// How long works that are ready wait for announced ones before they are committed without them.
const LONGEST_WAIT_MS = 5

/**
 * All works handed over in one turn of the event loop share one BEGIN IMMEDIATE … COMMIT, each in its own savepoint,
 * one after the other; they are answered only after the COMMIT. One fsync then serves all of them. A commit waits a
 * moment for works that were announced, so that under load it serves many.
 */
export function createGroupCommit(
  database: Database.Database,
  tx: Tx,
  { endOfTurn, after }: GroupCommitTimes,
): Pick<Store, 'transact' | 'announce' | 'calm'> {
  const [begin, commit, rollback] = prepareAll(database, ['begin immediate', 'commit', 'rollback'])
  const [savepoint, release, undo] = prepareAll(database, ['savepoint work', 'release work', 'rollback to work'])
  const queue: Job[] = []
  const { announce, calm } = createCalm(after)
  let announced = 0
  let state: 'idle' | 'waiting' | 'due' = 'idle'
  let stopWaiting: Stop = () => undefined

  const commitTurn = async () => {
    const settled: Job[] = []
    try {
      begin()
      for (let job = queue.shift(); job; job = queue.shift()) {
        settled.push(job)
        await job.run()
      }
      commit()
      for (const job of settled) job.settle(null)
    } catch (error) {
      if (database.inTransaction) rollback()
      for (const job of [...settled, ...queue.splice(0)]) job.settle(error ?? new Error('commit failed'))
    } finally {
      state = 'idle'
      if (queue.length > 0) schedule()
    }
  }
  const fall = () => {
    stopWaiting()
    state = 'due'
    endOfTurn(() => void commitTurn())
  }
  const schedule = () => {
    if (state !== 'idle') return
    if (announced === 0) return fall()
    state = 'waiting'
    stopWaiting = after(LONGEST_WAIT_MS, fall)
  }
  const runOne = async <T>(work: (tx: Tx) => Promise<T>): Promise<{ value: T } | { failure: unknown }> => {
    for (let attempt = 1; ; attempt += 1) {
      savepoint()
      try {
        const value = await work(tx)
        release()
        return { value }
      } catch (failure) {
        // A full disk or an I/O error may have ended the whole transaction: then nothing of this turn is kept.
        if (!database.inTransaction) throw failure
        undo()
        release()
        if (!(failure instanceof Conflict) || attempt >= MAX_ATTEMPTS) return { failure }
      }
    }
  }

  return {
    calm,
    announce() {
      announced += 1
      const withdraw = announce()
      let isOn = true
      return () => {
        if (!isOn) return
        isOn = false
        withdraw()
        announced -= 1
        if (announced === 0 && state === 'waiting') fall()
      }
    },
    transact: (work) =>
      new Promise((resolve, reject) => {
        let answer: () => void = () => undefined
        queue.push({
          async run() {
            const result = await runOne(work)
            answer = () => ('value' in result ? resolve(result.value) : reject(result.failure))
          },
          settle: (failure) => (failure === null ? answer() : reject(failure)),
        })
        schedule()
      }),
  }
}

type Run = () => void
const prepareAll = (database: Database.Database, statements: readonly [string, string, string]): [Run, Run, Run] => {
  const [first, second, third] = statements.map((sql) => database.prepare(sql))
  return [() => first?.run(), () => second?.run(), () => third?.run()]
}
