import * as z from 'zod/mini'
import { MOST_OFFLINE_SIGN_INS, OfflineSignIn } from '../../sync/contract/offline-sign-in.ts'
import type { Log, Random } from '../ports.ts'
import type { Keep } from './known-staff.ts'

const Kept = z.array(OfflineSignIn)

/**
 * Who came in at this desk without central, who failed to and who left: kept until central has it. A disk that takes no more
 * keeps nobody from leaving and ends no work of the station: the log says what could not be written down.
 */
export type OfflineSignIns = {
  readonly note: (staffId: string, event: OfflineSignIn['event']) => void
  /** Central is there again: it is told, and what it has is forgotten here. Harmless as often as it is called. */
  readonly tell: () => Promise<void>
}

export function createOfflineSignIns(
  keep: Keep,
  {
    send,
    nowMs,
    random,
    log,
  }: {
    /** Answers whether central has them. */
    send: (signIns: readonly OfflineSignIn[]) => Promise<boolean>
    nowMs: () => number
    random: Pick<Random, 'uuid'>
    log: Log
  },
): OfflineSignIns {
  const write = (signIns: readonly OfflineSignIn[]) => {
    try {
      keep.write(signIns)
    } catch (error) {
      log('error', 'sign-ins not kept', { code: error instanceof Error && 'code' in error ? String(error.code) : 'unknown' })
    }
  }
  const all = (): OfflineSignIn[] => Kept.safeParse(keep.read()).data ?? []
  let telling = false
  return {
    note: (staffId, event) => {
      const known = all()
      // Whoever tries passwords for days does not push out who came in before.
      if (known.length >= MOST_OFFLINE_SIGN_INS) return
      write([...known, { id: random.uuid(), staffId, at: new Date(nowMs()).toISOString(), event }])
    },
    tell: async () => {
      const waiting = all()
      if (telling || waiting.length === 0) return
      telling = true
      try {
        if (!(await send(waiting))) return
        const told = new Set(waiting.map(({ id }) => id))
        write(all().filter(({ id }) => !told.has(id)))
      } finally {
        telling = false
      }
    },
  }
}
