import type { Command, FileCommand } from './command.ts'

/** All commands, one line each. */
export function helpOf(commands: readonly (Command | FileCommand)[]): string {
  const width = Math.max(...commands.map(({ words, operand }) => words.length + (operand?.length ?? -1) + 1))
  const lines = commands.map((command) => `  ${titleOf(command).padEnd(width)}  ${command.means}`)
  return [
    ...lines,
    '',
    'Each takes --data DIR, --config FILE, and --help for its own options; DATABASE_URL chooses PostgreSQL. --version says which Foyer this is.',
  ].join('\n')
}

/** One command with its options. */
export function helpFor(command: Command | FileCommand): string {
  const options = Object.entries(command.options).map(([name, option]) => ({
    name: option.type === 'string' ? `--${name} …` : `--${name}`,
    means: 'needed' in option && option.needed ? `${option.means} (needed)` : option.means,
  }))
  const width = Math.max(0, ...options.map(({ name }) => name.length))
  return [`${titleOf(command)}: ${command.means}`, ...options.map(({ name, means }) => `  ${name.padEnd(width)}  ${means}`)].join(
    '\n',
  )
}

const titleOf = ({ words, operand }: Command | FileCommand): string => (operand === undefined ? words : `${words} ${operand}`)
