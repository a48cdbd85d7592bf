import { join } from 'node:path'
import type { CentralClient } from '../central/central-client.ts'
import type { CentralLink } from '../central/central-link.ts'
import type { Config } from '../config.ts'
import { stationFolder } from '../data-folder.ts'
import type { Confirming } from '../visit/confirming.ts'
import type { Holding } from '../visit/holding.ts'
import type { Knowledge } from '../visit/knowledge.ts'
import type { Ports } from '../ports.ts'
import type { Receipts } from '../visit/receipts.ts'
import type { VisitorSession } from '../visit/visitor-session.ts'
import { type DeskDoor, openDeskDoor } from './desk-door.ts'
import { createDeskWire, type DeskWire } from './desk-wire.ts'
import { createKnownStaff, type SignInCost } from './known-staff.ts'
import { createOfflineDesk } from './offline-desk.ts'
import { createOfflineSignIns } from './offline-sign-ins.ts'
import { keepInFile } from './sign-in-file.ts'

/** The desk's half of a station. */
export type StationDesk = {
  /** Opens the desk's door for a page. */
  readonly open: (visitor: VisitorSession) => DeskDoor
  /** Central has answered. */
  readonly heard: () => void
}

/** Null where this device is no desk. */
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
}): StationDesk | null {
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
    if (outcome !== 'unreachable' && outcome !== 'blocked') heard()
    return answer
  }
  const offline = createOfflineDesk({ ...parts, random: ports.random })
  const keep = (name: string) => keepInFile(join(stationFolder(config), name))
  const known = createKnownStaff(keep('sign-ins.json'), ports.random, ports.signInCost)
  const signIns = createOfflineSignIns(keep('offline-sign-ins.json'), {
    send: parts.central.tellSignIns,
    nowMs,
    random: ports.random,
    log: ports.log,
  })
  const heard = () => void signIns.tell()
  const open = (visitor: VisitorSession) =>
    openDeskDoor(
      {
        wire,
        knowledge,
        offline,
        known,
        signIns,
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
  return { open, heard }
}
