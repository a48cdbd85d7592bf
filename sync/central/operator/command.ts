import { LocalDate } from '../../contract/values.ts'
import type { CentralConfig } from '../config.ts'
import type { CentralContext } from '../context.ts'

/** What a command is given: central's rooms, and a terminal. */
export type CommandRoom = {
  readonly context: CentralContext
  readonly config: CentralConfig
  readonly say: (line: string) => void
  /** For whoever reads along, beside what `say` hands to a program: on stderr. */
  readonly remark: (line: string) => void
  /** Reads a secret from stdin; null if there is none. */
  readonly readSecret: (question: string) => Promise<string | null>
}

type Option =
  | { readonly type: 'string'; readonly needed?: boolean; readonly means: string }
  | { readonly type: 'boolean'; readonly means: string }

/** What a command is given that works on central's files and opens nothing. */
export type FileRoom = { readonly config: CentralConfig; readonly nowMs: number; readonly say: (line: string) => void }

type Described = {
  /** Its words, for instance `kiosk enrol`. */
  readonly words: string
  readonly means: string
  readonly options: Readonly<Record<string, Option>>
  /** It may be the first to write into a data folder; the others find a central there. */
  readonly begins?: boolean
  /** A word after the command's own, for instance a kiosk's id. */
  readonly operand?: string
}

/** One command of the operator's tool. It answers whether it succeeded; a line says why not. */
export type Command = Described & { readonly run: (given: Given, room: CommandRoom) => Promise<boolean> }
/** A command that must not open a store: it would make one, with fresh keys. */
export type FileCommand = Described & { readonly runOnFiles: (given: Given, room: FileRoom) => Promise<boolean> }

export type Given = {
  readonly text: (name: string) => string | undefined
  readonly flag: (name: string) => boolean
  readonly operand: string
}

/** The day of an option, `YYYY-MM-DD`; undefined without it. Throws BadCommand for what is in no calendar. */
export function dayOf({ text }: Given, words: string, name: string): string | undefined {
  const day = text(name)
  if (day !== undefined && !LocalDate.safeParse(day).success)
    throw new BadCommand(`${words}: --${name} is a day of the calendar, YYYY-MM-DD`)
  return day
}

/** What the operator typed is wrong; nothing was done. */
export class BadCommand extends Error {
  override readonly name = 'BadCommand'
}
