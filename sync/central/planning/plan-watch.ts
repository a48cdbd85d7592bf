import type { CentralContext } from '../context.ts'
import type { LoadedTown } from '../town/town-source.ts'
import { planOffices } from './plan-office.ts'

/** Remembers that all offices are planned, so that not each request has to look. */
export type PlanWatch = {
  /** Whether all offices have been seen planned with this catalogue for the day on which the instant lies. */
  readonly isPlanned: (town: LoadedTown, nowMs: number) => boolean
  /** Plans what is missing. */
  readonly planAll: () => Promise<void>
}

export function createPlanWatch(context: CentralContext): PlanWatch {
  let planned = ''
  const nameOf = (town: LoadedTown, nowMs: number) => `${town.version} ${town.dayOf(nowMs)}`
  return {
    isPlanned: (town, nowMs) => nameOf(town, nowMs) === planned,
    async planAll() {
      const nowMs = context.clock.nowMs()
      const town = await context.store.read((tx) => context.town.current(tx))
      await planOffices(context)
      if (town) planned = nameOf(town, nowMs)
    },
  }
}
