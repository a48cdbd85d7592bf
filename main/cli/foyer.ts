import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { systemClock } from '../app.ts'
import { checkConfig } from './check-config.ts'
import { diagnostics } from './diagnostics.ts'
import { health } from './health.ts'
import { printTest } from './print-test.ts'
import { receiptVerify } from './receipt-verify.ts'
import { selfTest } from './self-test.ts'
import type { OperatorCommand } from './command.ts'

const HELP = `foyer <command>

central (takes --config, --data and --help as npm run central does):
  catalog import --format dldb --services FILE --locations FILE
  catalog import FILE         load a town's file
  slots                       plan or show capacity
  staff add                   an account for a clerk
  kiosk enrol|replace|list    a one-time code for a terminal; the terminals, their public keys (--keys)
  kiosk settings              language, waiting times and voice of all terminals at once, signed
  booking find|export|erase   what is stored about a person
  retention run               delete what need not be kept
  backup|restore FOLDER       database and keys
  backup | restore FOLDER     database and keys, while central works; back again

anywhere, without a network:
  receipt verify CODE         whether a terminal gave this receipt out (--keys FILE: what kiosk list --keys printed)

this terminal (takes the flags of npm start):
  check-config                names every fault of the configuration
  self-test                   disk, databases, printer, central, clock, screen, keypad, sound
  health                      one line for Checkmk, Icinga or Zabbix; exit 0, 1, 2, 3
  diagnostics                 a bundle for support, without personal data
  print-test                  a slip that shows whether the printer is set up right
`

const CENTRAL = ['catalog', 'slots', 'staff', 'kiosk', 'booking', 'retention', 'backup', 'restore']
const OWN: Readonly<Record<string, OperatorCommand>> = {
  'check-config': checkConfig,
  diagnostics,
  health,
  'self-test': selfTest,
  'print-test': printTest,
  receipt: receiptVerify,
}

const [command = '--help', ...rest] = process.argv.slice(2)
process.exitCode = await run(command, rest)

async function run(name: string, args: readonly string[]): Promise<number> {
  if (name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(HELP)
    return 0
  }
  const own = Object.hasOwn(OWN, name) ? OWN[name] : undefined
  if (own) {
    const world = {
      environment: process.env,
      clock: systemClock,
      fetch,
      write: (line: string) => process.stdout.write(`${line}\n`),
    }
    return own(args, world)
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
