import type { CentralContext } from '../context.ts'

/** What a command is given: central's rooms, and a terminal. */
export type CommandRoom = {
  readonly context: CentralContext
  readonly say: (line: string) => void
  /** Reads a secret from stdin; null if there is none. */
  readonly readSecret: (question: string) => Promise<string | null>
}

type Option =
  | { readonly type: 'string'; readonly needed?: boolean; readonly means: string }
  | { readonly type: 'boolean'; readonly means: string }

/** One command of the operator's tool. It answers whether it succeeded; a line says why not. */
export type Command = {
  /** Its words, for instance `kiosk enrol`. */
  readonly words: string
  readonly means: string
  readonly options: Readonly<Record<string, Option>>
  /** A word after the command's own, for instance a kiosk's id. */
  readonly operand?: string
  readonly run: (given: Given, room: CommandRoom) => Promise<boolean>
}

export type Given = {
  readonly text: (name: string) => string | undefined
  readonly flag: (name: string) => boolean
  readonly operand: string
}

/** What the operator typed is wrong; nothing was done. */
export class BadCommand extends Error {
  override readonly name = 'BadCommand'
}
