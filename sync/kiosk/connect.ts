import type { CentralInfo } from '../contract/kiosk-api.ts'
import type { Central, Enrolled, Reply } from './parts.ts'

/** Who this kiosk is to central; kept durably from the first enrolment on. */
export type Identity = {
  readonly known: () => Enrolled | null
  readonly keep: (enrolled: Enrolled) => Promise<void>
  readonly setCentral: (info: CentralInfo) => Promise<void>
}

export type Enrolment = { readonly code: string | null; readonly deviceName: string }

/**
 * Greets central: learns its time and sealing key, and enrols with the operator's one-time code if this kiosk has no
 * identity yet. Without a code or with a used one it says so and asks again later.
 */
export async function connect(central: Central, identity: Identity, enrolment: Enrolment): Promise<Reply<CentralInfo>> {
  const info = await central.info()
  if (info.outcome !== 'answered') return info
  await identity.setCentral(info.answer)
  const known = identity.known()
  if (known !== null) {
    // Enrolled before there were settings of the town: the first key that central names counts from now on.
    const { settingsKey } = info.answer
    if (known.settingsKey === undefined && settingsKey !== undefined) await identity.keep({ ...known, settingsKey })
    return info
  }
  if (enrolment.code === null) return { outcome: 'rejected', status: 401, code: 'notEnrolled' }
  const reply = await central.enrol(enrolment.code, enrolment.deviceName)
  if (reply.outcome !== 'answered') return reply
  const { answer } = reply
  if (answer.kioskId === null) return { outcome: 'rejected', status: 401, code: 'enrolmentCodeRefused' }
  await identity.keep(answer)
  return info
}
