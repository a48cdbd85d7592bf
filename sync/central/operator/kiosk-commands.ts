import { writeOff } from '../escrow/blocks.ts'
import { kioskOf, type KioskRow, listKiosks } from '../fleet/kiosk-row.ts'
import { freezeLifted, issueEnrolmentCode, issueReplacementCode, revokeKiosk } from '../fleet/kiosks.ts'
import { isoOf } from '../planning/local-day.ts'
import { BadCommand, type Command } from './command.ts'

export const kioskEnrol: Command = {
  words: 'kiosk enrol',
  means: 'a one-time code that makes a device one of ours',
  options: {
    office: { type: 'string', means: 'the office it stands in' },
    name: { type: 'string', means: 'how it is called in lists' },
    profile: { type: 'string', means: 'lobby (default) or desk' },
  },
  async run(given, { context, say }) {
    const profile = given.text('profile') ?? 'lobby'
    if (profile !== 'lobby' && profile !== 'desk') throw new BadCommand('kiosk enrol: --profile is lobby or desk')
    const officeId = given.text('office') ?? null
    const town = await context.store.read((tx) => context.town.current(tx))
    if (officeId !== null && !town?.offices.has(officeId)) {
      say(`there is no office ${officeId}`)
      return false
    }
    const { code, expiresAtMs } = await issueEnrolmentCode(context, { officeId, name: given.text('name') ?? null, profile })
    say(`${code}  (until ${isoOf(expiresAtMs)})`)
    return true
  },
}

export const kioskReplace: Command = {
  words: 'kiosk replace',
  means: 'a one-time code for a new device in place of a broken one, which is revoked when the code is used',
  options: {},
  operand: 'KIOSK-ID',
  async run(given, { context, say }) {
    const issued = await issueReplacementCode(context, given.operand)
    say(
      issued === null
        ? `there is no device ${given.operand}, or it was revoked before`
        : `${issued.code}  (until ${isoOf(issued.expiresAtMs)}); its unsold escrow: kiosk write-off ${given.operand}`,
    )
    return issued !== null
  },
}

export const kioskList: Command = {
  words: 'kiosk list',
  means: 'all devices, and when they were last heard of',
  options: {
    json: { type: 'boolean', means: 'one line of JSON per device' },
    keys: { type: 'boolean', means: 'id, public key (Ed25519, base64) and state of each: for receipt verify at the offices' },
  },
  async run(given, { context, say }) {
    for (const kiosk of await context.store.read(listKiosks))
      say(given.flag('keys') ? keyOf(kiosk) : given.flag('json') ? JSON.stringify(lineOf(kiosk)) : textOf(kiosk))
    return true
  },
}

const stateOf = (kiosk: KioskRow): string => {
  if (kiosk.revoked_at !== null) return 'revoked'
  return kiosk.frozen_at === null ? 'enrolled' : `frozen (${kiosk.frozen_reason ?? ''})`
}
const lineOf = (kiosk: KioskRow) => ({
  kioskId: kiosk.kiosk_id,
  name: kiosk.name,
  officeId: kiosk.office_id,
  profile: kiosk.profile,
  state: stateOf(kiosk),
  lastSeenAt: kiosk.last_seen_at === null ? null : isoOf(kiosk.last_seen_at),
})
const keyOf = (kiosk: KioskRow): string => `${kiosk.kiosk_id} ${kiosk.public_key} ${stateOf(kiosk)}`
// A device chose its name: it must not steer the operator's terminal.
const textOf = (kiosk: KioskRow): string => {
  const { kioskId, name, officeId, profile, state, lastSeenAt } = lineOf(kiosk)
  return [kioskId, JSON.stringify(name), profile, officeId ?? '-', state, lastSeenAt ?? 'never seen'].join('  ')
}

export const kioskRevoke: Command = {
  words: 'kiosk revoke',
  means: 'take a device’s right to speak; for lost and stolen ones',
  options: {},
  operand: 'KIOSK-ID',
  async run(given, { context, say }) {
    const revoked = await revokeKiosk(context, given.operand)
    say(revoked ? `revoked: ${given.operand}` : `there is no device ${given.operand}, or it was revoked before`)
    return revoked
  },
}

export const kioskThaw: Command = {
  words: 'kiosk thaw',
  means: 'accept a device again whose log had forked or gone back, after looking at it',
  options: {},
  operand: 'KIOSK-ID',
  async run(given, { context, say }) {
    const thawed = await freezeLifted(context, given.operand)
    say(thawed ? `accepted again: ${given.operand}` : `${given.operand} is not frozen`)
    return thawed
  },
}

export const kioskWriteOff: Command = {
  words: 'kiosk write-off',
  means: 'sell a dead device’s escrow to others; a late booking of it is taken all the same',
  options: {},
  operand: 'KIOSK-ID',
  async run(given, { context, say }) {
    if (!(await context.store.read((tx) => kioskOf(tx, given.operand)))) {
      say(`there is no device ${given.operand}`)
      return false
    }
    const blocks = await writeOff(context, given.operand)
    say(`${String(blocks)} blocks were freed`)
    return true
  },
}
