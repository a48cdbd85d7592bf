import type { Pairing, PairOutcome } from '../../sync/contract/pairing.ts'
import type { Identity } from '../../sync/kiosk/connect.ts'
import type { Reply } from '../../sync/kiosk/parts.ts'
import type { CentralClient } from './central-client.ts'
import type { Config } from '../config.ts'
import type { CentralTrouble } from '../health/central-trouble.ts'

/** Enrolment by hand, at the device's own screen. */
export type PairingDesk = {
  /** What the screen shows: nothing once the device is enrolled, and while a configured code has not been tried. */
  readonly shown: () => { readonly pairing?: Pairing }
  readonly pair: (code: string) => Promise<PairOutcome>
  /** A greeting of central failed. */
  readonly greeted: (reply: Reply<unknown>) => void
  /** Whether the code from the configuration was refused. */
  readonly trouble: () => CentralTrouble | null
}

/** Asks for a one-time code while there is no identity. The key was made on this device; only its public half goes out. */
export function createPairing({
  central,
  device,
  config,
}: {
  central: CentralClient
  device: Identity
  config: Pick<Config, 'enrolmentCode' | 'deviceName'>
}): PairingDesk {
  let refused = false
  const away = (reply: Reply<unknown>): PairOutcome =>
    reply.outcome === 'away' && reply.retryAfterMs !== null
      ? { outcome: 'slowDown' }
      : { outcome: 'away', trouble: central.trouble() }
  const trouble = () => (device.known() === null && refused ? 'codeRefused' : central.trouble())
  return {
    shown: () => {
      if (device.known() !== null || (config.enrolmentCode !== null && !refused)) return {}
      const found = trouble()
      return { pairing: { trouble: found === 'notEnrolled' ? null : found } }
    },
    trouble,
    greeted: (reply) => {
      refused = reply.outcome === 'rejected' && reply.code === 'enrolmentCodeRefused'
    },
    pair: async (code) => {
      if (device.known() !== null) return { outcome: 'enrolled' }
      const info = await central.info()
      if (info.outcome !== 'answered') return away(info)
      await device.setCentral(info.answer)
      const reply = await central.enrol(code, config.deviceName)
      if (reply.outcome !== 'answered') return away(reply)
      if (reply.answer.kioskId === null) return { outcome: 'codeRefused' }
      await device.keep(reply.answer)
      refused = false
      return { outcome: 'enrolled' }
    },
  }
}
