import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod/mini'
import { asJson, settingsRows } from '../contract/settings-table.ts'
import { ConfigFile } from './config.ts'
import { Settings } from './settings.ts'

// Writes central.schema.json and central-configuration.md from the schema that central itself reads its file with.
// Run it after a change of the schema: `node sync/central/settings-docs.ts`.

const MEANINGS: Readonly<Record<string, string>> = {
  data: 'the folder for database, keys and, without a mail server, mails',
  port: 'where central listens; `0` takes any free one. `FOYER_PORT`',
  host: 'the address it listens at, IPv4, IPv6 or a name. `FOYER_HOST`',
  databaseUrl: '`postgres://user:password@host/name`; without it SQLite in the data folder. `DATABASE_URL`',
  keyFile:
    'the keys of persons and receipts; without it `central/keys/keys.json` in the data folder ([operations.md](operations.md#keys)). `FOYER_KEY_FILE`',
  'mail.smtpUrl':
    '`smtps://user:password@host` (TLS, port 465) or `smtp://…` (STARTTLS, port 587); without it mails become files. `FOYER_SMTP_URL`',
  'mail.caFile':
    'PEM file of the authority that signed the mail server’s certificate, where it is the town’s own. `FOYER_SMTP_CA_FILE`',
  'mail.from': 'the sender’s address; without it `noreply@` and the host of `settings.publicUrl`. `FOYER_MAIL_FROM`',
  'settings.publicUrl':
    'the address under which visitors and terminals reach central: a host name of its own, no path. `FOYER_PUBLIC_URL`',
  'settings.holdMinutes': 'minutes that a time is kept while a visitor fills the form',
  'settings.linkHours': 'hours in which the e-mail’s link can be clicked; then the request expires and its time is free again',
  'settings.openBookingsPerEmail': 'open bookings that one e-mail address may have at the same time',
  'settings.spokenConfirmation':
    'whether a front desk may note a yes on the phone ([operations.md](operations.md#the-front-desk-a-yes-on-the-phone))',
  'settings.earlierOfferMinutes': 'minutes that a freed earlier time is held for the visitor to whom it was offered',
  'settings.reminderHours': 'hours before the appointment at which the reminder goes out; 0 for none',
  'settings.enrolmentHours': 'hours that a one-time code for a device is good',
  'settings.behindProxy':
    'a reverse proxy stands in front: the last entry of `X-Forwarded-For` is who asks ([operations.md](operations.md#the-proxy-in-front))',
  'settings.requestSeconds': 'seconds that a client may take to send its request',
  'settings.heartbeatSeconds': 'seconds between two signs of life on the stream to a terminal; less than the proxy’s own limit',
  'settings.escrowPercent':
    'share of an office’s day, in percent, that all terminals together may hold to sell offline; 0: offline bookings are requests only',
  'settings.escrowBlocksPerKiosk': 'blocks of it that one terminal may hold at most',
  'settings.requestsPerMinute': 'requests per minute and address before central answers 429',
  'settings.oidc.issuer':
    'the town’s own sign-in for staff ([operations.md](operations.md#staff-sign-in-by-the-towns-own-accounts)), as its `/.well-known/openid-configuration` names it',
  'settings.oidc.clientId': 'as which central is known there',
  'settings.oidc.clientSecret': 'better as `FOYER_OIDC_CLIENT_SECRET`; none for a public client',
  'settings.oidc.label': 'what stands on the button',
  'settings.oidc.ownAddresses':
    'true where the provider gives addresses to their owners alone and says nothing about it (one tenant of Entra ID): else only those that it marks `email_verified` open an account',
  'settings.provider.kind': 'the server that the town already runs ([operations.md](operations.md#a-town-that-already-runs-zms))',
  'settings.provider.url': 'its citizen API',
  'settings.provider.offices': 'only these of its offices; none: all that a terminal can offer',
  'settings.provider.calendarMinutes': 'minutes between two readings of an office’s calendar; each is a request there',
  'settings.provider.catalogueMinutes': 'minutes between two readings of its offices and services',
  'settings.provider.timeoutMs': 'milliseconds until it counts as away',
  'settings.passwordSignIn': 'false: staff sign in by `settings.oidc` alone',
  'settings.alerts.mailTo':
    'addresses that get a mail when a device is in trouble, and when it is over ([operations.md](operations.md#watching-the-terminals))',
  'settings.alerts.webhookUrl': 'gets a signed POST for each; needs `FOYER_WEBHOOK_SECRET`',
  'settings.alerts.offlineMinutes': 'minutes without word from a device until it is trouble',
  'settings.alerts.queueMinutes': 'minutes that a device has kept a booking for central until it is trouble',
  'settings.alerts.diskMegabytes': 'megabytes free on a device’s disk below which it is trouble',
  'settings.alerts.clockSeconds': 'seconds that a device’s clock may be wrong',
  'settings.alerts.certificateDays': 'days before the certificate of `settings.publicUrl` ends',
  'settings.retention.visitedPersons': 'days after the visit until who came is deleted',
  'settings.retention.endedPersons': 'days until who was declined, cancelled, refused or let a request expire is deleted',
  'settings.retention.bookings': 'days until a booking without its person is deleted, with its history',
  'settings.retention.mails': 'days until kind and times of a mail are deleted; its text is never stored',
  'settings.retention.consents': 'days until a consent is deleted (Article 7(1) GDPR)',
  'settings.retention.audit': 'days until the record of what staff did is deleted',
  'settings.retention.retentionLog': 'days until the proof of deletion is deleted',
  'settings.retention.enrolments': 'days until used and lapsed one-time codes are deleted',
}

/** Those of the file itself, and those that depend on the machine. */
const DEFAULTS = { data: 'data', port: 8080, host: '127.0.0.1' }

// A file may leave out what has a default; where nothing is said about the address in it, the environment says it.
const CentralFile = z.extend(ConfigFile, {
  settings: z.optional(z.strictObject({ ...Settings.shape, publicUrl: z.optional(Settings.shape.publicUrl) })),
})

const schemaOf = () => z.toJSONSchema(CentralFile, { io: 'input' })

/** The published schema of central.json. */
export const centralSchema = (): string => `${JSON.stringify({ title: 'Foyer central.json', ...schemaOf() }, null, 2)}\n`

/** The table for IT, from the same schema. */
export const centralConfiguration = (): string => `# Central's configuration (Konfiguration des Servers)

Written by \`sync/central/settings-docs.ts\` from the schema that the program reads its file with; do not edit it by hand.

\`/etc/foyer-central/central.json\` where the package is installed, else the file that \`--config\` or \`FOYER_CONFIG\` names. Machines can check
it against [central.schema.json](central.schema.json). A flag beats an environment variable, that beats the file, that beats the default; the
variable of a key stands in its row, the others have none. An unknown key or a wrong value stops the start with one line that names the key and
the reason (exit 2), before anything is written.

| key | value | default | meaning |
|---|---|---|---|
${settingsRows(asJson(schemaOf()), { meanings: MEANINGS, defaults: DEFAULTS }).join('\n')}

What you set under \`settings.retention\` must stand in your privacy statement as well ([data-protection.md](data-protection.md)).

An example:

\`\`\`json
{
  "mail": { "from": "termine@stadt.example" },
  "settings": {
    "publicUrl": "https://termine.stadt.example",
    "behindProxy": true,
    "linkHours": 48,
    "oidc": { "issuer": "https://anmeldung.stadt.example/realms/verwaltung", "clientId": "foyer" },
    "alerts": { "mailTo": ["it@stadt.example"] }
  }
}
\`\`\`

Secrets are better kept out of this file. \`/etc/foyer-central/environment\` (mode 600) holds them as variables: \`FOYER_SMTP_URL\`,
\`DATABASE_URL\`, \`FOYER_OIDC_CLIENT_SECRET\`, \`FOYER_WEBHOOK_SECRET\`.
`

if (import.meta.main) {
  const handbook = join(import.meta.dirname, '../../assets/handbook')
  writeFileSync(join(handbook, 'central.schema.json'), centralSchema())
  writeFileSync(join(handbook, 'central-configuration.md'), centralConfiguration())
}
