import type { OperatorCommand } from './command.ts'
import { diagnostics } from './diagnostics.ts'
import { printTest } from './print-test.ts'
import { selfTest } from './self-test.ts'
import { servicePin } from './service-pin.ts'

/** What an installed terminal's own program answers, by flag: where no source tree is, the operators' tool is not either. */
const COMMANDS: Readonly<Record<string, OperatorCommand>> = {
  '--self-test': selfTest,
  '--print-test': printTest,
  '--diagnostics': diagnostics,
  '--service-pin': servicePin,
}

/** The command that the flags ask for, and its own flags; null where none is asked for. */
export function installedCommand(flags: readonly string[]): { command: OperatorCommand; args: string[] } | null {
  const asked = flags.find((flag) => Object.hasOwn(COMMANDS, flag))
  const command = asked === undefined ? undefined : COMMANDS[asked]
  return command ? { command, args: flags.filter((flag) => flag !== asked) } : null
}
