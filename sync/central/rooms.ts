import type { Room } from './central.ts'
import type { CentralConfig } from './config.ts'

/** The parts of central beside its engine, in the order in which their routes are registered. */
export function roomsOf(_config: CentralConfig): Room[] {
  return []
}
