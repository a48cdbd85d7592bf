import type { Room } from '../central.ts'
import { timeLimit } from '../clock.ts'
import type { CentralConfig } from '../config.ts'
import type { CentralContext } from '../context.ts'
import { transportOf } from '../mail/mail-room.ts'
import { senderOf } from '../mail/sender-of.ts'
import { mailWay } from './alerts/alert-mail.ts'
import type { Condition } from './alerts/judge-kiosk.ts'
import { forgetOldAlerts, sendNotices } from './alerts/notices.ts'
import { ownCertificate } from './alerts/own-certificate.ts'
import { createFleetWatch } from './alerts/watch-fleet.ts'
import { webhookWay } from './alerts/webhook.ts'

type FleetConfig = Pick<CentralConfig, 'mail' | 'dataDir' | 'webhookSecret'>

/** Watches the devices and tells IT when one is in trouble, and when it is over. */
export function fleetRoom({ mail, dataDir, webhookSecret }: FleetConfig): Room {
  const transport = transportOf({ mail, dataDir })
  let certificate: Condition = 'between'
  const watch = createFleetWatch({ certificate: () => certificate })
  const waysOf = ({ clock, settings }: CentralContext) => ({
    mail: mailWay({ transport, from: senderOf(mail, settings), publicUrl: () => settings.publicUrl }),
    webhook: webhookWay({ secret: webhookSecret ?? '', fetch, nowMs: clock.nowMs, timeout: timeLimit }),
  })
  return {
    routes(app) {
      app.addHook('onClose', async () => transport.close())
    },
    jobs: [
      { name: 'fleetWatch', everyMs: 15_000, work: watch.look },
      { name: 'alerts', everyMs: 5_000, work: (context) => sendNotices(context, waysOf(context)) },
      { name: 'oldAlerts', everyMs: 21_600_000, work: forgetOldAlerts },
      {
        name: 'certificate',
        everyMs: 3_600_000,
        work: async ({ clock, settings }) => {
          const looking = { nowMs: clock.nowMs(), days: settings.alerts.certificateDays }
          certificate = await ownCertificate(settings.publicUrl, looking)
        },
      },
    ],
  }
}
