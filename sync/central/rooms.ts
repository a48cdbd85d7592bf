import type { Room } from './central.ts'
import type { CentralConfig } from './config.ts'
import { deskRoom } from './desk/desk-room.ts'
import { earlierRoom } from './earlier/earlier-room.ts'
import { fleetRoom } from './fleet/fleet-room.ts'
import { mailRoom } from './mail/mail-room.ts'
import { staffRoom } from './pages/review/staff-room.ts'
import { providerRoom } from './provider/provider-room.ts'
import { visitorRoom } from './pages/visitor-room.ts'
import { privacyRoom } from './privacy/privacy-room.ts'

/** The parts of central beside its engine, in the order in which their routes are registered. */
export function roomsOf(config: CentralConfig): Room[] {
  return [mailRoom(config), visitorRoom, earlierRoom, staffRoom(), deskRoom(), fleetRoom(config), privacyRoom, providerRoom()]
}
