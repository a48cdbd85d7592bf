import type { Room } from '../central.ts'
import type { CentralContext } from '../context.ts'
import type { Job } from '../run-jobs.ts'
import { readProvider, type Quiet } from './read-provider.ts'
import { settleBookings } from './settle-bookings.ts'

/** The town's existing server, where it has one: its catalogue and calendar come here, our bookings go there. */
export function providerRoom(): Room {
  let quietUntilMs = 0
  const unlessQuiet =
    (work: (context: CentralContext, stopping?: AbortSignal) => Promise<Quiet>): Job['work'] =>
    async (context, stopping) => {
      const nowMs = context.clock.nowMs()
      if (!context.provider || nowMs < quietUntilMs) return
      const quiet = await work(context, stopping)
      if (quiet !== null) quietUntilMs = nowMs + quiet
    }
  const read = async (context: CentralContext): Promise<Quiet> => {
    const { provider, settings } = context
    return provider && settings.provider ? readProvider(context, provider, settings.provider) : null
  }
  const settle = async (context: CentralContext, stopping?: AbortSignal): Promise<Quiet> =>
    context.provider ? settleBookings(context, context.provider, stopping) : null
  return {
    jobs: [
      { name: 'providerRead', everyMs: 15_000, work: unlessQuiet(read) },
      { name: 'providerSettle', everyMs: 10_000, work: unlessQuiet(settle) },
    ],
  }
}
