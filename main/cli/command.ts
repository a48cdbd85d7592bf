import type { Clock, Ports } from '../ports.ts'

/** What a command of the operators' tool needs of the world. */
export type World = {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly clock: Clock
  readonly fetch: Ports['fetch']
  readonly write: (line: string) => void
}

/** Answers with the exit code: 0 well, 1 something is wrong, 2 the command line or the configuration is. */
export type OperatorCommand = (args: readonly string[], world: World) => Promise<number>
