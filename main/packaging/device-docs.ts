import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod/mini'
import { asJson, settingsRows } from '../../sync/contract/settings-table.ts'
import { DEFAULTS, Settings } from '../config.ts'

// Writes device.schema.json and device-configuration.md from the schema that the station itself reads its file with.
// Run it after a change of the schema: `node main/packaging/device-docs.ts`.

const MEANINGS: Readonly<Record<string, string>> = {
  data: 'the folder for databases, keys, receipts and logs; relative to where the program is started',
  port: 'the loopback port of the page; 0 takes any free one. Only where the window is a browser',
  profile: '`lobby` for visitors, `desk` for staff',
  shell: 'what shows the page; an installed package always shows its own window',
  central:
    'the address of the central server; null starts an embedded one with the demonstration town (not in an installed package). An installed package takes `http://` to this machine alone',
  language: 'the language of the start screen',
  'idle.quietSeconds': 'seconds without a touch before the countdown',
  'idle.countdownSeconds': 'seconds of the countdown; never below 20 (WCAG 2.2.1)',
  display:
    'where several screens are plugged in: the label of the terminal’s own, as the system calls it; null, or while it is unplugged: the system’s first. Every other screen is black. Only in an installed package',
  pixelsPerMm: 'CSS pixels per millimetre of the panel: measure a line of 100 mm on the screen',
  reachLimitMm: 'the highest point above the lower edge of the screen that a seated visitor reaches',
  lockMinutes: 'at a desk: minutes without a key before it locks',
  'keypad.preset': 'which tactile keypad: a plain cursor block, or one of Storm’s',
  'keypad.keys': 'own keys before those of the preset, by the browser’s code: `{ "F13": "help" }`',
  'speech.on': 'whether the terminal can read itself aloud',
  'speech.volume': 'the loudness each visitor begins with, as a share of the amplifier’s; calibrate it to 65 dBA at 500 mm',
  'printer.uri': '`virtual:`, `tcp://host:9100`, `file:/dev/usb/lp0` or `spooler:NAME`',
  'printer.columns': 'characters in a line: 48 for 80 mm, 42 for some 80 mm, 32 for 58 mm',
  'printer.codePage': 'the code page of the printer; `foyer --print-test` shows whether it is the right one',
  'printer.codePageNumber': 'the number by which this printer calls that code page (`ESC t n`); null: as Epson counts',
  'printer.answers':
    'false for a printer or print server that never answers a status question: paper and cover are then not watched, and what it has taken counts as printed',
  homeOffice: 'the id of the office that stands first, those at its address after it; null for none',
  enrolmentCode: 'the one-time code from `foyer-operator kiosk enrol`; used once, then remove it',
  deviceName: 'how the device is called in lists; the name of the machine if it is not set',
  'servicePins.it': 'who may do everything at the terminal’s own service menu: the hash that `foyer --service-pin` prints',
  'servicePins.staff': 'who may print a test slip there and close and open the terminal',
  'updates.feed':
    'the address of `latest.json`, where the program shall update itself ([upgrade.md](upgrade.md)); null leaves it to your fleet tool',
  'updates.publicKey': 'the public key of who releases (Ed25519, raw, base64); without it there is no feed',
  'updates.from': 'updates are fetched and begun only from this time of the device on',
  'updates.until': 'and only until this one; the window may pass midnight',
  keyProtection:
    '`required`: the program does not start where only a file’s mode would protect the device’s key; `auto`: it says so in its log',
  eventLog:
    'on Windows: warnings and errors also reach the Application log, under the source `Foyer` ([operations.md](operations.md#windows-the-event-log)); elsewhere it says nothing',
  addressParameters: 'whether `?lang=` and, at a desk, `?profile=lobby` count; null: everywhere but in an installed package',
}

/** The published schema of device.json. */
export const deviceSchema = (): string =>
  `${JSON.stringify({ title: 'Foyer device.json', ...z.toJSONSchema(z.partial(Settings), { io: 'input' }) }, null, 2)}\n`

/** The table for IT, from the same schema. */
export function deviceConfiguration(): string {
  const schema = asJson(z.toJSONSchema(Settings, { io: 'input' }))
  const rows = settingsRows(schema, { meanings: MEANINGS, defaults: asJson(DEFAULTS) })
  return `# Device configuration (Gerätekonfiguration)

Written by \`main/packaging/device-docs.ts\` from the schema that the program reads its file with; do not edit it by hand.

One file per device: \`/etc/foyer/device.json\` (Debian) or \`C:\\ProgramData\\Foyer\\device.json\` (Windows), owned by root or
the administrators, readable for the kiosk's user. Machines can check it against [device.schema.json](device.schema.json).
A flag beats an environment variable, that beats the file, that beats the default. Every key has a variable:
\`idle.quietSeconds\` is \`FOYER_IDLE_QUIET_SECONDS\`. An unknown key or a wrong value stops the start with one line that names the
file, the key and the reason (exit 2). An installed terminal says the same without starting, \`foyer --check-config --config FILE\` (on Windows
\`Foyer.exe --check-config --config FILE | Out-String\`), and so does the source tree, \`npm run foyer -- check-config --config FILE\`.

| key | value | default | meaning |
|---|---|---|---|
${rows.join('\n')}

An example for a lobby terminal:

\`\`\`json
{
  "central": "https://termine.example.de",
  "homeOffice": "buergeramt",
  "deviceName": "Rathaus, Foyer links",
  "printer": { "uri": "tcp://192.0.2.17:9100", "columns": 48, "codePage": "PC858" },
  "pixelsPerMm": 2.72,
  "reachLimitMm": 250
}
\`\`\`

Secrets are not part of this file. The device makes its own key on the first start; it is sealed by the first of these that the
machine has: a credential of systemd named \`foyer-safe\` (the Debian kit makes one, bound to the TPM where there is one), the
system's own store (DPAPI on Windows, a key ring on Linux; never Electron's \`basic_text\`), else it lies in the data folder with
mode 0600, and log and health file say \`file\`. The one-time code may come as the credential \`foyer-enrolment-code\`.
`
}

if (import.meta.main) {
  const handbook = join(import.meta.dirname, '../../assets/handbook')
  writeFileSync(join(handbook, 'device.schema.json'), deviceSchema())
  writeFileSync(join(handbook, 'device-configuration.md'), deviceConfiguration())
}
