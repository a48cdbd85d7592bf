import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Room } from '../central.ts'
import type { CentralConfig } from '../config.ts'
import type { CentralContext } from '../context.ts'
import { registerMailPage } from './mail-page.ts'
import type { MailTransport, SmtpSettings } from './mail-transport.ts'
import { fileTransport, smtpTransport } from './mail-transport.ts'
import { type MailWorker, createMailWorker } from './mail-worker.ts'
import { queueReminders } from './reminders.ts'

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]']

/**
 * `smtps://` speaks TLS from the first byte, `smtp://` demands STARTTLS. Only to a relay on this very machine mails go
 * unencrypted: there is no wire to listen on.
 */
export function smtpSettingsOf(smtpUrl: string, caFile?: string): SmtpSettings {
  const url = new URL(smtpUrl)
  const implicit = url.protocol === 'smtps:'
  const tls = implicit ? 'implicit' : LOOPBACK.includes(url.hostname) ? 'none' : 'required'
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (implicit ? 465 : 587) : Number(url.port),
    tls,
    ...(caFile !== undefined && { authority: readFileSync(caFile, 'utf8') }),
    ...(url.username !== '' && { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) }),
  }
}

/** Mails: the worker of the outbox, reminders, and without a relay the page that shows the files. */
export function mailRoom({ mail, dataDir }: Pick<CentralConfig, 'mail' | 'dataDir'>): Room {
  const folder = join(dataDir, 'mails')
  const transport: MailTransport =
    mail.smtpUrl === undefined ? fileTransport(folder) : smtpTransport(smtpSettingsOf(mail.smtpUrl, mail.caFile))
  let worker: MailWorker | null = null
  const workerOf = (context: CentralContext) => {
    worker ??= createMailWorker(context, { transport, from: mail.from ?? senderOf(context), processId: context.random.uuid() })
    return worker
  }
  return {
    routes(app, context) {
      if (mail.smtpUrl === undefined) registerMailPage(app, context, folder)
      app.addHook('onClose', async () => transport.close())
    },
    jobs: [
      { name: 'mail', everyMs: 500, work: (context) => drain(workerOf(context)) },
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
async function drain(worker: MailWorker): Promise<void> {
  while ((await worker.turn()) > 0);
}

// Without a configured sender: an address of the public host, or one that can never be somebody's.
function senderOf({ settings }: CentralContext): string {
  const { hostname } = new URL(settings.publicUrl)
  return /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}$/i.test(hostname) ? `noreply@${hostname}` : 'noreply@foyer.invalid'
}
