import { indexMissingNames } from '../booking/name-words.ts'
import type { Room } from '../central.ts'
import { registerDeskRoutes } from '../http/desk-routes.ts'
import type { ScryptCost } from '../staff/password.ts'

/** The front desk's half of central. `cost` is that of new password hashes; tests use a lower one. */
export function deskRoom({ cost }: { cost?: ScryptCost } = {}): Room {
  return {
    routes: (app, context) => registerDeskRoutes(app, context, cost),
    jobs: [{ name: 'nameWords', everyMs: 3_600_000, work: indexMissingNames }],
  }
}
