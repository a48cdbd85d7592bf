import { join } from 'node:path'
import type { CentralClient } from '../central/central-client.ts'
import type { CentralLink } from '../central/central-link.ts'
import type { Config } from '../config.ts'
import type { Confirming } from '../visit/confirming.ts'
import type { Holding } from '../visit/holding.ts'
import type { Knowledge } from '../visit/knowledge.ts'
import type { Ports } from '../ports.ts'
import type { Receipts } from '../visit/receipts.ts'
import type { VisitorSession } from '../visit/visitor-session.ts'
import { type DeskDoor, openDeskDoor } from './desk-door.ts'
import { createDeskWire, type DeskWire } from './desk-wire.ts'
import { createKnownStaff, type Keep, type SignInCost } from './known-staff.ts'
import { createOfflineDesk } from './offline-desk.ts'
import { keepInFile } from './sign-in-file.ts'

/** Where the station keeps what is its own; a desk on the same machine is a device of its own. */
export const stationFolder = ({ data, profile }: Pick<Config, 'data' | 'profile'>): string =>
  join(data, profile === 'desk' ? 'desk' : 'station')

/** Opens the desk's door for a page; null where this device is no desk. */
export function createDesk(parts: {
  config: Config
  central: CentralClient
  link: Pick<CentralLink, 'outOfService'>
  knowledge: Knowledge
  holding: Holding
  confirm: Confirming
  receipts: Receipts
  centralMissed: () => void
  nowMs: () => number
  ports: Ports & { readonly signInCost?: SignInCost }
  keep?: Keep | undefined
}): ((visitor: VisitorSession) => DeskDoor) | null {
  const { config, knowledge, nowMs, ports, receipts } = parts
  if (config.profile !== 'desk') return null
  const ask = createDeskWire(parts.central, ports)
  /** Central's last word about this device; a central that is away says nothing else. */
  let refused = false
  const wire: DeskWire = async (...question) => {
    const answer = await ask(...question)
    const outcome = 'outcome' in answer ? answer.outcome : null
    // The next round with central hears it as well, and so do all pages.
    if (outcome === 'blocked' && !refused) parts.centralMissed()
    if (outcome !== 'unreachable') refused = outcome === 'blocked'
    return answer
  }
  const offline = createOfflineDesk({ ...parts, random: ports.random })
  const known = createKnownStaff(
    parts.keep ?? keepInFile(join(stationFolder(config), 'sign-ins.json')),
    ports.random,
    ports.signInCost,
  )
  return (visitor) =>
    openDeskDoor(
      {
        wire,
        knowledge,
        offline,
        known,
        blocked: () => refused || parts.link.outOfService()?.code === 'revoked',
        lockMinutes: config.lockMinutes,
        nowMs,
        print: (session, { bookingId, officeId, services, startsAt, language, standing, confirmBy }) =>
          receipts.printForStaff(session, {
            bookingId,
            officeId,
            services,
            startsAt,
            language,
            standing,
            confirmBy,
            promised: standing !== 'provisional',
          }),
      },
      visitor,
    )
}
