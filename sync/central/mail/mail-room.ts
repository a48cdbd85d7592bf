import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isLoopback } from '../../contract/loopback.ts'
import type { Room } from '../central.ts'
import type { CentralConfig } from '../config.ts'
import type { CentralContext } from '../context.ts'
import { registerMailPage } from './mail-page.ts'
import type { MailTransport, SmtpSettings } from './mail-transport.ts'
import { fileTransport, smtpTransport } from './mail-transport.ts'
import { type MailWorker, createMailWorker } from './mail-worker.ts'
import { queueReminders } from './reminders.ts'
import { senderOf } from './sender-of.ts'

/**
 * `smtps://` speaks TLS from the first byte, `smtp://` demands STARTTLS. Only to a relay on this very machine mails go
 * unencrypted: there is no wire to listen on.
 */
export function smtpSettingsOf(smtpUrl: string, caFile?: string): SmtpSettings {
  const url = new URL(smtpUrl)
  const implicit = url.protocol === 'smtps:'
  const tls = implicit ? 'implicit' : isLoopback(url) ? 'none' : 'required'
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (implicit ? 465 : 587) : Number(url.port),
    tls,
    ...(caFile !== undefined && { authority: readFileSync(caFile, 'utf8') }),
    ...(url.username !== '' && { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) }),
  }
}

/** To the town's relay, or without one into files. */
export const transportOf = ({ mail, dataDir }: MailPlace): MailTransport =>
  mail.smtpUrl === undefined ? fileTransport(mailFolder(dataDir)) : smtpTransport(smtpSettingsOf(mail.smtpUrl, mail.caFile))

const mailFolder = (dataDir: string): string => join(dataDir, 'mails')
type MailPlace = Pick<CentralConfig, 'mail' | 'dataDir'>

/** Mails: the worker of the outbox, reminders, and without a relay the page that shows the files. */
export function mailRoom({ mail, dataDir }: MailPlace): Room {
  const transport = transportOf({ mail, dataDir })
  let worker: MailWorker | null = null
  const workerOf = (context: CentralContext) => {
    worker ??= createMailWorker(context, { transport, from: senderOf(mail, context.settings), processId: context.random.uuid() })
    return worker
  }
  return {
    routes(app, context) {
      if (mail.smtpUrl === undefined) registerMailPage(app, context, mailFolder(dataDir))
      app.addHook('onClose', async () => transport.close())
    },
    jobs: [
      { name: 'mail', everyMs: 500, work: (context, stopping) => drain(workerOf(context), stopping) },
      {
        name: 'reminders',
        everyMs: 60_000,
        work: (context) =>
          context.store.transact((tx) =>
            queueReminders(tx, context.random, { nowMs: context.clock.nowMs(), hours: context.settings.reminderHours }),
          ),
      },
    ],
  }
}

/** Turns until nothing is due, so that a cancelled day's mails do not wait for the next tick. */
async function drain(worker: MailWorker, stopping?: AbortSignal): Promise<void> {
  while (!stopping?.aborted && (await worker.turn(stopping)) > 0);
}
