import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fetchOverTls } from '../central/fetch-over-tls.ts'
import { systemClock } from '../clock.ts'
import { VERSION } from '../version.ts'
import type { OperatorCommand } from './command.ts'

const HELP = `foyer <command>

  --version                                        which Foyer this is

central (takes --config and --data; each has --help for its own options):
  catalog import --format dldb --services FILE --locations FILE     Munich's directory of services, or one like it
  catalog import --format foyer --file FILE                         a town's file
                                                   --force: also remove offices with bookings still to come
  slots                                            free start times of a service at an office
  staff add|list|password|change|disable|enable    accounts of members of staff
  kiosk enrol|list|replace|revoke|thaw|write-off   one-time codes, all devices, lost and broken ones
  kiosk settings                                   language, waiting times and voice of all terminals at once, signed
  booking find|export|erase|rectify|restrict       what is stored about a person
  retention run                                    delete now what need not be kept
  keys rotate                                      new keys at rest
  backup FOLDER                                    database and keys, while central works
  restore FOLDER                                   back again, into an empty data folder

anywhere, without a network:
  receipt verify CODE         whether a terminal gave this receipt out (--keys FILE: what kiosk list --keys printed)

this terminal (takes --config, --data and the other flags of npm start):
  check-config                names every fault of the configuration
  self-test                   disk, databases, printer, central, clock, screen, keypad, sound
  health                      one line for Checkmk, Icinga or Zabbix; exit 0, 1, 2, 3
  diagnostics                 a bundle for support, without personal data
  service-pin                 the hash of a PIN for the terminal's own service menu
  print-test                  a slip that shows whether the printer is set up right
`

const OF_THIS_TERMINAL = `  --config FILE  its device.json
  --data DIR     its data folder; further flags as of npm start
`
const CENTRAL = ['catalog', 'slots', 'staff', 'kiosk', 'booking', 'retention', 'keys', 'backup', 'restore']
type OwnCommand = { readonly load: () => Promise<OperatorCommand>; readonly help: string }

/** Each loads its own sources alone: help, and central's commands, need none of them. */
const OWN: Readonly<Record<string, OwnCommand>> = {
  'check-config': {
    load: async () => (await import('./check-config.ts')).checkConfig,
    help: `check-config: what the configuration comes to, as JSON without secrets (exit 0), or what is wrong with it (exit 2)
${OF_THIS_TERMINAL}`,
  },
  diagnostics: {
    load: async () => (await import('./diagnostics.ts')).diagnostics,
    help: `diagnostics: writes foyer-diagnostics-….tar.gz into the data folder and says where; no personal data is in it
${OF_THIS_TERMINAL}`,
  },
  health: {
    load: async () => (await import('./health.ts')).health,
    help: `health: one line with performance data for monitoring; exit 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN
${OF_THIS_TERMINAL}`,
  },
  'self-test': {
    load: async () => (await import('./self-test.ts')).selfTest,
    help: `self-test: tries what a terminal needs, a line each; exit 1 where something is wrong. Safe beside a running terminal
${OF_THIS_TERMINAL}`,
  },
  'print-test': {
    load: async () => (await import('./print-test.ts')).printTest,
    help: `print-test: prints a slip that shows whether the printer is set up right; exit 1 where it did not come out
${OF_THIS_TERMINAL}`,
  },
  'service-pin': {
    load: async () => (await import('./service-pin.ts')).servicePin,
    help: `service-pin: prints the hash of the PIN in FOYER_SERVICE_PIN (6 to 12 digits), for servicePins.it or servicePins.staff in device.json
`,
  },
  receipt: {
    load: async () => (await import('./receipt-verify.ts')).receiptVerify,
    help: `receipt verify CODE: whether a terminal gave this receipt out; CODE is what its QR code says. Exit 1 where none did
  --keys FILE             what kiosk list --keys printed; without it central's own store on this machine
  --data DIR, --config FILE   of that central
`,
  },
}

const [command = '--help', ...rest] = process.argv.slice(2)
process.exitCode = await run(command, rest)

async function run(name: string, args: readonly string[]): Promise<number> {
  if (name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(HELP)
    return 0
  }
  if (name === '--version') {
    process.stdout.write(`${VERSION}\n`)
    return 0
  }
  const own = Object.hasOwn(OWN, name) ? OWN[name] : undefined
  if (own && args.some((arg) => arg === '--help' || arg === '-h')) {
    process.stdout.write(own.help)
    return 0
  }
  if (own) {
    const world = {
      environment: process.env,
      clock: systemClock,
      fetch: fetchOverTls(),
      write: (line: string) => process.stdout.write(`${line}\n`),
    }
    const work = await own.load()
    return work(args, world)
  }
  if (CENTRAL.includes(name)) return atCentral([name, ...args])
  process.stderr.write(`${name}: unknown command; foyer --help lists them\n`)
  return 2
}

/** Central's own tool in its own process: the station never reaches into central. */
function atCentral(args: readonly string[]): Promise<number> {
  const script = join(import.meta.dirname, '../../sync/central/operator.ts')
  const child = spawn(process.execPath, [script, ...args], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)))
}
